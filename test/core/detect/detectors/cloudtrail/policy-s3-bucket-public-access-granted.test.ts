import { expect } from "vitest";
import { bucketPublicAccessGranted } from "../../../../../src/core/detect/detectors/cloudtrail/policy-s3-bucket-public-access-granted.ts";
import type { ApiCall } from "../../../../../src/core/event.ts";
import type { JsonObject } from "../../../../../src/core/json.ts";
import { apiCall } from "../../api-call.ts";
import { detectorTests } from "../../detector-tests.ts";

const s3 = (api: string, request: JsonObject, error: string | null = null): ApiCall =>
  apiCall({ service: "s3.amazonaws.com", api, request, error });
const putPolicy = (...Statement: JsonObject[]): ApiCall =>
  s3("PutBucketPolicy", { bucketName: "site", bucketPolicy: { Statement } });

const EVERYONE = { Effect: "Allow", Principal: { AWS: "*" }, Action: "s3:GetObject", Resource: "arn:aws:s3:::site/*" };
const WITH_CREDENTIALS = { ...EVERYONE, Condition: { StringLike: { "aws:PrincipalArn": "arn:aws:iam::*" } } };
const grantTo = (group: string, Permission: string): JsonObject => ({
  bucketName: "site",
  AccessControlPolicy: {
    AccessControlList: { Grant: { Grantee: { URI: `http://acs.amazonaws.com/groups/global/${group}` }, Permission } },
  },
});

export default detectorTests(
  bucketPublicAccessGranted,
  [
    [
      "a policy for everyone with a wildcard principal ARN",
      putPolicy(WITH_CREDENTIALS),
      {
        subject: ["site"],
        title: 'IAM user "alice" opened bucket "site" to every AWS account.',
        s3BucketDetails: [
          expect.objectContaining({ publicAccess: expect.objectContaining({ effectivePermission: "PUBLIC" }) }),
        ],
      },
    ],
    ["a grant to the group of authenticated users", s3("PutBucketAcl", grantTo("AuthenticatedUsers", "READ"))],
    ["a canned ACL", s3("CreateBucket", { bucketName: "site", "x-amz-acl": "authenticated-read" })],
    [
      "more for accounts than for anyone",
      putPolicy(EVERYONE, { ...WITH_CREDENTIALS, Action: "s3:PutObject" }),
      { description: expect.stringContaining("anyone who has an AWS account write") },
    ],
  ],
  [
    ["a policy for anyone, which has its own type", putPolicy(EVERYONE)],
    [
      "a policy for one organisation",
      putPolicy({ ...EVERYONE, Condition: { StringEquals: { "aws:PrincipalOrgID": "o-abcdefghij" } } }),
    ],
    ["a grant to the group of all users", s3("PutBucketAcl", grantTo("AllUsers", "READ"))],
    ["a call that failed", s3("PutBucketAcl", grantTo("AuthenticatedUsers", "READ"), "AccessControlListNotSupported")],
  ],
);
