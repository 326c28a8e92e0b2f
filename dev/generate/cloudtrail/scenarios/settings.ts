/** Guards taken down and data opened: one change of a setting each, by someone with the right to make it. */

import type { Scenario, Stage } from "../../stage.ts";
import { regionOf } from "../call.ts";
import { bucketName } from "../requests.ts";
import { steal, type Step, thiefOf } from "./thief.ts";

const XMLNS = "http://s3.amazonaws.com/doc/2006-03-01/";
const OPEN_BLOCK = {
  xmlns: XMLNS,
  BlockPublicAcls: false,
  BlockPublicPolicy: false,
  IgnorePublicAcls: false,
  RestrictPublicBuckets: false,
};

type Deed = (bucket: string, accountId: string, region: string) => Step;

function setting(type: string, deed: Deed, isOfBucket = false): Scenario {
  return {
    type,
    play: (stage: Stage) => {
      const own = thiefOf(stage);
      const { accountId, region } = own.base;
      const bucket = bucketName(accountId, "exports");
      const step = deed(bucket, accountId, region);
      // From where that person always works: the deed itself is the point.
      const thief = { ...own, base: { ...own.base, ip: own.human.officeIp, agent: own.human.cli } };
      const toMs = steal(stage, thief, [step]);
      const resource = isOfBucket ? bucket : own.resource;
      stage.label(type, { accountId, region: regionOf(step[0], region), resource }, stage.startMs, toMs);
    },
  };
}

function bucketPolicy(bucket: string, statement: object): object {
  return {
    bucketName: bucket,
    Host: `${bucket}.s3.amazonaws.com`,
    policy: "",
    bucketPolicy: {
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource: `arn:aws:s3:::${bucket}/*`, ...statement }],
    },
  };
}

export const SETTINGS: readonly Scenario[] = [
  setting("DefenseEvasion:IAMUser/BedrockLoggingDisabled", () => [
    "bedrock:DeleteModelInvocationLoggingConfiguration",
    null,
  ]),
  setting("Stealth:IAMUser/CloudTrailLoggingDisabled", (_bucket, accountId, region) => [
    "cloudtrail:StopLogging",
    { name: `arn:aws:cloudtrail:${region}:${accountId}:trail/organization` },
  ]),
  setting("Stealth:IAMUser/PasswordPolicyChange", () => [
    "iam:UpdateAccountPasswordPolicy",
    {
      minimumPasswordLength: 6,
      requireSymbols: false,
      requireNumbers: false,
      requireUppercaseCharacters: false,
      requireLowercaseCharacters: false,
      allowUsersToChangePassword: true,
    },
  ]),
  setting("Policy:S3/AccountBlockPublicAccessDisabled", (_bucket, accountId) => [
    "s3:PutAccountPublicAccessBlock",
    { accountId, Host: "s3-control.amazonaws.com", PublicAccessBlockConfiguration: OPEN_BLOCK },
  ]),
  setting(
    "Policy:S3/BucketBlockPublicAccessDisabled",
    (bucket) => [
      "s3:PutBucketPublicAccessBlock",
      { bucketName: bucket, publicAccessBlock: "", PublicAccessBlockConfiguration: OPEN_BLOCK },
    ],
    true,
  ),
  setting(
    "Policy:S3/BucketAnonymousAccessGranted",
    (bucket) => ["s3:PutBucketPolicy", bucketPolicy(bucket, { Principal: "*" })],
    true,
  ),
  setting(
    "Policy:S3/BucketPublicAccessGranted",
    (bucket) => [
      "s3:PutBucketPolicy",
      bucketPolicy(bucket, {
        Principal: { AWS: "*" },
        Condition: { StringLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/*" } },
      }),
    ],
    true,
  ),
  setting(
    "Stealth:S3/ServerAccessLoggingDisabled",
    (bucket) => ["s3:PutBucketLogging", { bucketName: bucket, logging: "", BucketLoggingStatus: { xmlns: XMLNS } }],
    true,
  ),
];
