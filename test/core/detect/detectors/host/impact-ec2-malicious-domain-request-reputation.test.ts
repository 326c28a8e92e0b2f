import { maliciousDomainReputation } from "../../../../../src/core/detect/detectors/host/impact-ec2-malicious-domain-request-reputation.ts";
import { batch, lookup } from "../../host-batches.ts";
import { hostDetectorTests } from "../../host-detector-tests.ts";
import { lookupOf, lookupTo, match, nameOn } from "../../listed.ts";

export default hostDetectorTests(
  maliciousDomainReputation,
  [
    [
      "a name below a listed one",
      batch([], [lookupOf(["malicious"], { records: 3 })]),
      {
        resourceRole: "ACTOR",
        subject: ["evil.example"],
        additionalInfo: {
          threatListName: "malicious.txt",
          listed: "name",
          domain: "c2.evil.example",
          queries: 3,
        },
      },
    ],
    ["a name that does not exist any more", batch([], [lookupOf(["malicious"], { rcode: "NXDOMAIN" })])],
    [
      "a query that a rule of DNS Firewall only noted",
      batch([], [lookupOf(["malicious"], { firewallAction: "ALERT" })]),
    ],
  ],
  [
    ["a query that DNS Firewall blocked", batch([], [lookupOf(["malicious"], { firewallAction: "BLOCK" })])],
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
      batch([], [lookupOf(["malicious", "command-and-control"])]),
    ],
    [
      "a name among the thousand most popular, listed by mistake",
      batch([], [lookupOf([], { facts: nameOn(["malicious"], { rank: 900 }) })]),
    ],
    ["a name whose purpose is listed, told by that", batch([], [lookupOf(["malicious", "dga"])])],
    ["a name that only resolves to a listed address", batch([], [lookupTo(["malicious", "command-and-control"])])],
  ],
);
