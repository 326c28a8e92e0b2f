import { commandAndControlLookup } from "../../../../../src/core/detect/detectors/host/backdoor-ec2-c-cactivity-b-dns.ts";
import { batch, lookup } from "../../host-batches.ts";
import { hostDetectorTests } from "../../host-detector-tests.ts";
import { lookupOf, lookupTo, match, nameOn } from "../../listed.ts";

export default hostDetectorTests(
  commandAndControlLookup,
  [
    [
      "a name below a listed one",
      batch([], [lookupOf(["command-and-control"], { records: 3 })]),
      {
        resourceRole: "ACTOR",
        subject: ["evil.example"],
        additionalInfo: {
          threatListName: "command-and-control.txt",
          listed: "name",
          domain: "c2.evil.example",
          queries: 3,
        },
      },
    ],
    ["a name that does not exist any more", batch([], [lookupOf(["command-and-control"], { rcode: "NXDOMAIN" })])],
    [
      "a query that a rule of DNS Firewall only noted",
      batch([], [lookupOf(["command-and-control"], { firewallAction: "ALERT" })]),
    ],
  ],
  [
    ["a query that DNS Firewall blocked", batch([], [lookupOf(["command-and-control"], { firewallAction: "BLOCK" })])],
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
      "a name among the thousand most popular, listed by mistake",
      batch([], [lookupOf([], { facts: nameOn(["command-and-control"], { rank: 900 }) })]),
    ],
    ["a name that only resolves to a listed address", batch([], [lookupTo(["command-and-control"])])],
  ],
);
