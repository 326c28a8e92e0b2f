import { unusualDohActivity } from "../../../../../src/core/detect/detectors/host/defense-evasion-ec2-unusual-do-hactivity.ts";
import { dnsAnswer } from "../../../../../src/core/event-dns.ts";
import { addressFacts, batch, flow, ip, lookup } from "../../host-batches.ts";
import { hostDetectorTests } from "../../host-detector-tests.ts";
import { BENIGN, KNOWN_HOST, usual } from "../../host-traffic.ts";

const ASKED = { remoteIp: ip("1.1.1.1"), remotePort: 443, protocol: 6 };
const ANSWERS = [dnsAnswer("203.0.113.80", "A", "IN")];
const LISTED = { list: "resolvers", category: "doh", family: null, entry: "203.0.113.54" } as const;

export default hostDetectorTests(
  unusualDohActivity,
  [
    [
      "a well-known resolver never asked before",
      batch([flow(ASKED)]),
      { additionalInfo: { unusual: "1.1.1.1", outBytes: 2_400, inBytes: 6_000 } },
      KNOWN_HOST,
    ],
    [
      "a resolver on a list",
      batch([flow({ ...ASKED, remoteIp: ip("203.0.113.54"), remote: addressFacts({ matches: [LISTED] }) })]),
      {},
      KNOWN_HOST,
    ],
    [
      "the address that a resolver's name was looked up for",
      batch([flow({ ...ASKED, remoteIp: ip("203.0.113.80") })], [lookup({ name: "dns.nextdns.io", answers: ANSWERS })]),
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
      batch([flow({ ...ASKED, remoteIp: ip("1.0.0.1") })]),
      [...KNOWN_HOST, ...usual(ASKED)],
    ],
    ["nobody's answer", batch([flow({ ...ASKED, packetsIn: 0, bytesIn: 0 })]), KNOWN_HOST],
    ["the VPC's resolver", batch([flow({ ...ASKED, remoteIp: ip("10.0.0.2") })], [lookup()]), KNOWN_HOST],
  ],
);
