import { bitcoinDomainReputation } from "../../../../../src/core/detect/detectors/host/impact-ec2-bitcoin-domain-request-reputation.ts";
import { batch } from "../../host-batches.ts";
import { hostDetectorTests } from "../../host-detector-tests.ts";
import { lookupOf, lookupTo } from "../../listed.ts";

export default hostDetectorTests(
  bitcoinDomainReputation,
  [
    [
      "a mining name that is malicious as well",
      batch([], [lookupOf(["cryptocurrency", "malicious"])]),
      { subject: ["evil.example"] },
    ],
    ["a mining name that is suspicious as well", batch([], [lookupOf(["suspicious", "cryptocurrency"])])],
  ],
  [
    ["a mining name without other blemish, told as such", batch([], [lookupOf(["cryptocurrency"])])],
    ["a malicious name", batch([], [lookupOf(["malicious"])])],
    [
      "a query that DNS Firewall blocked",
      batch([], [lookupOf(["cryptocurrency", "malicious"], { firewallAction: "BLOCK" })]),
    ],
    ["a name that only resolves to a listed pool", batch([], [lookupTo(["cryptocurrency"])])],
  ],
);
