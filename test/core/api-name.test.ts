import { expect, test } from "vitest";
import { apiNameOf } from "../../src/core/api-name.ts";

test.each([
  ["cloudtrail.amazonaws.com", "StopLogging", "cloudtrail:StopLogging"],
  ["lambda.amazonaws.com", "CreateFunction20150331", "lambda:CreateFunction"],
  ["lambda.amazonaws.com", "AddPermission20150331v2", "lambda:AddPermission"],
  ["lambda.amazonaws.com", "UpdateFunctionCode20150331v2", "lambda:UpdateFunctionCode"],
  ["lambda.amazonaws.com", "Invoke", "lambda:Invoke"],
  ["ec2.amazonaws.com", "Api20150331", "ec2:Api20150331"],
  ["s3", "GetObject", "s3:GetObject"],
  [".amazonaws.com", "x", ":x"],
  ["a.amazonaws.com.example.org", "x", "a.amazonaws.com.example.org:x"],
])("%s, %s is looked up as %s", (service, api, expected) => {
  expect(apiNameOf(service, api)).toBe(expected);
});
