/** A management event with every field that the reader looks at, and objects made of such. */

import { gzipSync } from "node:zlib";
import type { JsonObject } from "../../src/core/json.ts";

export function record(override: JsonObject = {}): JsonObject {
  return {
    eventVersion: "1.08",
    userIdentity: {
      type: "AssumedRole",
      principalId: "AROAEXAMPLE:ci",
      arn: "arn:aws:sts::111122223333:assumed-role/deploy/ci",
      accountId: "111122223333",
      accessKeyId: "ASIAIOSFODNN7EXAMPLE",
      userName: "deploy",
      invokedBy: "cloudformation.amazonaws.com",
      sessionContext: {
        sessionIssuer: { type: "Role", arn: "arn:aws:iam::111122223333:role/deploy", userName: "deploy" },
        attributes: { mfaAuthenticated: "false", creationDate: "2024-07-31T13:00:00Z" },
        assumedRoot: "false",
      },
    },
    eventTime: "2024-07-31T13:06:24Z",
    eventSource: "cloudtrail.amazonaws.com",
    eventName: "StopLogging",
    awsRegion: "eu-west-1",
    sourceIPAddress: "198.51.100.7",
    userAgent: "aws-cli/2.9.19",
    errorCode: "",
    errorMessage: "",
    requestParameters: { name: "trail-one" },
    responseElements: { ok: true },
    additionalEventData: {},
    requestID: "r-1",
    eventID: "e-1",
    readOnly: false,
    resources: [],
    eventType: "AwsApiCall",
    managementEvent: true,
    recipientAccountId: "111122223333",
    eventCategory: "Management",
    vpcEndpointId: "vpce-1",
    ...override,
  };
}

export const good = (count: number, from = 0): JsonObject[] =>
  Array.from({ length: count }, (_, at) => record({ eventID: `good-${from + at}` }));
export const records = (...texts: readonly (string | JsonObject)[]): string =>
  `{"Records":[${texts.map((text) => (typeof text === "string" ? text : JSON.stringify(text))).join(",")}]}`;
export const gz = (text: string): Uint8Array => new Uint8Array(gzipSync(text));
