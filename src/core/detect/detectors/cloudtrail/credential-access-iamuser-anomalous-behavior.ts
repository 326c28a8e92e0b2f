/** CredentialAccess:IAMUser/AnomalousBehavior: secrets were read by an identity, or from a place, that never does. */

import { anomalousBehavior } from "../../anomalous-behavior.ts";

export const anomalousCredentialAccess = anomalousBehavior("CredentialAccess", {
  deed: "read passwords, secrets and keys",
  summary:
    "An identity read passwords, secrets or keys in a way that neither it nor the account is known for: the API, the network, the country, the user agent or the Region is new or rare.",
  misses:
    "Secrets that the identity reads anyway, from where it always does; reads that CloudTrail logs as data events; anything in the first two weeks.",
  falsePositives:
    "A new service that reads its secrets for the first time, or an engineer on a new network. Known after a few days on which it happens again.",
  attack: ["T1552", "T1555.006"],
});
