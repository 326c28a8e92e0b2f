/** Finds the CloudTrail record inside what other tools wrap around it. */

import { isObject, type Json, type JsonObject } from "../../json.ts";

/**
 * Names under which a record travels: EventBridge (`detail`), LookupEvents (`CloudTrailEvent`, text), CloudWatch Logs
 * (`message`, text), shippers and test suites (`event`, `data`, `input`, `_raw`), and containers inside any of them.
 */
const WRAPPERS = [
  "CloudTrailEvent",
  "detail",
  "message",
  "event",
  "data",
  "_raw",
  "input",
  "override_record",
  "Records",
  "logEvents",
] as const;
const DEPTH_MAX = 4;

/** The records in a parsed value, itself where it is one or nothing is inside. */
export function unwrap(value: Json): readonly Json[] {
  if (isRecord(value)) return [value];
  const inner = open(value, DEPTH_MAX);
  return inner.length > 0 ? inner : [value];
}

function isRecord(value: unknown): value is JsonObject {
  return isObject(value) && "eventName" in value && "eventSource" in value;
}

function open(value: Json | undefined, depth: number): readonly JsonObject[] {
  if (isRecord(value)) return [value];
  if (depth === 0) return [];
  if (typeof value === "string") return value.startsWith("{") ? open(parse(value), depth - 1) : [];
  if (Array.isArray(value)) return value.flatMap((item: Json) => open(item, depth - 1));
  if (!isObject(value)) return [];
  for (const name of WRAPPERS) {
    if (!Object.hasOwn(value, name)) continue;
    const found = open(value[name], depth - 1);
    if (found.length > 0) return found;
  }
  return [];
}

function parse(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return null;
  }
}
