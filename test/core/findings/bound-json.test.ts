import * as fc from "fast-check";
import { expect, test } from "vitest";
import { boundJson } from "../../../src/core/findings/bound-json.ts";
import type { JsonObject } from "../../../src/core/json.ts";
import { DETAIL_CHARS_MAX, DETAIL_ITEMS_MAX, DETAIL_STRING_CHARS_MAX } from "../../../src/core/limits.ts";

test("leaves what is within bounds as it is", () => {
  const detail = { a: "x", list: [1, true, null, { b: "y" }], none: null };
  expect(boundJson(detail)).toStrictEqual(detail);
});

test("cuts long strings, long lists and deep nesting, and says so", () => {
  expect(String(boundJson({ a: "x".repeat(5000) })["a"])).toHaveLength(DETAIL_STRING_CHARS_MAX);
  const list = boundJson({ list: Array.from({ length: 500 }, (_, i) => i) })["list"];
  expect(list).toHaveLength(DETAIL_ITEMS_MAX + 1);
  expect(Array.isArray(list) && list.at(-1)).toBe("…");
  let deep: JsonObject = { end: "reached" };
  for (let i = 0; i < 1000; i++) deep = { deep };
  expect(JSON.stringify(boundJson(deep))).toMatch(/"…"\}+$/);
});

test("a hostile __proto__ stays an own key", () => {
  const kept = boundJson(JSON.parse('{"__proto__":{"admin":true}}') as JsonObject);
  expect(Object.keys(kept)).toStrictEqual(["__proto__"]);
  expect(({} as Record<string, unknown>)["admin"]).toBeUndefined();
});

test("never grows far beyond its budget", () => {
  const hostile = Array.from({ length: 100 }, () => Array.from({ length: 100 }, () => "x".repeat(900)));
  expect(JSON.stringify(boundJson({ hostile })).length).toBeLessThan(DETAIL_CHARS_MAX * 2);
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (object) => {
      expect(JSON.stringify(boundJson(object as JsonObject)).length).toBeLessThan(DETAIL_CHARS_MAX * 7);
    }),
  );
});
