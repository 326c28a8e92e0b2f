/** A synthetic CloudTrail object: sizes and mix of a busy account's, the same bytes for the same seed. */

import { gzipSync } from "node:zlib";

const READS = ["DescribeInstances", "ListUsers", "GetCallerIdentity", "DescribeVolumes", "GetBucketAcl", "ListRoles"];
const WRITES = ["RunInstances", "PutBucketPolicy", "CreateTags", "AssumeRole", "UpdateFunctionCode20150331v2"];
const SERVICES = ["ec2", "iam", "sts", "s3", "lambda", "kms", "logs", "dynamodb"];
const AGENTS = [
  "aws-cli/2.30.1 md/awscrt#0.27.6 ua/2.1 os/linux",
  "Boto3/1.40.1 md/Botocore#1.40.1",
  "aws-sdk-go-v2/1.38.1",
  "console.amazonaws.com",
];
const START_MS = Date.UTC(2026, 10, 24, 9);

/** Marsaglia's xorshift, 32 bits. */
function randomOf(seed: number): (below: number) => number {
  let state = seed >>> 0 || 1;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}

/** `{"Records":[…]}` of about 1.5 KB a record, gzip. */
export function cloudtrailObject(records: number, seed = 1): Uint8Array {
  const random = randomOf(seed);
  const parts: string[] = [];
  for (let at = 0; at < records; at++) parts.push(JSON.stringify(recordOf(at, random)));
  return gzipSync(`{"Records":[${parts.join(",")}]}`);
}

function hex(random: (below: number) => number, digits: number): string {
  return Array.from({ length: digits }, () => random(16).toString(16)).join("");
}

function recordOf(at: number, random: (below: number) => number): object {
  const writes = random(5) === 0;
  const names = writes ? WRITES : READS;
  const service = SERVICES[random(SERVICES.length)] as string;
  const role = `app-${random(20)}`;
  const items = Array.from({ length: 2 + random(5) }, () => ({
    resourceId: `i-${hex(random, 17)}`,
    state: { code: random(80), name: "running" },
  }));
  return {
    eventVersion: "1.11",
    userIdentity: {
      type: "AssumedRole",
      principalId: `AROA${role.toUpperCase()}:session-${random(400)}`,
      arn: `arn:aws:sts::123456789012:assumed-role/${role}/session-${random(400)}`,
      accountId: "123456789012",
      accessKeyId: `ASIA${hex(random, 16).toUpperCase()}`,
      sessionContext: {
        sessionIssuer: {
          type: "Role",
          principalId: `AROA${role.toUpperCase()}`,
          arn: `arn:aws:iam::123456789012:role/${role}`,
          accountId: "123456789012",
          userName: role,
        },
        attributes: { creationDate: "2026-11-24T08:00:00Z", mfaAuthenticated: "false" },
      },
    },
    eventTime: `${new Date(START_MS + random(600_000)).toISOString().slice(0, 19)}Z`,
    eventSource: `${service}.amazonaws.com`,
    eventName: names[random(names.length)],
    awsRegion: "us-east-1",
    sourceIPAddress: `198.51.100.${random(256)}`,
    userAgent: AGENTS[random(AGENTS.length)],
    ...(random(30) === 0
      ? { errorCode: "AccessDenied", errorMessage: "User is not authorized to perform this action" }
      : {}),
    requestParameters: { instancesSet: { items }, filterSet: {}, clientToken: hex(random, 32) },
    responseElements: writes ? { requestId: hex(random, 32), items } : null,
    requestID: hex(random, 32),
    eventID: `${hex(random, 8)}-${hex(random, 4)}-${hex(random, 4)}-${hex(random, 4)}-${String(at).padStart(12, "0")}`,
    readOnly: !writes,
    eventType: "AwsApiCall",
    managementEvent: true,
    recipientAccountId: "123456789012",
    eventCategory: "Management",
    tlsDetails: {
      tlsVersion: "TLSv1.3",
      cipherSuite: "TLS_AES_128_GCM_SHA256",
      clientProvidedHostHeader: `${service}.us-east-1.amazonaws.com`,
    },
  };
}
