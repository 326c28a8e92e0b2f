/** Panther's rules → the finding type that is meant for the same deed, by hand; or why there is none. */

import type { Tactic } from "../../../src/core/api-map/facts.ts";
import type { FindingType } from "../../../src/core/finding-types.ts";

export type Mapping = { readonly type: FindingType } | { readonly none: string };

/** Rules without "AWS." before them, separated by spaces. */
const BY_TACTIC: Readonly<Partial<Record<Tactic, string>>> = {
  CredentialAccess:
    "EC2.ManyPasswordReadAttempts SSM.DecryptSSMParams SecretsManager.BatchRetrieveSecretsCatchAll SecretsManager.RetrieveSecrets SecretsManager.RetrieveSecretsMultiRegion",
  DefenseEvasion:
    "Bedrock.GuardrailUpdateDelete CloudTrail.DNSLogsDeleted EC2.EBS.Encryption.Disabled Macie.Evasion RDS.ActivityStreamStopped S3.DeleteBucketEncryption S3.SuspendVersioning",
  Discovery:
    "CloudTrail.Account.Discovery CloudTrail.SES.CheckIdentityVerifications EC2.DownloadInstanceUserData RDS.SnapshotEnumeration Software.Discovery IAMUser.ReconAccessDenied",
  Exfiltration:
    "EC2.Monitoring EC2.Traffic.Mirroring RDS.ManualSnapshotCreated RDS.PublicRestore RDS.SnapshotCopiedCrossRegion",
  Impact:
    "CloudTrail.ShortLifecycle EC2.StopInstances KMS.CustomerManagedKeyLoss Modify.Cloud.Compute.Infrastructure RDS.SnapshotDeleted S3.BucketPolicyModified",
  InitialAccess: "Console.GetSigninToken.Abuse STS.GetSessionToken.Misuse Retrieve.SSO.access.token",
  Persistence:
    "CloudTrail.LoginProfileCreatedOrModified EC2.GatewayModified EC2.ManualSecurityGroupChange EC2.NetworkACLModified EC2.SecurityGroupModified EC2.Startup.Script.Change EC2.VPCModified CloudTrail.NetworkACLPermissiveEntry IAM.Backdoor.User.Keys IAM.CreateRole IAM.CreateUser Standard.NewUserAccountCreated",
  PrivilegeEscalation:
    "CloudTrail.IAMAnythingChanged CloudTrail.IAMCompromisedKeyQuarantine IAM.AccessKeyCompromised IAM.AttachAdminRolePolicy RDS.IAMRoleAdded SSM.DistributedCommand",
};

const BY_DEED: Readonly<Partial<Record<FindingType, string>>> = {
  "Policy:IAMUser/RootCredentialUsage": "CloudTrail.RootPasswordChanged Console.RootLogin",
  "Policy:S3/BucketAnonymousAccessGranted": "CloudTrail.ResourceMadePublic",
  "Policy:S3/BucketBlockPublicAccessDisabled": "S3.DeletePublicAccessBlock",
  "Stealth:IAMUser/CloudTrailLoggingDisabled": "CloudTrail.SecurityConfigurationChange",
  "Stealth:S3/ServerAccessLoggingDisabled": "S3.SecurityControlDisabling",
  "UnauthorizedAccess:IAMUser/ConsoleLoginSuccess.B": "Standard.ImpossibleTravel.Login",
};

const NONE: Readonly<Record<string, string>> = {
  "no type is for failed sign-ins":
    "CloudTrail.PasswordSpraying Unsuccessful.MFA.attempt Standard.BruteForceByIP Standard.BruteForceByUser",
  "S3 data events are no foundational source":
    "CloudTrail.VPCE.AccessDenied CloudTrail.VPCE.S3ExternalIP S3.CopyObjectWithClientSideEncryption S3.DeleteObjects",
  "a list of the customer's own decides": "CloudTrail.IAMAssumeRoleBlacklistIgnored Standard.SignInFromRogueState",
  "no type is for creating a trail": "CloudTrail.Created",
  "no type is for every sign-in, or every role taken": "Console.Sign-In Role.Assumed.by.User",
  "no type is for every refused call": "CloudTrail.UnauthorizedAPICall",
  "no type is for changes of databases that leave them where they are":
    "RDS.DeletionProtectionDisabled RDS.MasterPasswordUpdated",
  "no type is for this tool's name, which its user chooses": "STS.GetCallerIdentity.TruffleHog",
};

const MAPPINGS: ReadonlyMap<string, Mapping> = new Map([
  ...spread(BY_TACTIC, (tactic): Mapping => ({ type: `${tactic as Tactic}:IAMUser/AnomalousBehavior` })),
  ...spread(BY_DEED, (type): Mapping => ({ type: type as FindingType })),
  ...spread(NONE, (none): Mapping => ({ none })),
]);

function spread(rules: Readonly<Record<string, string>>, of: (key: string) => Mapping): (readonly [string, Mapping])[] {
  return Object.entries(rules).flatMap(([key, names]) => names.split(" ").map((name) => [name, of(key)] as const));
}

/** Throws for a rule that nobody has judged yet. */
export function mappingOf(rule: string): Mapping {
  const mapping = MAPPINGS.get(rule.replace(/^AWS\./, ""));
  if (mapping === undefined) throw new Error(`no mapping of Panther's rule ${rule}`);
  return mapping;
}
