/** Finding types whose verdicts rest on what had come before: two runs of the same records may differ in them by design. */

import type { FindingType } from "../../src/core/finding-types.ts";

/** Learned from the calls of before: a late object, or another cut of the runs, teaches something else. */
const LEARNED: readonly FindingType[] = [
  "CredentialAccess:IAMUser/AnomalousBehavior",
  "DefenseEvasion:IAMUser/AnomalousBehavior",
  "Discovery:IAMUser/AnomalousBehavior",
  "Exfiltration:IAMUser/AnomalousBehavior",
  "Impact:IAMUser/AnomalousBehavior",
  "InitialAccess:IAMUser/AnomalousBehavior",
  "Persistence:IAMUser/AnomalousBehavior",
  "PrivilegeEscalation:IAMUser/AnomalousBehavior",
  "UnauthorizedAccess:IAMUser/ConsoleLoginSuccess.B",
  "UnauthorizedAccess:IAMUser/InstanceCredentialExfiltration.InsideAWS",
  "UnauthorizedAccess:IAMUser/InstanceCredentialExfiltration.OutsideAWS",
  "UnauthorizedAccess:IAMUser/ResourceCredentialExfiltration.InsideAWS",
  "UnauthorizedAccess:IAMUser/ResourceCredentialExfiltration.OutsideAWS",
  "Behavior:EC2/NetworkPortUnusual",
  "Behavior:EC2/TrafficVolumeUnusual",
];

/** Of signals of the last day, as far as they had come. */
const SEQUENCES: readonly FindingType[] = [
  "AttackSequence:EC2/CompromisedInstanceGroup",
  "AttackSequence:IAM/CompromisedCredentials",
];

/** Faults reject objects; and each run draws the id of the source by which these are named. I10 looks at their content. */
const OPERATIONS: readonly FindingType[] = [
  "Watchpost:Operations/LogsSilent",
  "Watchpost:Operations/LogsTampered",
  "Watchpost:Operations/ObjectRejected",
];

export const DEPENDS_ON_ARRIVAL: ReadonlySet<string> = new Set([...LEARNED, ...SEQUENCES, ...OPERATIONS]);
