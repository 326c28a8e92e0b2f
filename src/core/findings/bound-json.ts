/** Detail copied from a log, bounded in depth, items and characters, so that no attacker can make a finding too large to store. */

import { isObject, type Json, type JsonObject } from "../json.ts";
import { DETAIL_CHARS_MAX, DETAIL_DEPTH_MAX, DETAIL_ITEMS_MAX, DETAIL_STRING_CHARS_MAX } from "../limits.ts";
import { cutText } from "./clean-text.ts";

type Budget = { charsLeft: number };

/** A number or literal, a comma, quotes and the like. */
const NODE_CHARS = 8;

function bound(value: Json, depth: number, budget: Budget): Json {
  budget.charsLeft -= NODE_CHARS;
  if (typeof value === "string") {
    const cut = cutText(value, DETAIL_STRING_CHARS_MAX);
    budget.charsLeft -= cut.length;
    return cut;
  }
  if (typeof value !== "object" || value === null) return value;
  if (depth >= DETAIL_DEPTH_MAX) return "…";
  return isObject(value) ? boundObject(value, depth, budget) : boundList(value, depth, budget);
}

function boundList(list: readonly Json[], depth: number, budget: Budget): Json {
  const kept: Json[] = [];
  for (const item of list) {
    if (kept.length >= DETAIL_ITEMS_MAX || budget.charsLeft <= 0) return [...kept, "…"];
    kept.push(bound(item, depth + 1, budget));
  }
  return kept;
}

function boundObject(object: JsonObject, depth: number, budget: Budget): JsonObject {
  const kept: [string, Json][] = [];
  for (const [name, value] of Object.entries(object)) {
    if (value === undefined) continue;
    if (kept.length >= DETAIL_ITEMS_MAX || budget.charsLeft <= 0) {
      kept.push(["…", "…"]);
      break;
    }
    budget.charsLeft -= Math.min(name.length, DETAIL_STRING_CHARS_MAX);
    kept.push([cutText(name, DETAIL_STRING_CHARS_MAX), bound(value, depth + 1, budget)]);
  }
  // fromEntries makes own keys even of "__proto__".
  return Object.fromEntries(kept);
}

/** The same object where it is within bounds; else "…" stands where something was left out. */
export function boundJson(object: JsonObject): JsonObject {
  return boundObject(object, 0, { charsLeft: DETAIL_CHARS_MAX });
}
