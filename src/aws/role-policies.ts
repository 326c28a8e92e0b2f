/** The two policies of a log-reader role, ready to paste. Source: IAM User Guide, "The confused deputy problem". */

import type { JsonObject } from "../core/json.ts";

/** `principalArn`: our own identity, who alone may assume the role, and only with the external id. */
export function trustPolicy(principalArn: string, externalId: string): JsonObject {
  return policy([
    {
      Effect: "Allow",
      Action: "sts:AssumeRole",
      Principal: { AWS: principalArn },
      Condition: { StringEquals: { "sts:ExternalId": externalId } },
    },
  ]);
}

/**
 * Reading, and nothing else. The last two are optional: without them digests are not verified, and hosts are named by what
 * CloudTrail and the logs themselves say. `partition`: "aws", "aws-cn", "aws-us-gov".
 */
export function readPolicy(partition: string, bucket: string, prefix: string): JsonObject {
  const arn = `arn:${partition}:s3:::${bucket}`;
  return policy([
    { Effect: "Allow", Action: "s3:ListBucket", Resource: arn },
    { Effect: "Allow", Action: "s3:GetObject", Resource: `${arn}/${prefix}*` },
    { Effect: "Allow", Action: "cloudtrail:ListPublicKeys", Resource: "*" },
    { Effect: "Allow", Action: ["ec2:DescribeInstances", "ec2:DescribeNetworkInterfaces"], Resource: "*" },
  ]);
}

function policy(statements: JsonObject[]): JsonObject {
  return { Version: "2012-10-17", Statement: statements };
}
