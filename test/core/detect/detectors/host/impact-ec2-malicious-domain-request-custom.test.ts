import { maliciousDomainCustom } from "../../../../../src/core/detect/detectors/host/impact-ec2-malicious-domain-request-custom.ts";
import { batch } from "../../host-batches.ts";
import { hostDetectorTests } from "../../host-detector-tests.ts";
import { lookupOf, lookupTo, nameOn } from "../../listed.ts";

export default hostDetectorTests(
  maliciousDomainCustom,
  [
    ["a listed name", batch([], [lookupOf(["custom-threat"])]), { subject: ["evil.example"], resourceRole: "ACTOR" }],
    ["a name that other lists hold as well", batch([], [lookupOf(["phishing", "custom-threat"])])],
    [
      "a popular name: the list is the user's own",
      batch([], [lookupOf([], { facts: nameOn(["custom-threat"], { rank: 1 }) })]),
    ],
  ],
  [
    ["a query that DNS Firewall blocked", batch([], [lookupOf(["custom-threat"], { firewallAction: "BLOCK" })])],
    ["a name on other lists", batch([], [lookupOf(["phishing"])])],
    ["a name that only resolves to a listed address", batch([], [lookupTo(["custom-threat"])])],
  ],
);
