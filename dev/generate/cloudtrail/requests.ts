/** Request and response of a call, in the shape of the service's CloudTrail records; null where a list call has no parameters. */

import type { Random } from "../random.ts";

export type About = { readonly accountId: string; readonly region: string };
export type Body = { readonly request: object | null; readonly response: object | null };

type Maker = (about: About, random: Random) => object | null;

const KEYS = ["orders", "billing", "catalog", "logs", "backup"];
const BUCKETS = ["assets", "exports", "invoices", "raw-events", "backups", "site"];

export function bucketName(accountId: string, which: string): string {
  return `example-${which}-${accountId.slice(-6)}`;
}

function keyArn({ accountId, region }: About, random: Random): string {
  const which = random.below(KEYS.length);
  return `arn:aws:kms:${region}:${accountId}:key/${String(which).repeat(8)}-1111-4222-8333-${accountId}`;
}

const REQUESTS: Readonly<Record<string, Maker>> = {
  "kms:Decrypt": (about, random) => ({
    keyId: keyArn(about, random),
    encryptionAlgorithm: "SYMMETRIC_DEFAULT",
    encryptionContext: { SecretARN: `arn:aws:secretsmanager:${about.region}:${about.accountId}:secret:db-AbCdEf` },
  }),
  "kms:GenerateDataKey": (about, random) => ({ keyId: keyArn(about, random), keySpec: "AES_256" }),
  "secretsmanager:GetSecretValue": (_about, random) => ({ secretId: `prod/${random.pick(KEYS)}/db` }),
  "ssm:GetParameter": (_about, random) => ({ name: `/prod/${random.pick(KEYS)}/config`, withDecryption: true }),
  "ssm:GetParameters": (_about, random) => ({ names: [`/prod/${random.pick(KEYS)}/config`], withDecryption: true }),
  "ssm:GetParametersByPath": (_about, random) => ({ path: `/prod/${random.pick(KEYS)}`, recursive: true }),
  "ssm:UpdateInstanceInformation": (_about, random) => ({
    agentVersion: "3.3.2746.0",
    agentStatus: "Active",
    platformType: "Linux",
    instanceId: `i-0${random.hex(16)}`,
  }),
  "s3:GetBucketLocation": ({ accountId }, random) => ({
    bucketName: bucketName(accountId, random.pick(BUCKETS)),
    Host: "s3.amazonaws.com",
  }),
  "s3:GetBucketPolicy": ({ accountId }, random) => ({
    bucketName: bucketName(accountId, random.pick(BUCKETS)),
    policy: "",
  }),
  "s3:GetBucketAcl": ({ accountId }, random) => ({ bucketName: bucketName(accountId, random.pick(BUCKETS)), acl: "" }),
  "s3:GetBucketVersioning": ({ accountId }, random) => ({
    bucketName: bucketName(accountId, random.pick(BUCKETS)),
    versioning: "",
  }),
  "ec2:DescribeInstances": () => ({ instancesSet: {}, filterSet: {} }),
  "ec2:DescribeSecurityGroups": () => ({ securityGroupSet: {}, securityGroupIdSet: {}, filterSet: {} }),
  "ec2:DescribeVolumes": () => ({ volumeSet: {}, filterSet: {} }),
  "ec2:DescribeSubnets": () => ({ subnetSet: {}, filterSet: {} }),
  "ec2:DescribeVpcs": () => ({ vpcSet: {}, filterSet: {} }),
  "ec2:CreateTags": (_about, random) => ({
    resourcesSet: { items: [{ resourceId: `i-0${random.hex(16)}` }] },
    tagSet: { items: [{ key: "release", value: random.hex(7) }] },
  }),
  "logs:FilterLogEvents": (_about, random) => ({ logGroupName: `/app/${random.pick(KEYS)}`, limit: 100 }),
  "logs:GetLogEvents": (_about, random) => ({
    logGroupName: `/app/${random.pick(KEYS)}`,
    logStreamName: random.hex(12),
  }),
  "logs:CreateLogStream": (_about, random) => ({
    logGroupName: `/aws/lambda/${random.pick(KEYS)}`,
    logStreamName: `2026/11/[$LATEST]${random.hex(32)}`,
  }),
  "lambda:GetFunction20150331v2": (_about, random) => ({ functionName: `${random.pick(KEYS)}-fn` }),
  "lambda:UpdateFunctionCode20150331v2": (_about, random) => ({
    functionName: `${random.pick(KEYS)}-fn`,
    s3Bucket: "example-artifacts",
    s3Key: `${random.hex(12)}.zip`,
    publish: false,
    dryRun: false,
  }),
  "ecs:DescribeServices": (_about, random) => ({ cluster: "main", services: [random.pick(KEYS)] }),
  "ecs:UpdateService": (_about, random) => ({
    cluster: "main",
    service: random.pick(KEYS),
    taskDefinition: `${random.pick(KEYS)}:${random.between(10, 400)}`,
  }),
  "ecs:RegisterTaskDefinition": (about, random) => ({
    family: random.pick(KEYS),
    cpu: "512",
    memory: "1024",
    networkMode: "awsvpc",
    executionRoleArn: `arn:aws:iam::${about.accountId}:role/ecs-execution`,
    containerDefinitions: [
      { name: "app", image: `${about.accountId}.dkr.ecr.${about.region}.amazonaws.com/app:${random.hex(7)}` },
    ],
  }),
  "cloudformation:CreateChangeSet": (_about, random) => ({
    stackName: `app-${random.pick(KEYS)}`,
    changeSetName: `release-${random.hex(6)}`,
    capabilities: ["CAPABILITY_IAM"],
  }),
  "cloudformation:ExecuteChangeSet": (_about, random) => ({
    stackName: `app-${random.pick(KEYS)}`,
    changeSetName: `release-${random.hex(6)}`,
  }),
  "dynamodb:DescribeTable": (_about, random) => ({ tableName: random.pick(KEYS) }),
  "rds:DescribeDBInstances": () => null,
  "iam:GetRole": (_about, random) => ({ roleName: `${random.pick(KEYS)}-role` }),
  "iam:GetUser": () => null,
  "ssm:StartSession": (_about, random) => ({ target: `i-0${random.hex(16)}` }),
  "monitoring:GetMetricData": () => ({ startTime: "Nov 1, 2026, 12:00:00 AM", endTime: "Nov 1, 2026, 1:00:00 AM" }),
};

const RESPONSES: Readonly<Record<string, Maker>> = {
  "ecs:UpdateService": (_about, random) => ({
    service: { serviceName: random.pick(KEYS), status: "ACTIVE", desiredCount: 3 },
  }),
  "cloudformation:CreateChangeSet": (about, random) => ({
    stackId: `arn:aws:cloudformation:${about.region}:${about.accountId}:stack/app/${random.uuid()}`,
  }),
  "ec2:CreateTags": () => ({ _return: true }),
  "ssm:StartSession": (_about, random) => ({
    sessionId: `session-${random.hex(17)}`,
    tokenValue: "HIDDEN_DUE_TO_SECURITY_REASONS",
    streamUrl: "wss://ssmmessages.example",
  }),
  "lambda:UpdateFunctionCode20150331v2": (_about, random) => ({
    functionName: `${random.pick(KEYS)}-fn`,
    runtime: "nodejs22.x",
    codeSha256: random.hex(44),
  }),
};

export function bodyOf(api: string, about: About, random: Random): Body {
  return { request: REQUESTS[api]?.(about, random) ?? null, response: RESPONSES[api]?.(about, random) ?? null };
}
