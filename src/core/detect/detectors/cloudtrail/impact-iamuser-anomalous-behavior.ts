/** Impact:IAMUser/AnomalousBehavior: resources were destroyed, changed or started by an identity, or in a Region, that never does. */

import { anomalousBehavior } from "../../anomalous-behavior.ts";

export const anomalousImpact = anomalousBehavior("Impact", {
  deed: "destroy, tamper or run up a bill",
  summary:
    "An identity deleted, changed or started resources in a way that neither it nor the account is known for, such as instances in a Region or of a type that was never used.",
  misses: "Destruction by an identity that deletes such resources every week, from its usual place.",
  falsePositives:
    "Decommissioning, a new Region, a first use of a service. High needs two new sides, one of them new to the whole account; else it is Medium.",
  attack: ["T1485", "T1496", "T1565"],
});
