import { suspiciousDomainReputation } from "../../../../../src/core/detect/detectors/host/impact-ec2-suspicious-domain-request-reputation.ts";
import { batch, lookup } from "../../host-batches.ts";
import { hostDetectorTests } from "../../host-detector-tests.ts";
import { lookupOf, lookupTo, match, nameOn } from "../../listed.ts";

export default hostDetectorTests(
  suspiciousDomainReputation,
  [
    [
      "a name below a listed one",
      batch([], [lookupOf(["suspicious"], { records: 3 })]),
      {
        resourceRole: "ACTOR",
        subject: ["evil.example"],
        additionalInfo: {
          threatListName: "suspicious.txt",
          listed: "name",
          domain: "c2.evil.example",
          queries: 3,
        },
      },
    ],
    ["a name that does not exist any more", batch([], [lookupOf(["suspicious"], { rcode: "NXDOMAIN" })])],
    [
      "a query that a rule of DNS Firewall only noted",
      batch([], [lookupOf(["suspicious"], { firewallAction: "ALERT" })]),
    ],
    [
      "a popular name whose listing as malware is doubtful",
      batch([], [lookupOf([], { facts: nameOn(["malicious"], { rank: 5_000 }) })]),
    ],
  ],
  [
    ["a query that DNS Firewall blocked", batch([], [lookupOf(["suspicious"], { firewallAction: "BLOCK" })])],
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
      batch([], [lookupOf(["suspicious", "command-and-control"])]),
    ],
    ["a name whose purpose is listed, told by that", batch([], [lookupOf(["suspicious", "phishing"])])],
  ],
);
