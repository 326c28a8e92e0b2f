/** `Condition` of an Allow statement → whom it lets in. What is not understood lets anyone in. */

import { field, isObject, type Json, type JsonObject } from "../../json.ts";
import { isAlwaysPresent, isFixedValue, namesCallers, needsCredentials } from "./condition-keys.ts";
import { type Audience, narrower, widest } from "./exposure.ts";
import { coverInternet } from "./source-ranges.ts";
import { textsOf } from "./values.ts";

type Test = {
  readonly operator: string;
  readonly optional: boolean;
  readonly key: string;
  readonly values: readonly string[];
};

/** All tests must be met; within one test, one value is enough. Source: IAM User Guide, "Condition operators". */
export function conditionAudience(condition: Json | undefined): Audience {
  if (!isObject(condition)) return "anyone";
  const tests = testsOf(condition);
  const present = new Set(tests.filter(requiresKey).map((test) => test.key));
  return tests.reduce<Audience>((audience, test) => narrower(audience, audienceOf(test, present)), "anyone");
}

function testsOf(condition: JsonObject): readonly Test[] {
  return Object.entries(condition).flatMap(([name, block]) => {
    const parts = /^(?:(foranyvalue|forallvalues):)?([a-z]+?)(ifexists)?$/.exec(name.toLowerCase());
    if (parts === null || !isObject(block)) return [];
    const optional = parts[1] === "forallvalues" || parts[3] !== undefined;
    return Object.keys(block).map((key) => ({
      operator: parts[2] ?? "",
      optional,
      key: key.toLowerCase(),
      values: textsOf(field(block, key)),
    }));
  });
}

/** {"Null": {"aws:PrincipalArn": "false"}}: the key must be in the request. */
function requiresKey(test: Test): boolean {
  return (
    test.operator === "null" && test.values.length > 0 && test.values.every((value) => value.toLowerCase() === "false")
  );
}

/** `present`: keys that another test of the statement requires. */
function audienceOf(test: Test, present: ReadonlySet<string>): Audience {
  const { key, operator } = test;
  // IfExists and ForAllValues are met where the key is absent, as it is from requests off the street.
  if (test.optional && !present.has(key) && !isAlwaysPresent(key)) return "anyone";
  switch (operator) {
    case "stringequals":
    case "stringequalsignorecase":
      return textAudience(test, false);
    case "stringlike":
    case "arnlike":
    case "arnequals":
      return textAudience(test, true);
    case "ipaddress":
      return key === "aws:sourceip" && !coverInternet(test.values) ? "fixed" : "anyone";
    case "bool":
      return boolAudience(test);
    case "null":
      return requiresKey(test) && needsCredentials(key) ? "authenticated" : "anyone";
    default:
      return defaultAudience(test);
  }
}

function textAudience({ key, values }: Test, wild: boolean): Audience {
  if (key === "aws:principaltype") return values.some(meansAnonymous) ? "anyone" : "authenticated";
  const wide: Audience = needsCredentials(key) ? "authenticated" : "anyone";
  if (!namesCallers(key)) return wide;
  return widest(values.map((value) => (isFixedValue(key, value, wild) ? "fixed" : wide)));
}

function meansAnonymous(type: string): boolean {
  return type === "Anonymous" || /[*?$]/.test(type);
}

function boolAudience({ key, values }: Test): Audience {
  const isTrue = values.length > 0 && values.every((value) => value.toLowerCase() === "true");
  if (!isTrue || !needsCredentials(key)) return "anyone";
  return key === "aws:principalisawsservice" ? "fixed" : "authenticated";
}

/** Numbers and dates need the key; negated operators are met where it is absent. */
function defaultAudience({ key, operator }: Test): Audience {
  const needsKey = /^(?:numeric|date)/.test(operator) && !operator.includes("not");
  return needsKey && needsCredentials(key) ? "authenticated" : "anyone";
}
