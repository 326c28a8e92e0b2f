/** Discovery:IAMUser/AnomalousBehavior: somebody looks around in a way that is new here. */

import { anomalousBehavior } from "../../anomalous-behavior.ts";

export const anomalousDiscovery = anomalousBehavior("Discovery", {
  deed: "look around before an attack",
  summary:
    "An identity looked around the account (list, describe, get) from a place, by a tool or in a breadth that neither it nor the account is known for.",
  misses:
    "Looking around with the identity's usual tool from its usual network, and slow enumeration of a few APIs a day.",
  falsePositives:
    "A new inventory or audit tool, and people who travel. Known after a few days on which it happens again.",
  attack: ["T1580", "T1087.004", "T1526"],
});
