import { expect, test } from "vitest";
import {
  isAlwaysPresent,
  isFixedValue,
  namesCallers,
  needsCredentials,
} from "../../../../src/core/detect/s3-policy/condition-keys.ts";

test("tells keys that name callers from keys that do not", () => {
  for (const key of ["aws:sourcevpce", "aws:principalorgid", "s3:dataaccesspointaccount"])
    expect(namesCallers(key)).toBe(true);
  for (const key of ["aws:securetransport", "aws:referer", "s3:x-amz-acl"]) expect(namesCallers(key)).toBe(false);
});

test("tells keys that anonymous requests lack", () => {
  for (const key of ["aws:principalarn", "aws:principaltag/team", "saml:aud"]) expect(needsCredentials(key)).toBe(true);
  for (const key of ["aws:sourceip", "aws:userid", "aws:principaltype"]) expect(needsCredentials(key)).toBe(false);
  expect(isAlwaysPresent("aws:userid")).toBe(true);
  expect(isAlwaysPresent("aws:principalorgid")).toBe(false);
});

test.each<[key: string, value: string, wild: boolean, fixed: boolean]>([
  ["aws:sourcevpc", "vpc-1", true, true],
  ["aws:sourcevpc", "vpc-*", true, false],
  ["aws:sourcevpc", "vpc-*", false, true],
  ["aws:sourcevpc", "${aws:SourceVpc}", false, false],
  ["aws:principalarn", "arn:aws:iam::111122223333:role/*", true, true],
  ["aws:principalarn", "arn:aws:iam::*:role/111122223333", true, false],
  ["aws:principalarn", "arn:aws:iam::11112222333?:role/x", true, false],
  ["aws:principalorgpaths", "o-abcdefghij/*", true, true],
  ["aws:principalorgpaths", "o-*/r-ab12/*", true, false],
  ["aws:userid", "AROAEXAMPLEEXAMPLE123:*", true, true],
  ["aws:userid", "AROA*", true, false],
  ["aws:userid", "Anonymous", false, false],
])("%s %s (wildcards %s) is fixed: %s", (key, value, wild, fixed) =>
  expect(isFixedValue(key, value, wild)).toBe(fixed),
);
