/** The APIs of a synthetic CloudTrail log, with requests and responses shaped as each service's. */

/** An integer from 0 to `below` - 1. */
export type Random = (below: number) => number;

type Body = Readonly<Record<string, unknown>>;
/** Half of all calls are to the first few of a line: accounts are alike in that. */
export type Api = { readonly service: string; readonly name: string; readonly write: boolean };

const NAMES: Readonly<Record<string, { readonly reads: string; readonly writes: string }>> = {
  ec2: {
    reads:
      "DescribeInstances DescribeVolumes DescribeSecurityGroups DescribeSnapshots DescribeSubnets DescribeVpcs DescribeTags DescribeImages",
    writes: "RunInstances CreateTags TerminateInstances AuthorizeSecurityGroupIngress CreateVolume",
  },
  sts: { reads: "GetCallerIdentity AssumeRole AssumeRoleWithSAML", writes: "" },
  s3: {
    reads: "GetBucketAcl ListBuckets GetBucketPolicy GetBucketLocation GetBucketEncryption",
    writes: "PutBucketPolicy PutBucketTagging PutBucketLogging",
  },
  kms: { reads: "Decrypt GenerateDataKey DescribeKey ListAliases", writes: "CreateGrant" },
  logs: { reads: "DescribeLogGroups DescribeLogStreams GetLogEvents", writes: "CreateLogStream CreateLogGroup" },
  iam: {
    reads: "ListUsers ListRoles GetRole GetUser ListAttachedRolePolicies GetPolicyVersion",
    writes: "CreateRole AttachRolePolicy UpdateAccountPasswordPolicy",
  },
  lambda: {
    reads: "ListFunctions20150331 GetFunction20150331v2",
    writes: "UpdateFunctionCode20150331v2 CreateFunction20150331",
  },
  ecr: { reads: "BatchGetImage GetAuthorizationToken DescribeRepositories", writes: "PutImage" },
  rds: { reads: "DescribeDBInstances DescribeDBSnapshots", writes: "ModifyDBInstance" },
  secretsmanager: { reads: "GetSecretValue", writes: "PutSecretValue" },
  cloudtrail: { reads: "DescribeTrails LookupEvents", writes: "PutEventSelectors" },
  signin: { reads: "", writes: "ConsoleLogin" },
};

function listed(service: string, names: string, write: boolean): Api[] {
  return names.split(" ").flatMap((name) => (name === "" ? [] : [{ service, name, write }]));
}

/** 60 of them, reads first. */
export const APIS: readonly Api[] = [
  ...Object.entries(NAMES).flatMap(([service, { reads }]) => listed(service, reads, false)),
  ...Object.entries(NAMES).flatMap(([service, { writes }]) => listed(service, writes, true)),
];

/** Digits of base 16, lower case. */
export function hex(random: Random, digits: number): string {
  let text = "";
  while (text.length < digits) text += random(0x1000000).toString(16).padStart(6, "0");
  return text.slice(0, digits);
}

const ACCOUNT = "123456789012";

const REQUESTS: Readonly<Record<string, (random: Random) => Body>> = {
  ec2: (random) => ({
    maxResults: 1000,
    instancesSet: { items: Array.from({ length: 1 + random(4) }, () => ({ instanceId: `i-0${hex(random, 16)}` })) },
    filterSet: {
      items: [{ name: "instance-state-name", valueSet: { items: [{ value: "running" }, { value: "stopped" }] } }],
    },
  }),
  sts: (random) => ({
    roleArn: `arn:aws:iam::${ACCOUNT}:role/service/deploy-${random(20)}`,
    roleSessionName: `GitHubActions-${hex(random, 12)}`,
    durationSeconds: 3600,
    tags: [{ key: "Repository", value: "example/shop" }],
  }),
  s3: (random) => ({
    bucketName: `example-data-${random(60)}`,
    Host: `example-data-${random(60)}.s3.us-east-1.amazonaws.com`,
    acl: "",
  }),
  kms: (random) => ({
    keyId: `arn:aws:kms:us-east-1:${ACCOUNT}:key/${hex(random, 8)}-${hex(random, 4)}-${hex(random, 12)}`,
    encryptionAlgorithm: "SYMMETRIC_DEFAULT",
    encryptionContext: { "aws:s3:arn": `arn:aws:s3:::example-data-${random(60)}/2026/11/${hex(random, 24)}.parquet` },
  }),
  logs: (random) => ({
    logGroupName: `/aws/lambda/orders-${random(40)}`,
    logStreamName: `2026/11/24/[$LATEST]${hex(random, 32)}`,
    limit: 50,
  }),
  lambda: (random) => ({ functionName: `orders-${random(40)}`, publish: true, dryRun: false }),
};

function plainRequest(random: Random): Body {
  return { name: `shop-${random(80)}`, pathPrefix: "/service/", maxItems: 100, marker: hex(random, 40) };
}

export function requestOf(api: Api, random: Random): Body | null {
  if (api.name === "GetCallerIdentity") return null;
  return (REQUESTS[api.service] ?? plainRequest)(random);
}

/** CloudTrail logs the response of calls that change something, and of few others. */
export function responseOf(api: Api, random: Random): Body | null {
  if (api.name === "ConsoleLogin") return { ConsoleLogin: "Success" };
  if (api.name === "AssumeRole") return { credentials: sessionOf(random), assumedRoleUser: { arn: hex(random, 40) } };
  if (!api.write) return null;
  return {
    requestId: hex(random, 32),
    _return: true,
    resourceSet: { items: Array.from({ length: 1 + random(6) }, () => resourceOf(random)) },
  };
}

function sessionOf(random: Random): Body {
  return {
    accessKeyId: `ASIA${hex(random, 16).toUpperCase()}`,
    sessionToken: hex(random, 480),
    expiration: "Nov 24, 2026, 10:30:00 AM",
  };
}

function resourceOf(random: Random): Body {
  return {
    resourceId: `i-0${hex(random, 16)}`,
    currentState: { code: 16, name: "running" },
    placement: { availabilityZone: "us-east-1a", tenancy: "default" },
    networkInterfaceSet: { items: [{ networkInterfaceId: `eni-0${hex(random, 16)}`, privateIpAddress: "10.0.3.17" }] },
    tagSet: { items: [{ key: "Name", value: `shop-${random(80)}` }] },
  };
}
