import { expect } from "vitest";
import { bucketBlockPublicAccessDisabled } from "../../../../../src/core/detect/detectors/cloudtrail/policy-s3-bucket-block-public-access-disabled.ts";
import type { ApiCall } from "../../../../../src/core/event.ts";
import type { JsonObject } from "../../../../../src/core/json.ts";
import { apiCall } from "../../api-call.ts";
import { detectorTests } from "../../detector-tests.ts";

const s3 = (api: string, request: JsonObject | null, overrides: Partial<ApiCall> = {}): ApiCall =>
  apiCall({ service: "s3.amazonaws.com", api, request, ...overrides });
const put = (config: JsonObject | undefined, overrides: Partial<ApiCall> = {}): ApiCall =>
  s3(
    "PutBucketPublicAccessBlock",
    { bucketName: "site", publicAccessBlock: "", PublicAccessBlockConfiguration: config },
    overrides,
  );

const ON = { RestrictPublicBuckets: true, BlockPublicPolicy: true, BlockPublicAcls: true, IgnorePublicAcls: true };

export default detectorTests(
  bucketBlockPublicAccessDisabled,
  [
    [
      "one of the four switched off",
      put({ ...ON, BlockPublicPolicy: false }),
      {
        subject: ["site"],
        title: 'IAM user "alice" switched off Block Public Access of bucket "site".',
        affectedResources: { "AWS::S3::Bucket": "site" },
        s3BucketDetails: [
          {
            arn: "arn:aws:s3:::site",
            name: "site",
            type: "Destination",
            publicAccess: {
              permissionConfiguration: {
                bucketLevelPermissions: {
                  blockPublicAccess: {
                    blockPublicAcls: true,
                    ignorePublicAcls: true,
                    blockPublicPolicy: false,
                    restrictPublicBuckets: true,
                  },
                },
              },
            },
          },
        ],
      },
    ],
    ["the deletion", s3("DeleteBucketPublicAccessBlock", { bucketName: "site" })],
    ["the API's own name", s3("DeletePublicAccessBlock", { bucketName: "site" })],
    [
      "a bucket in China",
      put({ ...ON, BlockPublicAcls: false }, { region: "cn-north-1" }),
      { s3BucketDetails: [expect.objectContaining({ arn: "arn:aws-cn:s3:::site" })] },
    ],
  ],
  [
    ["all four switched on", put(ON)],
    ["a call that was denied", put({ ...ON, BlockPublicPolicy: false }, { error: "AccessDenied" })],
    ["a call whose settings were not logged", put(undefined)],
    ["a call without a bucket", s3("DeletePublicAccessBlock", null)],
  ],
);
