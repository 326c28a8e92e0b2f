import { expect, test } from "vitest";
import { isRegion, serviceHost } from "../../src/aws/region.ts";

test.each([
  ["eu-west-1", "ec2.eu-west-1.amazonaws.com"],
  ["us-gov-west-1", "ec2.us-gov-west-1.amazonaws.com"],
  ["cn-north-1", "ec2.cn-north-1.amazonaws.com.cn"],
])("services of %s are at %s", (region, host) => {
  expect(serviceHost("ec2", region)).toBe(host);
});

test.each([
  "",
  "eu-west-1.evil.example/",
  "169.254.169.254",
  "eu-west-1#",
  "EU-WEST-1",
  "eu-west-1\n",
  "localhost",
  "a-b-1@evil",
])("%j is no Region, and leads nowhere", (region) => {
  expect(isRegion(region)).toBe(false);
  expect(() => serviceHost("ec2", region)).toThrow(/not an AWS Region/);
});
