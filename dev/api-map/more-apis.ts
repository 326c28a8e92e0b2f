/** Event names that CloudTrail records and no service model has, each with the page or recording that shows it. */

const SIGNIN = "AWS Sign-In User Guide and CloudTrail User Guide, sign-in events";
const S3 = "Amazon S3 User Guide, CloudTrail events of bucket-level and account-level operations";
const AGENTS = "Service Authorization Reference: calls of the agent, without a public SDK method";

export const MORE_APIS: Readonly<Record<string, string>> = {
  "signin:ConsoleLogin": SIGNIN,
  "signin:CheckMfa": SIGNIN,
  "signin:GetSigninToken": SIGNIN,
  "signin:SwitchRole": SIGNIN,
  "signin:ExitRole": SIGNIN,
  "signin:RenewRole": SIGNIN,
  "signin:PasswordRecoveryRequested": SIGNIN,
  "signin:PasswordRecoveryCompleted": SIGNIN,
  "signin:PasswordUpdated": SIGNIN,
  "signin:EmailUpdated": SIGNIN,
  "s3:PutBucketPublicAccessBlock": S3,
  "s3:DeleteBucketPublicAccessBlock": S3,
  "s3:GetBucketPublicAccessBlock": S3,
  "s3:PutAccountPublicAccessBlock": S3,
  "s3:DeleteAccountPublicAccessBlock": S3,
  "s3:GetAccountPublicAccessBlock": S3,
  "s3:PutBucketObjectLockConfiguration": S3,
  "rds:GenerateDbAuthToken": "GuardDuty User Guide, CredentialAccess:IAMUser/AnomalousBehavior",
  "rds:DownloadCompleteDBLogFile": "Amazon RDS User Guide, DownloadCompleteDBLogFile (REST only)",
  "bedrock:PutFoundationModelEntitlement": "Amazon Bedrock console, Service Authorization Reference",
  "ec2-instance-connect:OpenTunnel": "Amazon EC2 User Guide, EC2 Instance Connect Endpoint events",
  "cloudshell:CreateEnvironment": "AWS CloudShell User Guide, CloudTrail events",
  "cloudshell:CreateSession": "AWS CloudShell User Guide, CloudTrail events",
  "cloudshell:PutCredentials": "AWS CloudShell User Guide, CloudTrail events",
  "cloudshell:GetFileUploadUrls": "AWS CloudShell User Guide, CloudTrail events",
  "cloudshell:SendHeartBeat": "AWS CloudShell User Guide, CloudTrail events",
  "sso-directory:CreateUser": "IAM Identity Center User Guide, CloudTrail events of the identity store",
  "sso-directory:EnableExternalIdPConfigurationForDirectory":
    "IAM Identity Center User Guide, CloudTrail events of the identity store",
  "ssm:UpdateInstanceInformation": AGENTS,
  "ssm:ListInstanceAssociations": AGENTS,
  "ssm:UpdateInstanceAssociationStatus": AGENTS,
  "ecs:Poll": AGENTS,
  "ecs:StartTelemetrySession": AGENTS,
};
