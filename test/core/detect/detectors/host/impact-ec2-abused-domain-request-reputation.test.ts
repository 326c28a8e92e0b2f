import { abusedDomainReputation } from "../../../../../src/core/detect/detectors/host/impact-ec2-abused-domain-request-reputation.ts";
import { batch, lookup } from "../../host-batches.ts";
import { hostDetectorTests } from "../../host-detector-tests.ts";
import { lookupOf, lookupTo, match, nameOn } from "../../listed.ts";

export default hostDetectorTests(
  abusedDomainReputation,
  [
    [
      "a name below a listed one",
      batch([], [lookupOf(["abused"], { records: 3 })]),
      {
        resourceRole: "ACTOR",
        subject: ["evil.example"],
        additionalInfo: {
          threatListName: "abused.txt",
          listed: "name",
          domain: "c2.evil.example",
          queries: 3,
        },
      },
    ],
    ["a name that does not exist any more", batch([], [lookupOf(["abused"], { rcode: "NXDOMAIN" })])],
    ["a query that a rule of DNS Firewall only noted", batch([], [lookupOf(["abused"], { firewallAction: "ALERT" })])],
    ["a name that resolves to a parking address", batch([], [lookupTo(["abused"])])],
  ],
  [
    ["a query that DNS Firewall blocked", batch([], [lookupOf(["abused"], { firewallAction: "BLOCK" })])],
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
      batch([], [lookupOf(["abused", "command-and-control"])]),
    ],
    ["a popular name", batch([], [lookupOf([], { facts: nameOn(["abused"], { rank: 50_000 }) })])],
  ],
);
