/** Finds the CloudTrail record inside what other tools wrap around it. */

import { isObject, type Json, type JsonObject } from "../../json.ts";
import { RECORD_DEPTH_MAX } from "../../limits.ts";

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
/** Names, lists and texts one inside another; Records in CloudWatch's message in a shipper's data are five. */
const DEPTH_MAX = 6;

/** The records in a parsed value, itself where it is one or nothing is inside. */
export function unwrap(value: Json): readonly Json[] {
  return open(value, DEPTH_MAX) ?? [value];
}

/** Insight events have the names of the calls that they are about inside, and none of their own. */
function isRecord(value: unknown): value is JsonObject {
  if (!isObject(value)) return false;
  const hasNames = Object.hasOwn(value, "eventName") && Object.hasOwn(value, "eventSource");
  return hasNames || (Object.hasOwn(value, "eventType") && Object.hasOwn(value, "insightDetails"));
}

/** Null where no record is inside. */
function open(value: Json | undefined, depth: number): readonly Json[] | null {
  if (isRecord(value)) return [value];
  if (depth === 0) return null;
  if (typeof value === "string") return value.startsWith("{") ? open(parse(value), depth - 1) : null;
  if (Array.isArray(value)) return openList(value as readonly Json[], depth - 1);
  if (!isObject(value)) return null;
  for (const name of WRAPPERS) {
    const found = Object.hasOwn(value, name) ? open(value[name], depth - 1) : null;
    if (found !== null) return found;
  }
  return null;
}

/** What stands among records and is none stays in, to be counted and explained. */
function openList(items: readonly Json[], depth: number): readonly Json[] | null {
  const opened = items.map((item) => open(item, depth));
  if (opened.every((found) => found === null)) return null;
  return items.flatMap((item, at) => opened[at] ?? [item]);
}

function parse(text: string): Json {
  if (isTooDeep(text)) return null;
  try {
    return JSON.parse(text) as Json;
  } catch {
    return null;
  }
}

/** The splitter holds records to RECORD_DEPTH_MAX, but sees text inside them as text. */
function isTooDeep(text: string): boolean {
  let depth = 0;
  let inString = false;
  for (let at = 0; at < text.length && depth <= RECORD_DEPTH_MAX; at++) {
    const char = text[at];
    if (inString && char === "\\") at++;
    else if (char === '"') inString = !inString;
    else if (inString) continue;
    else if (char === "{" || char === "[") depth++;
    else if (char === "}" || char === "]") depth--;
  }
  return depth > RECORD_DEPTH_MAX;
}
