/**
 * The recorded techniques, and which of GuardDuty's foundational types is meant for each. Judged by the triggers that
 * the User Guide gives: "named" where it names the API or describes the deed, "kind" where the API is one of the group
 * that the type's trigger describes. Custom Detection Rules, which are opt-in, do not count as covering.
 */

import type { FindingType } from "../../../src/core/finding-types.ts";
import type { Tactic } from "../../../src/core/api-map/facts.ts";

export type Technique = {
  /** File name without ".json"; its second part is the MITRE tactic. */
  readonly name: string;
  readonly coverage: "named" | "kind" | "none";
  /** The type meant for it; null where none is. */
  readonly meant: FindingType | null;
  readonly why: string;
};

const anomalous = (tactic: Tactic): FindingType => `${tactic}:IAMUser/AnomalousBehavior`;
const CREDENTIALS = anomalous("CredentialAccess");
const EVASION = anomalous("DefenseEvasion");
const EXFILTRATION = anomalous("Exfiltration");
const PERSISTENCE = anomalous("Persistence");
const ESCALATION = anomalous("PrivilegeEscalation");
const TRAIL = "Stealth:IAMUser/CloudTrailLoggingDisabled";

const CUSTOM = "only the opt-in Custom Detection Rule";

type Row = readonly [name: string, coverage: Technique["coverage"], meant: FindingType | null, why: string];

const ROWS: readonly Row[] = [
  ["credential-access.ec2-get-password-data", "named", CREDENTIALS, "GetPasswordData is named"],
  [
    "credential-access.ec2-steal-instance-credentials",
    "named",
    "UnauthorizedAccess:IAMUser/InstanceCredentialExfiltration.OutsideAWS",
    "credentials of an instance role, used outside AWS",
  ],
  ["credential-access.secretsmanager-batch-retrieve-secrets", "named", CREDENTIALS, "BatchGetSecretValue is named"],
  ["credential-access.secretsmanager-retrieve-secrets", "named", CREDENTIALS, "GetSecretValue is named"],
  ["credential-access.ssm-retrieve-securestring-parameters", "none", null, "GetParameters is not among the APIs named"],
  ["defense-evasion.cloudtrail-delete", "named", TRAIL, "a trail is deleted"],
  ["defense-evasion.cloudtrail-event-selectors", "named", TRAIL, "a trail is changed so that it no longer logs"],
  ["defense-evasion.cloudtrail-stop", "named", TRAIL, "a trail is stopped"],
  ["defense-evasion.dns-delete-logs", "kind", EVASION, "deletes logging"],
  ["defense-evasion.organizations-leave", "none", null, `${CUSTOM} OrganizationLeaveAttempt`],
  ["defense-evasion.vpc-remove-flow-logs", "named", EVASION, "DeleteFlowLogs is named"],
  ["discovery.ec2-download-user-data", "kind", anomalous("Discovery"), "describes instances one after another"],
  [
    "execution.ec2-launch-unusual-instances",
    "kind",
    anomalous("Impact"),
    "took the place of Behavior:IAMUser/InstanceLaunchUnusual",
  ],
  ["execution.ec2-user-data", "named", PERSISTENCE, "ModifyInstanceAttribute is named"],
  ["execution.ssm-send-command", "none", null, "no type is for running commands"],
  ["execution.ssm-start-session", "named", anomalous("InitialAccess"), "StartSession is named"],
  [
    "exfiltration.ec2-security-group-open-port-22-ingress",
    "kind",
    PERSISTENCE,
    "took the place of Persistence:IAMUser/NetworkPermissions",
  ],
  ["exfiltration.ec2-share-ami", "kind", EXFILTRATION, "hands over an image"],
  ["exfiltration.ec2-share-ebs-snapshot", "kind", EXFILTRATION, "hands over a snapshot"],
  ["exfiltration.rds-share-snapshot", "kind", EXFILTRATION, "hands over a database's snapshot"],
  ["impact.bedrock-invoke-model", "none", null, "no type is for using models"],
  ["initial-access.console-login-without-mfa", "none", null, `${CUSTOM} ConsoleLoginWithoutMFA`],
  ["lateral-movement.ec2-instance-connect", "none", null, `${CUSTOM} EC2InstanceSSHKeyPushed`],
  ["lateral-movement.ec2-serial-console-send-ssh-public-key", "none", null, `${CUSTOM} EC2InstanceSSHKeyPushed`],
  ["persistence.iam-backdoor-role", "kind", ESCALATION, "changes who may take a role"],
  ["persistence.iam-backdoor-user", "named", PERSISTENCE, "CreateAccessKey is named"],
  ["persistence.iam-create-admin-user", "named", PERSISTENCE, "CreateAccessKey is named"],
  ["persistence.iam-create-backdoor-role", "kind", ESCALATION, "attaches a policy to a role"],
  ["persistence.iam-create-user-login-profile", "kind", PERSISTENCE, "creates a password"],
  [
    "persistence.lambda-backdoor-function",
    "kind",
    PERSISTENCE,
    "took the place of Persistence:IAMUser/ResourcePermissions",
  ],
  ["persistence.lambda-layer-extension", "none", null, "no type is for a function's layers"],
  ["persistence.lambda-overwrite-code", "none", null, "no type is for a function's code"],
  ["persistence.rolesanywhere-create-trust-anchor", "none", null, `${CUSTOM} RolesAnywhereTrustAnchorCreated`],
  ["persistence.sts-federation-token", "kind", anomalous("InitialAccess"), "obtains a token"],
  ["privilege-escalation.iam-update-user-login-profile", "kind", PERSISTENCE, "changes a password"],
];

export const TECHNIQUES: readonly Technique[] = ROWS.map(([name, coverage, meant, why]) => ({
  name: `aws.${name}`,
  coverage,
  meant,
  why,
}));
