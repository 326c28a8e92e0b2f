/** A bucket policy, as object or text → what it gives to the public. */

import { field, isObject, type Json, type JsonObject } from "../../json.ts";
import { POLICY_CHARS_MAX } from "../../limits.ts";
import { err, ok, type Result } from "../../result.ts";
import { accessOf } from "./actions.ts";
import { conditionAudience } from "./conditions.ts";
import { addGrant, type Exposure, narrower, NO_EXPOSURE } from "./exposure.ts";
import { principalAudience } from "./principals.ts";
import { coverageOf } from "./resources.ts";
import { element } from "./values.ts";

/**
 * Block Public Access is not taken into account, as GuardDuty does not. A statement that AWS would refuse grants
 * nothing. `bucket`: its name, or null where it is not known. The error says why the policy could not be read.
 */
export function evaluatePolicy(policy: Json | undefined, bucket: string | null): Result<Exposure> {
  const parsed = parsePolicy(policy);
  if (!parsed.ok) return parsed;
  const statements = statementsOf(parsed.value);
  if (statements === null) return err("policy has no Statement");
  let exposure = NO_EXPOSURE;
  for (const statement of statements) exposure = withStatement(exposure, statement, bucket);
  return ok(exposure);
}

function parsePolicy(policy: Json | undefined): Result<JsonObject> {
  const object = typeof policy === "string" ? parseText(policy) : policy;
  if (!isObject(object)) return err("policy is not a JSON object");
  return isWithin(object, POLICY_CHARS_MAX) ? ok(object) : err("policy is larger than S3 accepts");
}

function parseText(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

/** Counts keys, texts and values without recursion, and stops at the bound. */
function isWithin(object: JsonObject, charsMax: number): boolean {
  const open: (Json | undefined)[] = [object];
  let chars = 0;
  while (open.length > 0 && chars <= charsMax) {
    const value = open.pop();
    chars += typeof value === "string" ? value.length + 2 : 1;
    if (Array.isArray(value)) for (const item of value) open.push(item);
    else if (isObject(value)) {
      for (const [key, item] of Object.entries(value)) {
        chars += key.length + 2;
        open.push(item);
      }
    }
  }
  return chars <= charsMax;
}

function statementsOf(policy: JsonObject): readonly JsonObject[] | null {
  const statement = field(policy, "Statement");
  if (Array.isArray(statement)) return statement.filter(isObject);
  return isObject(statement) ? [statement] : null;
}

function withStatement(exposure: Exposure, statement: JsonObject, bucket: string | null): Exposure {
  const effect = field(statement, "Effect");
  if (effect === "Deny") return { ...exposure, denies: true };
  if (effect !== "Allow") return exposure;
  const audience = narrower(principalAudience(statement), conditionAudience(field(statement, "Condition")));
  if (audience === "fixed") return exposure;
  const [actions, otherActions] = [element(statement, "Action"), element(statement, "NotAction")];
  const [resources, otherResources] = [element(statement, "Resource"), element(statement, "NotResource")];
  const actionTexts = actions ?? otherActions;
  const resourceTexts = resources ?? otherResources;
  if (actionTexts === null || resourceTexts === null) return exposure;
  const coverage = coverageOf(resourceTexts, resources === null, bucket);
  return addGrant(exposure, audience, accessOf(actionTexts, actions === null, coverage));
}
