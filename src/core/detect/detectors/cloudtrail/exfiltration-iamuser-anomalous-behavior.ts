/** Exfiltration:IAMUser/AnomalousBehavior: data was copied or shared by an identity, or from a place, that never does. */

import { anomalousBehavior } from "../../anomalous-behavior.ts";

export const anomalousExfiltration = anomalousBehavior("Exfiltration", {
  deed: "copy data out: by snapshots, replication and exports",
  summary:
    "An identity copied, shared or exported data through the control plane (snapshots, images, replication, databases) in a way that neither it nor the account is known for.",
  misses: "What is read through data events, and copies made by an identity and from a place that always make them.",
  falsePositives:
    "A first backup or migration. A type for High needs two new sides, one of them new to the whole account; else it is Medium.",
  attack: ["T1537", "T1578.001"],
});
