import { shortTermRootCredentialUsage } from "../../../../../src/core/detect/detectors/cloudtrail/policy-iamuser-short-term-root-credential-usage.ts";
import { apiCall, ROOT } from "../../api-call.ts";
import { detectorTests } from "../../detector-tests.ts";

const ASSUMED = { ...ROOT, assumedRoot: true };

export default detectorTests(
  shortTermRootCredentialUsage,
  [
    [
      "a call in a session from sts:AssumeRoot",
      apiCall({ identity: ASSUMED, service: "s3.amazonaws.com", api: "DeleteBucketPolicy" }),
      { subject: [], title: '"DeleteBucketPolicy" was called with short-term root credentials.' },
    ],
    ["a call that was denied", apiCall({ identity: ASSUMED, error: "AccessDenied" })],
  ],
  [
    ["root itself", apiCall({ identity: ROOT })],
    ["the call that makes the session", apiCall({ service: "sts.amazonaws.com", api: "AssumeRoot" })],
    ["a service at work for the session", apiCall({ identity: { ...ASSUMED, invokedBy: "ec2.amazonaws.com" } })],
    ["an event of a service", apiCall({ identity: ASSUMED, eventType: "AwsServiceEvent" })],
  ],
);
