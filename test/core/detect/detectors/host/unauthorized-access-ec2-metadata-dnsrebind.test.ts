import { metadataDnsRebind } from "../../../../../src/core/detect/detectors/host/unauthorized-access-ec2-metadata-dnsrebind.ts";
import { dnsAnswer } from "../../../../../src/core/event-dns.ts";
import type { Lookup } from "../../../../../src/core/group/host-batch.ts";
import { batch, lookup } from "../../host-batches.ts";
import { hostDetectorTests } from "../../host-detector-tests.ts";
import { match, nameOn } from "../../listed.ts";

function answered(name: string, rdata: string, changes: Partial<Lookup> = {}): Lookup {
  const type = rdata.includes(":") ? "AAAA" : "A";
  return lookup({ name, type, answers: [dnsAnswer(rdata, type, "IN")], ...changes });
}

export default hostDetectorTests(
  metadataDnsRebind,
  [
    [
      "the metadata address",
      batch([], [answered("a1.rebind.example", "169.254.169.254")]),
      { subject: ["a1.rebind.example"], resourceRole: "ACTOR" },
    ],
    ["its IPv6 address, however written", batch([], [answered("a1.rebind.example", "FD00:EC2:0::254")])],
    [
      "an answer at the end of a chain, after a harmless one",
      batch(
        [],
        [
          answered("a1.rebind.example", "203.0.113.7", {
            answers: [
              dnsAnswer("x.rebind.example.", "CmetadataDnsRebind", "IN"),
              dnsAnswer("203.0.113.7", "A", "IN"),
              dnsAnswer("169.254.169.254", "A", "IN"),
            ],
          }),
        ],
      ),
    ],
  ],
  [
    [
      "EC2's own name for it",
      batch(
        [],
        [answered("instance-data.ec2.internal", "169.254.169.254"), answered("instance-data", "169.254.169.254")],
      ),
    ],
    ["another link-local address", batch([], [answered("a1.rebind.example", "169.254.169.253")])],
    [
      "a text that holds the address",
      batch([], [lookup({ type: "TXT", answers: [dnsAnswer("169.254.169.254", "TXT", "IN")] })]),
    ],
    [
      "a query that DNS Firewall blocked",
      batch([], [answered("a1.rebind.example", "169.254.169.254", { firewallAction: "BLOCK" })]),
    ],
    [
      "a trusted name",
      batch(
        [],
        [
          answered("imds.example.com", "169.254.169.254", {
            facts: nameOn([], { trustedBy: [match("trusted", "imds.example.com")] }),
          }),
        ],
      ),
    ],
  ],
);
