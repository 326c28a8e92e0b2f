/** DefenseEvasion:EC2/UnusualDoHActivity: the host speaks HTTPS to a DNS-over-HTTPS server that it used on none of the days known of it. */

import { unusualResolverDetector } from "../../unusual-resolver-detector.ts";

export const unusualDohActivity = unusualResolverDetector(
  "doh",
  "DNS-over-HTTPS server",
  "Names looked up over HTTPS are in no log.",
  {
    type: "DefenseEvasion:EC2/UnusualDoHActivity",
    summary: "The host speaks HTTPS to a DNS-over-HTTPS server that it used on none of the days known of it.",
    misses:
      "Servers that are neither well known nor on a list of category doh, whose name was not looked up at the VPC's resolver, and all of it while the host is learning.",
    falsePositives:
      "Browsers and agents that begin to use DNS over HTTPS, and web pages on the address of a resolver: from the next day on it is a habit.",
    attack: ["T1071.004", "T1572"],
  },
);
