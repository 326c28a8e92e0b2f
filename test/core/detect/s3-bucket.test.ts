import { expect, test } from "vitest";
import { bucketOf, bucketParts } from "../../../src/core/detect/s3-bucket.ts";
import { apiCall } from "./api-call.ts";

test("names the bucket, if it can be one", () => {
  expect(bucketOf(apiCall({ request: { bucketName: "site" } }))).toBe("site");
  expect(bucketOf(apiCall({ request: { bucketName: ["site"] } }))).toBeNull();
  expect(bucketOf(apiCall({ request: { bucketName: "x".repeat(256) } }))).toBeNull();
  expect(bucketOf(apiCall())).toBeNull();
});

test.each([
  ["eu-west-1", "arn:aws:s3:::site"],
  ["cn-north-1", "arn:aws-cn:s3:::site"],
  ["us-gov-west-1", "arn:aws-us-gov:s3:::site"],
])("in %s its ARN is %s", (region, arn) => {
  expect(bucketParts(apiCall({ region }), "site")).toEqual({
    s3BucketDetails: [{ arn, name: "site", type: "Destination" }],
    affectedResources: { "AWS::S3::Bucket": "site" },
  });
});
