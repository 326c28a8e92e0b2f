import { accountBlockPublicAccessDisabled } from "../../../../../src/core/detect/detectors/cloudtrail/policy-s3-account-block-public-access-disabled.ts";
import type { ApiCall } from "../../../../../src/core/event.ts";
import type { JsonObject } from "../../../../../src/core/json.ts";
import { apiCall } from "../../api-call.ts";
import { detectorTests } from "../../detector-tests.ts";

const s3 = (api: string, request: JsonObject | null, error: string | null = null): ApiCall =>
  apiCall({ service: "s3.amazonaws.com", api, request, error });
const block = (on: boolean | string): JsonObject => ({
  xmlns: "http://awss3control.amazonaws.com/doc/2018-08-20/",
  RestrictPublicBuckets: on,
  BlockPublicPolicy: on,
  BlockPublicAcls: on,
  IgnorePublicAcls: on,
});
const put = (config: JsonObject | string, error: string | null = null): ApiCall =>
  s3("PutAccountPublicAccessBlock", { publicAccessBlock: [""], PublicAccessBlockConfiguration: config }, error);

const ALL_OFF = {
  blockPublicAcls: false,
  ignorePublicAcls: false,
  blockPublicPolicy: false,
  restrictPublicBuckets: false,
};

export default detectorTests(
  accountBlockPublicAccessDisabled,
  [
    [
      "all four switched off",
      put(block(false)),
      {
        subject: [],
        title: 'IAM user "alice" switched off S3 Block Public Access of account "111122223333".',
        s3BucketDetails: [
          {
            type: "Destination",
            publicAccess: { permissionConfiguration: { accountLevelPermissions: { blockPublicAccess: ALL_OFF } } },
          },
        ],
      },
    ],
    ["booleans in text", put(block("false"))],
    ["one switched off", put({ ...block(true), BlockPublicPolicy: false })],
    [
      "one left out, which switches it off",
      put({ BlockPublicAcls: true, IgnorePublicAcls: true, BlockPublicPolicy: true }),
    ],
    [
      "the deletion",
      s3("DeleteAccountPublicAccessBlock", { host: ["111122223333.s3-control.us-east-1.amazonaws.com"] }),
    ],
    ["the API's own name without a bucket", s3("DeletePublicAccessBlock", null)],
  ],
  [
    ["all four switched on", put(block(true))],
    ["a call that was denied", put(block(false), "AccessDenied")],
    ["a deletion that was denied", s3("DeleteAccountPublicAccessBlock", null, "AccessDenied")],
    ["a call whose settings were not logged", put("HIDDEN_DUE_TO_SECURITY_REASONS")],
    ["the API's own name with a bucket", s3("DeletePublicAccessBlock", { bucketName: "site" })],
  ],
);
