import { expect, test } from "vitest";
import { accessOf, verbOf } from "../../../src/core/api-map/access.ts";

test.each([
  ["GetSecretValue", "Get"],
  ["BatchGetSecretValue", "Get"],
  ["AdminCreateUser", "Create"],
  ["ListMFADevices", "List"],
  ["Poll", "Poll"],
  ["", ""],
])("verb of %s", (api, verb) => {
  expect(verbOf(api)).toBe(verb);
});

test.each<[string, "read" | "write"]>([
  ["DescribeInstances", "read"],
  ["LookupEvents", "read"],
  ["HeadBucket", "read"],
  ["AssumeRole", "read"],
  ["Decrypt", "read"],
  ["InvokeModel", "read"],
  ["GetFederationToken", "write"],
  ["StartSession", "write"],
  ["ConsoleLogin", "write"],
  ["RunInstances", "write"],
  ["Getaway", "write"],
])("%s is a %s", (api, access) => {
  expect(accessOf(api)).toBe(access);
});
