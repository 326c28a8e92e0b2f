/** A statement to change and its verdict in words, for the tables of this folder. */

import { expect, test } from "vitest";
import { evaluatePolicy } from "../../../../src/core/detect/s3-policy/policy.ts";
import type { Json, JsonObject } from "../../../../src/core/json.ts";
import { exposureText } from "./exposure-text.ts";

export const BUCKET_ARN = "arn:aws:s3:::site";
export const OBJECTS = "arn:aws:s3:::site/*";

/** A statement that lets anyone read objects, with changes; `undefined` takes an element out. */
export function allow(changes: { readonly [key: string]: Json | undefined } = {}): JsonObject {
  return { Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: OBJECTS, ...changes };
}

/** The exposure of a policy on bucket "site", or why it cannot be read. */
export function judged(policy: Json | undefined, bucket: string | null = "site"): string {
  const exposure = evaluatePolicy(policy, bucket);
  return exposure.ok ? exposureText(exposure.value) : exposure.error;
}

export type Row = readonly [claim: string, statement: JsonObject, expected: string];

export function statementTests(name: string, rows: readonly Row[]): void {
  test.each(rows)(`${name}: %s`, (_claim, statement, expected) => {
    expect(judged({ Version: "2012-10-17", Statement: [statement] })).toBe(expected);
  });
}
