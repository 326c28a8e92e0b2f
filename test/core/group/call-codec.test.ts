import { isDeepStrictEqual } from "node:util";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { packCalls, unpackCalls } from "../../../src/core/group/call-codec.ts";
import { InvariantError } from "../../../src/core/invariant.ts";
import type { JsonObject } from "../../../src/core/json.ts";
import { apiCall } from "../detect/api-call.ts";
import { arbitraryCallWithBodies } from "../generated-calls.ts";

/** The last moment of the year 9999, the latest that a log can name. */
const MS_MAX = 253_402_300_799_999;

test("calls come back as they were, hostile names and bodies included", () => {
  let bodies = 0;
  const property = fc.property(fc.array(arbitraryCallWithBodies, { maxLength: 8 }), (calls) => {
    bodies += calls.filter((call) => call.request !== null).length;
    // A key named `constructor` misleads toStrictEqual.
    expect(isDeepStrictEqual(unpackCalls(packCalls(calls, () => true)), calls)).toBe(true);
  });
  fc.assert(property, { seed: 7, numRuns: 500 });
  expect(bodies).toBeGreaterThan(200);
});

test("bodies travel only with the calls that ask for them", () => {
  const bodies = { request: { a: 1 }, response: { b: 2 }, extra: { c: 3 } };
  const [kept, dropped] = [apiCall({ id: "kept", ...bodies }), apiCall({ id: "dropped", ...bodies })];
  expect(unpackCalls(packCalls([kept, dropped], (call) => call.id === "kept"))).toStrictEqual([
    kept,
    { ...dropped, request: null, response: null, extra: null },
  ]);
});

test("a key named __proto__ stays a key", () => {
  const request = JSON.parse('{"__proto__":{"admin":true},"a":1}') as JsonObject;
  const [call] = unpackCalls(packCalls([apiCall({ request })], () => true));
  expect(Object.hasOwn(call?.request ?? {}, "__proto__")).toBe(true);
  expect(Object.getPrototypeOf(call?.request)).toBe(Object.prototype);
});

test("a number beyond range travels as null, as JSON has no infinity", () => {
  const request = JSON.parse('{"a":1e400}') as JsonObject;
  expect(unpackCalls(packCalls([apiCall({ request })], () => true))[0]?.request).toEqual({ a: null });
});

test("names and identities that repeat are written once", () => {
  const one = packCalls([apiCall()], () => false);
  const many = packCalls(
    Array.from({ length: 100 }, (_, at) => apiCall({ id: `event-${at}` })),
    () => false,
  );
  expect(many.text.split("AIDACKCEVSQ6C2EXAMPLE")).toHaveLength(2);
  expect(many.text.length + many.rows.byteLength).toBeLessThan(one.text.length + one.rows.byteLength + 100 * 110);
});

test.each([-MS_MAX, -1, 0, 2 ** 31, 2 ** 32 - 1, 2 ** 32, MS_MAX])("the time %i comes back", (timeMs) => {
  expect(unpackCalls(packCalls([apiCall({ timeMs })], () => false))).toStrictEqual([apiCall({ timeMs })]);
});

test("an index beyond its table is a mistake of our own", () => {
  const packed = packCalls([apiCall()], () => false);
  const tables = JSON.parse(packed.text) as { strings: string[]; identities: unknown[] };
  for (const broken of [{ strings: [] }, { identities: [] }]) {
    expect(() => unpackCalls({ ...packed, text: JSON.stringify({ ...tables, ...broken }) })).toThrow(InvariantError);
  }
  expect(() => unpackCalls({ ...packed, ids: "" })).toThrow(InvariantError);
});
