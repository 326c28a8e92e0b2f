import { driveByLookup } from "../../../../../src/core/detect/detectors/host/trojan-ec2-drive-by-source-traffic-dns.ts";
import { batch, lookup } from "../../host-batches.ts";
import { hostDetectorTests } from "../../host-detector-tests.ts";
import { lookupOf, lookupTo, match, nameOn } from "../../listed.ts";

export default hostDetectorTests(
  driveByLookup,
  [
    [
      "a name below a listed one",
      batch([], [lookupOf(["drive-by"], { records: 3 })]),
      {
        resourceRole: "ACTOR",
        subject: ["evil.example"],
        additionalInfo: {
          threatListName: "drive-by.txt",
          listed: "name",
          domain: "c2.evil.example",
          queries: 3,
        },
      },
    ],
    ["a name that does not exist any more", batch([], [lookupOf(["drive-by"], { rcode: "NXDOMAIN" })])],
    [
      "a query that a rule of DNS Firewall only noted",
      batch([], [lookupOf(["drive-by"], { firewallAction: "ALERT" })]),
    ],
  ],
  [
    ["a query that DNS Firewall blocked", batch([], [lookupOf(["drive-by"], { firewallAction: "BLOCK" })])],
    [
      "a trusted name",
      batch(
        [],
        [
          lookupTo(["blackhole", "command-and-control", "cryptocurrency", "abused"], {
            facts: nameOn([], { trustedBy: [match("trusted", "evil.example")] }),
          }),
        ],
      ),
    ],
    ["a name on no list", batch([], [lookupOf([])])],
    ["a name that nothing is known of", batch([], [lookup()])],
    [
      "a name on the user's own list and a list of resolvers",
      batch([], [lookupOf(["custom-threat", "public-resolver", "doh"])]),
    ],
    [
      "a name that is a command-and-control server as well, told as that",
      batch([], [lookupOf(["drive-by", "command-and-control"])]),
    ],
    [
      "a name among the thousand most popular, listed by mistake",
      batch([], [lookupOf([], { facts: nameOn(["drive-by"], { rank: 900 }) })]),
    ],
  ],
);
