/** Password policies of an account: what a request sets, and by how much one is weaker than another. */

import type { JsonObject } from "../json.ts";
import { booleanField, numberField } from "../json.ts";

export type PasswordPolicy = {
  readonly minimumLength: number;
  /** How many of upper case, lower case, numbers and symbols a password must have. */
  readonly classes: number;
  /** `Infinity` where passwords never expire. */
  readonly maxAgeDays: number;
  readonly reusePrevention: number;
  readonly hardExpiry: boolean;
  /** The same in GuardDuty's keys, all strings. */
  readonly wire: Readonly<Record<string, string>>;
};

const CLASS_KEYS = [
  "requireUppercaseCharacters",
  "requireLowercaseCharacters",
  "requireNumbers",
  "requireSymbols",
] as const;

/** AWS accepts 6 to 128 characters; without a value it is 6. */
const MINIMUM_LENGTH_DEFAULT = 6;

/**
 * Without a policy of its own an account asks for 8 characters of any three classes, and passwords do not expire.
 * GuardDuty's keys cannot say "any three", so they are absent. Source: IAM User Guide, "Default password policy".
 */
export const AWS_DEFAULT_POLICY: PasswordPolicy = {
  minimumLength: 8,
  classes: 3,
  maxAgeDays: Infinity,
  reusePrevention: 0,
  hardExpiry: false,
  wire: {
    minimumPasswordLength: "8",
    maxPasswordAge: "0",
    passwordReusePrevention: "0",
    hardExpiry: "false",
    allowUsersToChangePassword: "false",
  },
};

/**
 * The policy that iam:UpdateAccountPasswordPolicy sets. Parameters left out return to the API's defaults.
 * Source: IAM API Reference, UpdateAccountPasswordPolicy.
 */
export function policyFrom(request: JsonObject | null): PasswordPolicy {
  const minimumLength = numberField(request, "minimumPasswordLength") ?? MINIMUM_LENGTH_DEFAULT;
  const required = CLASS_KEYS.map((key) => [key, booleanField(request, key) === true] as const);
  const maxAge = numberField(request, "maxPasswordAge") ?? 0;
  const reusePrevention = numberField(request, "passwordReusePrevention") ?? 0;
  const hardExpiry = booleanField(request, "hardExpiry") === true;
  return {
    minimumLength,
    classes: required.filter(([, isRequired]) => isRequired).length,
    maxAgeDays: maxAge > 0 ? maxAge : Infinity,
    reusePrevention,
    hardExpiry,
    wire: {
      minimumPasswordLength: String(minimumLength),
      ...Object.fromEntries(required.map(([key, isRequired]) => [key, String(isRequired)])),
      maxPasswordAge: String(maxAge),
      passwordReusePrevention: String(reusePrevention),
      hardExpiry: String(hardExpiry),
      allowUsersToChangePassword: String(booleanField(request, "allowUsersToChangePassword") === true),
    },
  };
}

/**
 * Points by which `after` is weaker; 0 where it is not. Each class of characters and each of expiry, reuse and hard
 * expiry is one point; length is one point for up to 3 characters, two for up to 7, three for more.
 * A gain elsewhere makes up for nothing: an attacker adds expiry and drops the length.
 */
export function weakening(before: PasswordPolicy, after: PasswordPolicy): number {
  return (
    lengthPoints(before.minimumLength - after.minimumLength) +
    Math.max(0, before.classes - after.classes) +
    Number(after.maxAgeDays > before.maxAgeDays) +
    Number(after.reusePrevention < before.reusePrevention) +
    Number(before.hardExpiry && !after.hardExpiry)
  );
}

function lengthPoints(lost: number): number {
  if (lost <= 0) return 0;
  if (lost <= 3) return 1;
  return lost <= 7 ? 2 : 3;
}
