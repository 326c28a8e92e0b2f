/**
 * IAMUser/AnomalousBehavior: stolen credentials used for a purpose, one tactic each. Deeds after public reports: Stratus Red
 * Team's and hackingthe.cloud's technique pages, Sysdig on SCARLETEEL, Permiso on LUCR-3 and GUI-vil, Invictus on ransom by
 * deletion, Unit 42 on cloud ransom by exposed keys.
 */

import type { Random } from "../../random.ts";
import type { Scenario, Stage } from "../../stage.ts";
import { labelThief, steal, type Step, thiefOf } from "./thief.ts";

type Deeds = (random: Random, accountId: string, region: string) => readonly Step[];

const hidden = "HIDDEN_DUE_TO_SECURITY_REASONS";

const DEEDS: Readonly<Record<string, Deeds>> = {
  CredentialAccess: (random) => [
    ["secretsmanager:ListSecrets", null],
    ...Array.from({ length: random.between(6, 25) }, (): Step => [
      "secretsmanager:GetSecretValue",
      { secretId: `prod/${random.hex(6)}` },
    ]),
    ["secretsmanager:BatchGetSecretValue", { filters: [{ key: "tag-key", values: ["env"] }] }],
    ["ec2:GetPasswordData", { instanceId: `i-0${random.hex(16)}` }],
  ],
  DefenseEvasion: (random, accountId, region) => [
    ["cloudtrail:DescribeTrails", null],
    ["ec2:DescribeFlowLogs", null],
    ["ec2:DeleteFlowLogs", { DeleteFlowLogsRequest: { FlowLogId: { tag: 1, content: `fl-0${random.hex(16)}` } } }],
    ["monitoring:DisableAlarmActions", { alarmNames: ["root-usage", "unauthorized-calls"] }],
    ["guardduty:UpdateDetector", { detectorId: random.hex(32), enable: false }],
    ["route53resolver:DeleteResolverQueryLogConfig", { resolverQueryLogConfigId: `rqlc-${random.hex(17)}` }],
    ["logs:DeleteLogGroup", { logGroupName: `/aws/vpc/${region}-${accountId}` }],
  ],
  Discovery: (random, accountId) => [
    ["sts:GetCallerIdentity", null],
    ["iam:ListUsers", null],
    ["iam:ListRoles", null],
    ["iam:ListAccessKeys", { userName: "backup" }],
    ["iam:ListAttachedUserPolicies", { userName: "backup" }],
    ["iam:GetAccountAuthorizationDetails", null],
    ["ec2:DescribeInstances", { instancesSet: {}, filterSet: {} }],
    ["ec2:DescribeSecurityGroups", { securityGroupSet: {} }],
    ["s3:ListBuckets", { Host: "s3.amazonaws.com" }],
    ["rds:DescribeDBInstances", null],
    ["lambda:ListFunctions20150331", null],
    ["organizations:DescribeOrganization", null],
    ["ses:GetSendQuota", null],
    ["servicequotas:ListServiceQuotas", { serviceCode: "ec2" }],
    ["iam:GetRolePolicy", { roleName: `admin-${accountId.slice(-4)}`, policyName: random.hex(4) }],
  ],
  Exfiltration: (random, accountId, region) => [
    ["ec2:DescribeVolumes", { volumeSet: {}, filterSet: {} }],
    [
      "ec2:CreateSnapshot",
      { volumeId: `vol-0${random.hex(16)}`, description: "backup" },
      { snapshotId: `snap-0${random.hex(16)}`, status: "pending" },
    ],
    [
      "ec2:ModifySnapshotAttribute",
      {
        snapshotId: `snap-0${random.hex(16)}`,
        createVolumePermission: { add: { items: [{ userId: "449372905712" }] } },
        attributeType: "CREATE_VOLUME_PERMISSION",
      },
    ],
    ["rds:CreateDBSnapshot", { dBInstanceIdentifier: "orders", dBSnapshotIdentifier: "orders-tmp" }],
    [
      "rds:ModifyDBSnapshotAttribute",
      { dBSnapshotIdentifier: "orders-tmp", attributeName: "restore", valuesToAdd: ["449372905712"] },
    ],
    [
      "s3:PutBucketReplication",
      {
        bucketName: `example-exports-${accountId.slice(-6)}`,
        replication: "",
        ReplicationConfiguration: {
          Role: `arn:aws:iam::${accountId}:role/r`,
          Rule: { Status: "Enabled", Destination: { Bucket: `arn:aws:s3:::drop-${region}`, Account: "449372905712" } },
        },
      },
    ],
  ],
  Impact: (random, accountId) => [
    [
      "ec2:RunInstances",
      {
        instanceType: "p4d.24xlarge",
        instancesSet: { items: [{ imageId: "ami-0fedcba9876543210", minCount: 8, maxCount: 8 }] },
      },
    ],
    ["ec2:DeleteSecurityGroup", { groupId: `sg-0${random.hex(16)}` }],
    ["kms:ScheduleKeyDeletion", { keyId: random.uuid(), pendingWindowInDays: 7 }],
    ["rds:DeleteDBInstance", { dBInstanceIdentifier: "orders", skipFinalSnapshot: true, deleteAutomatedBackups: true }],
    ["s3:DeleteBucket", { bucketName: `example-backups-${accountId.slice(-6)}`, Host: "s3.amazonaws.com" }],
    ["iam:UpdateUser", { userName: "backup", newUserName: "backup-old" }],
  ],
  InitialAccess: (random) => [
    ["ssm:DescribeInstanceInformation", null],
    ...Array.from({ length: random.between(3, 6) }, (): Step => [
      "ssm:StartSession",
      { target: `i-0${random.hex(16)}` },
      { sessionId: `s-${random.hex(8)}`, tokenValue: hidden },
    ]),
    ["ecr:GetAuthorizationToken", { registryIds: [] }],
    [
      "sts:GetFederationToken",
      { name: "svc", durationSeconds: 129_600 },
      { credentials: { accessKeyId: `ASIA${random.id(16)}` } },
    ],
  ],
  Persistence: (random) => [
    [
      "iam:CreateUser",
      { userName: "cloud-support" },
      { user: { userName: "cloud-support", userId: `AIDA${random.id(17)}` } },
    ],
    [
      "iam:CreateAccessKey",
      { userName: "cloud-support" },
      { accessKey: { accessKeyId: `AKIA${random.id(16)}`, status: "Active", userName: "cloud-support" } },
    ],
    ["iam:CreateLoginProfile", { userName: "cloud-support", passwordResetRequired: false }],
    ["ec2:ImportKeyPair", { keyName: "ops", publicKeyMaterial: random.hex(40) }],
    ["ec2:ModifyInstanceAttribute", { instanceId: `i-0${random.hex(16)}`, userData: "<sensitiveDataRemoved>" }],
    [
      "lambda:AddPermission20150331v2",
      { functionName: "orders-fn", statementId: "x", action: "lambda:InvokeFunction", principal: "449372905712" },
    ],
  ],
  PrivilegeEscalation: (random, accountId) => [
    ["iam:ListGroups", null],
    ["iam:AddUserToGroup", { userName: "backup", groupName: "admins" }],
    [
      "iam:PutUserPolicy",
      {
        userName: "backup",
        policyName: random.hex(4),
        policyDocument: '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}',
      },
    ],
    ["iam:AttachUserPolicy", { userName: "backup", policyArn: "arn:aws:iam::aws:policy/AdministratorAccess" }],
    [
      "iam:UpdateAssumeRolePolicy",
      {
        roleName: "deploy",
        policyDocument: `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::${accountId}:user/backup"},"Action":"sts:AssumeRole"}]}`,
      },
    ],
    [
      "ec2:AssociateIamInstanceProfile",
      {
        AssociateIamInstanceProfileRequest: {
          InstanceId: `i-0${random.hex(16)}`,
          IamInstanceProfile: { Name: "admin" },
        },
      },
    ],
  ],
};

export const ANOMALOUS: readonly Scenario[] = Object.entries(DEEDS).map(([tactic, deeds]) => ({
  type: `${tactic}:IAMUser/AnomalousBehavior`,
  play: (stage) => play(stage, tactic, deeds),
}));

function play(stage: Stage, tactic: string, deeds: Deeds): void {
  const thief = thiefOf(stage);
  const steps = deeds(stage.random, thief.human.accountId, thief.base.region);
  const toMs = steal(stage, thief, steps);
  labelThief(stage, thief, `${tactic}:IAMUser/AnomalousBehavior`, steps.at(-1)?.[0] ?? "", toMs);
}
