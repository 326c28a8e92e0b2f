/** Goal: a bucket policy is judged as AWS's "meaning of public" and the policy language say. Elements: see beside. */

import { expect, test } from "vitest";
import type { Json, JsonObject } from "../../../../src/core/json.ts";
import { allow, judged } from "./judged.ts";

const DENY = { Effect: "Deny", Principal: "*", Action: "s3:*", Resource: "*" };
const WITH_CREDENTIALS = allow({ Action: "s3:PutObject", Condition: { StringLike: { "aws:PrincipalArn": "*" } } });
const OWN = allow({ Principal: { AWS: "111122223333" } });
const DEEP = JSON.parse(`${'{"a":['.repeat(800)}1${"]}".repeat(800)}`) as JsonObject;

test.each<[claim: string, policy: Json | undefined, expected: string]>([
  ["adds up statements", { Statement: [OWN, allow(), WITH_CREDENTIALS] }, "anyone read, accounts write"],
  ["sees a Deny beside a grant", { Statement: [allow(), DENY] }, "anyone read, deny"],
  ["sees a Deny alone", { Statement: [DENY] }, "deny"],
  ["reads one statement without a list", { Statement: allow() }, "anyone read"],
  ["reads a policy as text", JSON.stringify({ Statement: [allow()] }), "anyone read"],
  ["grants nothing for an effect that is none", { Statement: [allow({ Effect: "allow" })] }, "none"],
  ["reads past statements that are none", { Statement: [null, "x", [allow()], 3, allow()] }, "anyone read"],
  ["ignores values of the wrong type", { Statement: [allow({ Action: [{}, null, "s3:PutObject"] })] }, "anyone write"],
  ["ignores a condition that is none", { Statement: [allow({ Condition: "x" })] }, "anyone read"],
  ["grants nothing without statements", { Statement: [] }, "none"],
  ["survives depth", { Statement: [allow({ Principal: DEEP, Condition: { Bool: DEEP } }), DEEP] }, "none"],
  ["refuses a policy without Statement", { Version: "2012-10-17" }, "policy has no Statement"],
  ["refuses a statement that is text", { Statement: "x" }, "policy has no Statement"],
  ["refuses text that is no JSON", "invalid-json-policy", "policy is not a JSON object"],
  ["refuses a list", [allow()], "policy is not a JSON object"],
  ["refuses nothing", undefined, "policy is not a JSON object"],
  ["refuses null", null, "policy is not a JSON object"],
  [
    "refuses what S3 would not take",
    { Statement: [allow({ Sid: "x".repeat(70_000) })] },
    "policy is larger than S3 accepts",
  ],
  [
    "answers for nothing but wildcards",
    { Statement: [allow({ Action: "*".repeat(9_000), Resource: "*".repeat(9_000) })] },
    "anyone read+write",
  ],
])("%s", (_claim, policy, expected) => expect(judged(policy)).toBe(expected));
