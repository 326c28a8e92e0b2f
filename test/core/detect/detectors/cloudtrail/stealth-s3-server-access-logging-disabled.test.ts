import { serverAccessLoggingDisabled } from "../../../../../src/core/detect/detectors/cloudtrail/stealth-s3-server-access-logging-disabled.ts";
import type { ApiCall } from "../../../../../src/core/event.ts";
import type { Json } from "../../../../../src/core/json.ts";
import { apiCall } from "../../api-call.ts";
import { detectorTests } from "../../detector-tests.ts";

const put = (status: Json | undefined, error: string | null = null): ApiCall =>
  apiCall({
    service: "s3.amazonaws.com",
    api: "PutBucketLogging",
    request: { bucketName: "records", logging: "", BucketLoggingStatus: status },
    error,
  });
const XMLNS = { xmlns: "http://s3.amazonaws.com/doc/2006-03-01/" };
const ENABLED = { ...XMLNS, LoggingEnabled: { TargetBucket: "access-logs", TargetPrefix: "records/" } };

export default detectorTests(
  serverAccessLoggingDisabled,
  [
    [
      "a status without LoggingEnabled",
      put(XMLNS),
      {
        subject: ["records"],
        title: 'IAM user "alice" switched off the access log of bucket "records".',
        s3BucketDetails: [{ arn: "arn:aws:s3:::records", name: "records", type: "Destination" }],
        affectedResources: { "AWS::S3::Bucket": "records" },
      },
    ],
    ["an empty status", put("")],
    ["an empty LoggingEnabled", put({ ...XMLNS, LoggingEnabled: "" })],
    ["no status at all", put(undefined)],
  ],
  [
    ["logging switched on", put(ENABLED)],
    ["a call that was denied", put(XMLNS, "AccessDenied")],
    ["a call without a bucket", apiCall({ service: "s3.amazonaws.com", api: "PutBucketLogging", request: {} })],
    ["a call without parameters", apiCall({ service: "s3.amazonaws.com", api: "PutBucketLogging" })],
  ],
);
