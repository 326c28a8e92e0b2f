/**
 * GuardDuty's retired finding types and what took their place, for those whose rules still name them. Source: GuardDuty
 * User Guide, "Retired finding types" and document history. Where AWS names no single heir of a type, the tactic of the
 * APIs that its page named tells it.
 */

import type { FindingType } from "./finding-types.ts";

/** Heirs that read S3 data events, which Watchpost does not. */
type ElsewhereType =
  | "Discovery:S3/AnomalousBehavior"
  | "Exfiltration:S3/AnomalousBehavior"
  | "Impact:S3/AnomalousBehavior.Delete"
  | "Impact:S3/AnomalousBehavior.Permission";

export type RetiredType = {
  /** Most telling first; none where AWS names none. */
  readonly successors: readonly (FindingType | ElsewhereType)[];
  /** "renamed": same rule, new name. "replaced": other rules do its job. "dropped": nothing does. */
  readonly fate: "renamed" | "replaced" | "dropped";
};

const ANY_ANOMALY = [
  "CredentialAccess:IAMUser/AnomalousBehavior",
  "DefenseEvasion:IAMUser/AnomalousBehavior",
  "Discovery:IAMUser/AnomalousBehavior",
  "Exfiltration:IAMUser/AnomalousBehavior",
  "Impact:IAMUser/AnomalousBehavior",
  "InitialAccess:IAMUser/AnomalousBehavior",
  "Persistence:IAMUser/AnomalousBehavior",
  "PrivilegeEscalation:IAMUser/AnomalousBehavior",
] as const satisfies readonly FindingType[];

export const RETIRED_TYPES: Readonly<Record<string, RetiredType>> = {
  "Backdoor:EC2/XORDDOS": replaced("Backdoor:EC2/C&CActivity.B"),
  "Behavior:IAMUser/InstanceLaunchUnusual": replaced("Impact:IAMUser/AnomalousBehavior"),
  "CryptoCurrency:EC2/BitcoinTool.A": replaced("CryptoCurrency:EC2/BitcoinTool.B"),
  "Discovery:S3/BucketEnumeration.Unusual": replaced(
    "Discovery:IAMUser/AnomalousBehavior",
    "Discovery:S3/AnomalousBehavior",
  ),
  "Exfiltration:S3/ObjectRead.Unusual": replaced("Exfiltration:S3/AnomalousBehavior"),
  "Impact:S3/ObjectDelete.Unusual": replaced("Impact:IAMUser/AnomalousBehavior", "Impact:S3/AnomalousBehavior.Delete"),
  "Impact:S3/PermissionsModification.Unusual": replaced(
    "Impact:IAMUser/AnomalousBehavior",
    "Impact:S3/AnomalousBehavior.Permission",
  ),
  "Persistence:IAMUser/NetworkPermissions": replaced("Persistence:IAMUser/AnomalousBehavior"),
  "Persistence:IAMUser/ResourcePermissions": replaced(
    "Persistence:IAMUser/AnomalousBehavior",
    "Impact:IAMUser/AnomalousBehavior",
  ),
  "Persistence:IAMUser/UserPermissions": replaced(
    "Persistence:IAMUser/AnomalousBehavior",
    "PrivilegeEscalation:IAMUser/AnomalousBehavior",
  ),
  "Policy:IAMUser/S3BlockPublicAccessDisabled": renamed("Policy:S3/BucketBlockPublicAccessDisabled"),
  "PrivilegeEscalation:IAMUser/AdministrativePermissions": replaced("PrivilegeEscalation:IAMUser/AnomalousBehavior"),
  "Recon:IAMUser/NetworkPermissions": replaced("Discovery:IAMUser/AnomalousBehavior"),
  "Recon:IAMUser/ResourcePermissions": replaced("Discovery:IAMUser/AnomalousBehavior"),
  "Recon:IAMUser/UserPermissions": replaced("Discovery:IAMUser/AnomalousBehavior"),
  "ResourceConsumption:IAMUser/ComputeResources": replaced("Impact:IAMUser/AnomalousBehavior"),
  "Stealth:IAMUser/LoggingConfigurationModified": replaced("DefenseEvasion:IAMUser/AnomalousBehavior"),
  "Stealth:IAMUser/S3ServerAccessLoggingDisabled": renamed("Stealth:S3/ServerAccessLoggingDisabled"),
  "UnauthorizedAccess:EC2/TorIPCaller": { successors: [], fate: "dropped" },
  "UnauthorizedAccess:IAMUser/ConsoleLogin": replaced("InitialAccess:IAMUser/AnomalousBehavior"),
  "UnauthorizedAccess:IAMUser/InstanceCredentialExfiltration": renamed(
    "UnauthorizedAccess:IAMUser/InstanceCredentialExfiltration.OutsideAWS",
  ),
  "UnauthorizedAccess:IAMUser/UnusualASNCaller": replaced(...ANY_ANOMALY),
};

function replaced(...successors: RetiredType["successors"]): RetiredType {
  return { successors, fate: "replaced" };
}

function renamed(successor: FindingType): RetiredType {
  return { successors: [successor], fate: "renamed" };
}
