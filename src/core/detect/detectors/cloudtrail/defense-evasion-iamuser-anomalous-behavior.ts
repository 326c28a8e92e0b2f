/** DefenseEvasion:IAMUser/AnomalousBehavior: logs, alarms or guards were stopped by an identity, or from a place, that never does. */

import { anomalousBehavior } from "../../anomalous-behavior.ts";

export const anomalousDefenseEvasion = anomalousBehavior("DefenseEvasion", {
  deed: "blind the owner: to stop logs, alarms and guards",
  summary:
    "An identity stopped, deleted or changed logging, alarms or guards in a way that neither it nor the account is known for.",
  misses: "An administrator or a pipeline that does so every week, whose credentials are used from their usual place.",
  falsePositives:
    "A clean-up of old trails, alarms or detectors, and infrastructure as code that replaces them. Suppress by the role of the pipeline.",
  attack: ["T1562.008", "T1562.001"],
});
