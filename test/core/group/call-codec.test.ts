import { isDeepStrictEqual } from "node:util";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { CallTable } from "../../../src/core/calls/call-table.ts";
import { callHash, callName } from "../../../src/core/calls/of-call.ts";
import type { ApiCall } from "../../../src/core/event.ts";
import { type PackedCalls, packCalls, unpackCalls } from "../../../src/core/group/call-codec.ts";
import { InvariantError } from "../../../src/core/invariant.ts";
import type { JsonObject } from "../../../src/core/json.ts";
import { apiCall } from "../detect/api-call.ts";
import { arbitraryCallWithBodies } from "../generated-calls.ts";
import { plainCall, readCall } from "../plain-call.ts";

/** The last moment of the year 9999, the latest that a log can name. */
const MS_MAX = 253_402_300_799_999;

const back = (packed: PackedCalls): ApiCall[] => unpackCalls(packed).map(plainCall);

test("calls come back as they were, hostile names and bodies included", () => {
  let bodies = 0;
  const property = fc.property(fc.array(arbitraryCallWithBodies, { maxLength: 8 }), (calls) => {
    bodies += calls.filter((call) => call.request !== null).length;
    // A key named `constructor` misleads toStrictEqual.
    expect(isDeepStrictEqual(back(packCalls(calls, () => true)), calls)).toBe(true);
  });
  fc.assert(property, { seed: 7, numRuns: 500 });
  expect(bodies).toBeGreaterThan(200);
});

test("bodies travel only with the calls that ask for them", () => {
  const bodies = { request: { a: 1 }, response: { b: 2 }, extra: { c: 3 } };
  const [kept, dropped] = [apiCall({ id: "kept", ...bodies }), apiCall({ id: "dropped", ...bodies })];
  expect(back(packCalls([kept, dropped], (call) => call.id === "kept"))).toStrictEqual([
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
  expect(many.text.length + many.rows.byteLength).toBeLessThan(one.text.length + one.rows.byteLength + 100 * 140);
});

test.each([-MS_MAX, -1, 0, 2 ** 31, 2 ** 32 - 1, 2 ** 32, MS_MAX])("the time %i comes back", (timeMs) => {
  expect(back(packCalls([apiCall({ timeMs })], () => false))).toStrictEqual([apiCall({ timeMs })]);
});

test("an index beyond its table is a mistake of our own", () => {
  const packed = packCalls([apiCall()], () => false);
  const tables = JSON.parse(packed.text) as { strings: string[]; identities: unknown[] };
  for (const broken of [{ strings: [] }, { identities: [] }]) {
    expect(() => unpackCalls({ ...packed, text: JSON.stringify({ ...tables, ...broken }) })).toThrow(InvariantError);
  }
  expect(() => unpackCalls({ ...packed, ids: packed.ids.subarray(1) })).toThrow(InvariantError);
  expect(() => unpackCalls({ ...packed, bodies: "{}" })).toThrow(InvariantError);
  const rows = packed.rows.slice().fill(-1, 0, 1);
  expect(() => unpackCalls({ ...packed, rows })).toThrow(InvariantError);
});

/** Some calls of a chunk, as those of one principal are. */
const someOf = fc.array(fc.record({ call: arbitraryCallWithBodies, isTaken: fc.boolean() }), { maxLength: 12 });

test("some calls of a chunk travel as if they were alone, and are packed again the same", () => {
  let taken = 0;
  const property = fc.property(someOf, (all) => {
    const table = new CallTable();
    const chunk = all.map(({ call }) => table.add(readCall(call), null));
    const own = chunk.filter((_call, at) => all[at]?.isTaken);
    const plain = all.filter(({ isTaken }) => isTaken).map(({ call }) => call);
    taken += own.length;
    const packed = packCalls(own, () => true);
    expect(packed).toStrictEqual(packCalls(plain, () => true));
    const views = unpackCalls(packed);
    expect(packCalls(views, () => true)).toStrictEqual(packed);
    expect(views.map(callName)).toEqual(plain.map(callName));
    expect(views.map(callHash)).toEqual(plain.map(callHash));
    expect(isDeepStrictEqual(back(packCalls([...plain, ...views], () => true)), [...plain, ...plain])).toBe(true);
  });
  fc.assert(property, { seed: 11, numRuns: 300 });
  expect(taken).toBeGreaterThan(500);
});
