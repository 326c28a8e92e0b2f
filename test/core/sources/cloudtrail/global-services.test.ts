import { expect, test } from "vitest";
import { isGlobalService } from "../../../../src/core/sources/cloudtrail/global-services.ts";

test.each([
  ["iam.amazonaws.com", "us-east-1", true],
  ["iam.amazonaws.com", "eu-west-1", true],
  ["organizations.amazonaws.com", "us-east-1", true],
  ["route53.amazonaws.com", "us-east-1", true],
  ["cloudfront.amazonaws.com", "us-east-1", true],
  ["iam.amazonaws.com", "us-gov-west-1", true],
  ["sts.amazonaws.com", "us-east-1", true],
  ["sts.amazonaws.com", "eu-west-1", false],
  ["signin.amazonaws.com", "us-east-1", true],
  ["signin.amazonaws.com", "eu-central-1", false],
  ["sts.amazonaws.com", "cn-north-1", true],
  ["ec2.amazonaws.com", "us-east-1", false],
  ["s3.amazonaws.com", "us-east-1", false],
  ["route53resolver.amazonaws.com", "us-east-1", false],
  ["", "", false],
])("%s in %s is global: %s", (service, region, expected) => {
  expect(isGlobalService(service, region)).toBe(expected);
});
