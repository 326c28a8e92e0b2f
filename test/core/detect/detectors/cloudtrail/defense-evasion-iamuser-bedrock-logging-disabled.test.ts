import { bedrockLoggingDisabled } from "../../../../../src/core/detect/detectors/cloudtrail/defense-evasion-iamuser-bedrock-logging-disabled.ts";
import type { ApiCall } from "../../../../../src/core/event.ts";
import type { JsonObject } from "../../../../../src/core/json.ts";
import { apiCall } from "../../api-call.ts";
import { detectorTests } from "../../detector-tests.ts";

const remove = (error: string | null = null): ApiCall =>
  apiCall({ service: "bedrock.amazonaws.com", api: "DeleteModelInvocationLoggingConfiguration", error });
const put = (loggingConfig: JsonObject | string): ApiCall =>
  apiCall({
    service: "bedrock.amazonaws.com",
    api: "PutModelInvocationLoggingConfiguration",
    request: { loggingConfig },
  });

const S3 = { s3Config: { bucketName: "model-logs", keyPrefix: "" } };
const ALL_OFF = {
  textDataDeliveryEnabled: false,
  imageDataDeliveryEnabled: false,
  embeddingDataDeliveryEnabled: false,
};

export default detectorTests(
  bedrockLoggingDisabled,
  [
    [
      "the deletion of the configuration",
      remove(),
      { subject: [], title: 'IAM user "alice" switched off logging of Amazon Bedrock model invocations.' },
    ],
    ["a configuration with nowhere to log to", put({ textDataDeliveryEnabled: true })],
    ["a configuration that delivers nothing", put({ ...S3, ...ALL_OFF })],
  ],
  [
    ["a deletion that was denied", remove("AccessDeniedException")],
    ["a configuration that logs to S3", put({ ...S3, textDataDeliveryEnabled: true })],
    ["a configuration that logs to CloudWatch", put({ cloudWatchConfig: { logGroupName: "models", roleArn: "" } })],
    ["a configuration that leaves out images", put({ ...S3, ...ALL_OFF, textDataDeliveryEnabled: true })],
    ["a configuration that was not logged", put("HIDDEN_DUE_TO_SECURITY_REASONS")],
    [
      "a read of the configuration",
      apiCall({ service: "bedrock.amazonaws.com", api: "GetModelInvocationLoggingConfiguration" }),
    ],
  ],
);
