import { expect, test } from "vitest";
import type { Identity } from "../../../../src/core/event.ts";
import { REPEATED_IDENTITIES_MAX, REPEATED_TEXT_CHARS_MAX } from "../../../../src/core/limits.ts";
import { Repeated } from "../../../../src/core/sources/cloudtrail/repeated.ts";
import { apiCall } from "../../detect/api-call.ts";

const identity = (fields: Partial<Identity> = {}): Identity => ({ ...apiCall().identity, ...fields });

test("texts stay as they are", () => {
  const repeated = new Repeated();
  const long = "x".repeat(REPEATED_TEXT_CHARS_MAX + 1);
  for (const text of ["a", "a", "", "__proto__", long, long]) expect(repeated.text(text)).toBe(text);
  expect(repeated.text(null)).toBeNull();
});

test("equal identities become one object", () => {
  const repeated = new Repeated();
  const first = repeated.identity(identity());
  expect(repeated.identity(identity())).toBe(first);
});

test.each<Partial<Identity>>([
  { type: "Root" },
  { principal: "other" },
  { userName: "other" },
  { principalId: "other" },
  { arn: null },
  { accountId: "444455556666" },
  { accessKeyId: "AKIAI44QH8DHBEXAMPLE" },
  { sessionName: "other" },
  { sessionIssuerArn: "other" },
  { mfaAuthenticated: true },
  { invokedBy: "s3.amazonaws.com" },
  { assumedRoot: true },
])("an identity that differs in %j is another", (fields) => {
  const repeated = new Repeated();
  repeated.identity(identity());
  const other = identity(fields);
  expect(repeated.identity(other)).toBe(other);
  expect(other).toEqual(identity(fields));
});

test("more identities than are kept stay themselves", () => {
  const repeated = new Repeated();
  for (let at = 0; at < REPEATED_IDENTITIES_MAX + 10; at++) {
    const one = identity({ accessKeyId: `key-${at}` });
    expect(repeated.identity(one)).toBe(one);
  }
});
