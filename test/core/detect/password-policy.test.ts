import { expect, test } from "vitest";
import { AWS_DEFAULT_POLICY, policyFrom, weakening } from "../../../src/core/detect/password-policy.ts";

test("reads numbers and booleans that are written as text", () => {
  const policy = policyFrom({ minimumPasswordLength: "12", requireNumbers: "true", maxPasswordAge: "90" });
  expect(policy).toMatchObject({ minimumLength: 12, classes: 1, maxAgeDays: 90 });
});

test("reads parameters left out, or of the wrong type, as the API's defaults", () => {
  const bare = policyFrom(null);
  expect(bare).toMatchObject({
    minimumLength: 6,
    classes: 0,
    maxAgeDays: Infinity,
    reusePrevention: 0,
    hardExpiry: false,
  });
  expect(policyFrom({ minimumPasswordLength: {}, requireSymbols: [1], maxPasswordAge: null })).toEqual(bare);
  expect(bare.wire).toEqual({
    minimumPasswordLength: "6",
    requireUppercaseCharacters: "false",
    requireLowercaseCharacters: "false",
    requireNumbers: "false",
    requireSymbols: "false",
    maxPasswordAge: "0",
    passwordReusePrevention: "0",
    hardExpiry: "false",
    allowUsersToChangePassword: "false",
  });
});

test.each([
  [13, 1],
  [11, 1],
  [10, 2],
  [7, 2],
  [6, 3],
  [14, 0],
  [20, 0],
])("counts a fall from 14 characters to %i as %i points", (length, points) => {
  expect(weakening(policyFrom({ minimumPasswordLength: 14 }), policyFrom({ minimumPasswordLength: length }))).toBe(
    points,
  );
});

test("counts each requirement that falls away, and no gain", () => {
  const strong = policyFrom({
    minimumPasswordLength: 8,
    requireNumbers: true,
    requireSymbols: true,
    maxPasswordAge: 90,
    passwordReusePrevention: 24,
    hardExpiry: true,
  });
  expect(weakening(strong, policyFrom({ minimumPasswordLength: 30 }))).toBe(5);
  expect(weakening(policyFrom({ minimumPasswordLength: 30 }), strong)).toBe(3);
  expect(weakening(AWS_DEFAULT_POLICY, AWS_DEFAULT_POLICY)).toBe(0);
});
