import { expect } from "vitest";
import { bucketAnonymousAccessGranted } from "../../../../../src/core/detect/detectors/cloudtrail/policy-s3-bucket-anonymous-access-granted.ts";
import type { ApiCall } from "../../../../../src/core/event.ts";
import type { Json, JsonObject } from "../../../../../src/core/json.ts";
import { apiCall } from "../../api-call.ts";
import { detectorTests } from "../../detector-tests.ts";

const s3 = (api: string, request: JsonObject | null, error: string | null = null): ApiCall =>
  apiCall({ service: "s3.amazonaws.com", api, request, error });
const putPolicy = (bucketPolicy: Json, error: string | null = null): ApiCall =>
  s3("PutBucketPolicy", { bucketName: "site", Host: "site.s3.amazonaws.com", policy: "", bucketPolicy }, error);

const READ = { Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: "arn:aws:s3:::site/*" };
const DENY = {
  Effect: "Deny",
  Principal: "*",
  Action: "s3:*",
  Resource: "*",
  Condition: { Bool: { "aws:SecureTransport": "false" } },
};
const policy = (...Statement: JsonObject[]): JsonObject => ({ Version: "2012-10-17", Statement });
const AUTHENTICATED = { ...READ, Condition: { ArnLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/*" } } };

export default detectorTests(
  bucketAnonymousAccessGranted,
  [
    [
      "a policy that lets anyone read",
      putPolicy(policy(READ)),
      {
        subject: ["site"],
        title: 'IAM user "alice" opened bucket "site" to everyone on the internet.',
        affectedResources: { "AWS::S3::Bucket": "site" },
        s3BucketDetails: [
          {
            arn: "arn:aws:s3:::site",
            name: "site",
            type: "Destination",
            publicAccess: {
              effectivePermission: "PUBLIC",
              permissionConfiguration: {
                bucketLevelPermissions: {
                  bucketPolicy: { allowsPublicReadAccess: true, allowsPublicWriteAccess: false },
                },
              },
            },
          },
        ],
      },
    ],
    [
      "a policy beside a Deny: its effect is unknown",
      putPolicy(policy(READ, DENY)),
      {
        s3BucketDetails: [
          expect.objectContaining({ publicAccess: expect.objectContaining({ effectivePermission: "UNKNOWN" }) }),
        ],
      },
    ],
    ["a policy as text", putPolicy(JSON.stringify(policy(READ)))],
    [
      "a policy in the older field",
      s3("PutBucketPolicy", { bucketName: "site", policy: JSON.stringify(policy(READ)) }),
    ],
    [
      "a canned ACL",
      s3("PutBucketAcl", { bucketName: "site", acl: "", "x-amz-acl": ["public-read-write"] }),
      {
        s3BucketDetails: [
          expect.objectContaining({
            publicAccess: {
              effectivePermission: "PUBLIC",
              permissionConfiguration: {
                bucketLevelPermissions: {
                  accessControlList: { allowsPublicReadAccess: true, allowsPublicWriteAccess: true },
                },
              },
            },
          }),
        ],
      },
    ],
    ["a bucket created public", s3("CreateBucket", { bucketName: "site", "x-amz-acl": "public-read" })],
  ],
  [
    ["a call that failed", putPolicy(policy(READ), "MalformedPolicy")],
    ["a policy for one account", putPolicy(policy({ ...READ, Principal: { AWS: "111122223333" } }))],
    ["a policy for every AWS principal, which has its own type", putPolicy(policy(AUTHENTICATED))],
    ["a policy that only denies", putPolicy(policy(DENY))],
    ["a policy that is no JSON", putPolicy("invalid-json-policy")],
    ["a private ACL", s3("PutBucketAcl", { bucketName: "site", "x-amz-acl": ["private"] })],
    ["a bucket created as usual", s3("CreateBucket", { bucketName: "site" })],
    ["a call without parameters", s3("PutBucketPolicy", null)],
  ],
);
