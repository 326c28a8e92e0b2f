import { unusualDotActivity } from "../../../../../src/core/detect/detectors/host/defense-evasion-ec2-unusual-do-tactivity.ts";
import { addressFacts, batch, flow, ip } from "../../host-batches.ts";
import { hostDetectorTests } from "../../host-detector-tests.ts";
import { BENIGN, KNOWN_HOST, usual } from "../../host-traffic.ts";

const ASKED = { remoteIp: ip("9.9.9.9"), remotePort: 853, protocol: 6 };
const LISTED = { list: "resolvers", category: "dot", family: null, entry: "203.0.113.55" } as const;

export default hostDetectorTests(
  unusualDotActivity,
  [
    [
      "a well-known resolver never asked before",
      batch([flow(ASKED)]),
      { additionalInfo: { unusual: "9.9.9.9", outBytes: 2_400, inBytes: 6_000 } },
      KNOWN_HOST,
    ],
    [
      "a resolver on a list",
      batch([flow({ ...ASKED, remoteIp: ip("203.0.113.55"), remote: addressFacts({ matches: [LISTED] }) })]),
      {},
      KNOWN_HOST,
    ],
  ],
  [
    ...BENIGN,
    ["a host that is learning", batch([flow(ASKED)])],
    ["a resolver that is a habit", batch([flow(ASKED)]), [...KNOWN_HOST, ...usual(ASKED)]],
    [
      "the other address of the same operator",
      batch([flow({ ...ASKED, remoteIp: ip("149.112.112.112") })]),
      [...KNOWN_HOST, ...usual(ASKED)],
    ],
    ["nobody's answer", batch([flow({ ...ASKED, packetsIn: 0, bytesIn: 0 })]), KNOWN_HOST],
    ["the VPC's resolver", batch([flow({ ...ASKED, remoteIp: ip("10.0.0.2") })]), KNOWN_HOST],
  ],
);
