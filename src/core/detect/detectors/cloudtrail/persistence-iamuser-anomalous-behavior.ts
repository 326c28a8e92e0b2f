/** Persistence:IAMUser/AnomalousBehavior: a foothold was made by an identity, or from a place, that never does. */

import { anomalousBehavior } from "../../anomalous-behavior.ts";

export const anomalousPersistence = anomalousBehavior("Persistence", {
  deed: "stay: by keys, users, functions and open doors",
  summary:
    "An identity made keys, users, functions, rules or other footholds in a way that neither it nor the account is known for.",
  misses:
    "Footholds made by an identity that makes such things every week, from its usual place, such as a stolen pipeline.",
  falsePositives: "A first deployment of something new. Suppress by the role of the pipeline.",
  attack: ["T1098", "T1136.003", "T1525"],
});
