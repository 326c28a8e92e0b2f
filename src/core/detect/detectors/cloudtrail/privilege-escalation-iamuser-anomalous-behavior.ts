/** PrivilegeEscalation:IAMUser/AnomalousBehavior: rights were changed by an identity, or from a place, that never does. */

import { anomalousBehavior } from "../../anomalous-behavior.ts";

export const anomalousPrivilegeEscalation = anomalousBehavior("PrivilegeEscalation", {
  deed: "gain more rights: by policies, roles and groups",
  summary:
    "An identity changed policies, roles, groups or instance profiles in a way that neither it nor the account is known for.",
  misses: "Rights granted by an identity that grants them every week, from its usual place.",
  falsePositives:
    "An administrator at a rare task, and infrastructure as code that gains a new kind of resource. Suppress by the role of the pipeline.",
  attack: ["T1098.003", "T1548"],
});
