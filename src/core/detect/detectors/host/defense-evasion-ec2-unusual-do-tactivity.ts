/** DefenseEvasion:EC2/UnusualDoTActivity: the host speaks DNS over TLS or QUIC (port 853) to a public server that it used on none of the days known of it. */

import { unusualResolverDetector } from "../../unusual-resolver-detector.ts";

export const unusualDotActivity = unusualResolverDetector(
  "dot",
  "DNS-over-TLS server",
  "Names looked up over TLS are in no log.",
  {
    type: "DefenseEvasion:EC2/UnusualDoTActivity",
    summary:
      "The host speaks DNS over TLS or QUIC (port 853) to a public server that it used on none of the days known of it.",
    misses:
      "DNS over TLS on another port than 853, an operator that the host uses anyway, and all of it while the host is learning.",
    falsePositives: "A change of resolver settings: from the next day on it is a habit.",
    attack: ["T1071.004", "T1572"],
  },
);
