import { expect, test } from "vitest";
import { CallTable } from "../../../src/core/calls/call-table.ts";
import { LoggedCall } from "../../../src/core/calls/logged-call.ts";
import { packCalls, unpackCalls } from "../../../src/core/group/call-codec.ts";
import { plainCall, readCall } from "../plain-call.ts";
import { withCallerCities } from "../../../src/core/enrich/caller-cities.ts";
import type { ApiCall } from "../../../src/core/event.ts";
import { featuresOf, FEATURE_INDEX } from "../../../src/core/profile/features.ts";
import { callerFacts } from "../behaviour/habits.ts";
import { apiCall } from "../detect/api-call.ts";
import { BERLIN, citiesIn, cityFiles } from "./city-samples.ts";

const FILES = cityFiles([
  [0xc633_6400, 0, BERLIN],
  [0xc633_6480, 0, null],
]);
const call = (sourceIp: string | null, caller: ApiCall["caller"]) => apiCall({ sourceIp, caller });

test("a caller's facts get city and place, one object for all calls that had one", async () => {
  const facts = callerFacts(64500, "DE");
  const calls = [call("198.51.100.7", facts), call("198.51.100.7", facts), call("198.51.100.9", facts)];
  const [first, second, third] = await withCallerCities(calls, citiesIn(FILES));
  const location = { latitude: 52.5244, longitude: 13.4105 };
  expect(first?.caller).toEqual({ ...facts, city: "Berlin", location });
  expect(second?.caller).toBe(first?.caller);
  expect(third?.caller).toEqual(first?.caller);
  expect(featuresOf(first as ApiCall, "principal")[FEATURE_INDEX.city]).toBe("DE/Berlin");
});

test("calls that a reader gave stay views of one table, in their order, and travel with their cities", async () => {
  const facts = callerFacts(64500, "DE");
  const unknown = callerFacts(64501, "FR");
  const read = [
    apiCall({ id: "b", sourceIp: "198.51.100.7", caller: facts, error: "AccessDenied" }),
    apiCall({ id: "a", sourceIp: "203.0.113.7", caller: unknown }),
    apiCall({ id: "c", sourceIp: "198.51.100.7", caller: facts }),
    apiCall({ id: "d", sourceIp: null, caller: null }),
  ];
  const table = new CallTable();
  const views = read.map((one) => table.add(readCall(one), one.caller)).toReversed();
  const located = await withCallerCities(views, citiesIn(FILES));
  expect(LoggedCall.columnsOf(located)).not.toBeNull();
  const expected = views.map((one) => {
    const inBerlin = one.sourceIp === "198.51.100.7";
    const caller = inBerlin
      ? { ...facts, city: "Berlin", location: { latitude: 52.5244, longitude: 13.4105 } }
      : one.caller;
    return { ...plainCall(one), caller };
  });
  expect(located.map(plainCall)).toEqual(expected);
  expect(unpackCalls(packCalls(located, () => true)).map(plainCall)).toEqual(expected);
  expect(views.map(({ caller }) => caller?.city ?? null)).toEqual([null, null, null, null]);
  const mixed = [...views, ...read];
  expect((await withCallerCities(mixed, citiesIn(FILES))).map(plainCall)).toEqual([
    ...expected,
    ...expected.toReversed(),
  ]);
});

test("tables that name two countries say no city; a country that was not known is filled in", async () => {
  const unknown = { ...callerFacts(64500, "DE"), country: null };
  const calls = [call("198.51.100.7", callerFacts(64500, "FR")), call("198.51.100.7", unknown)];
  const located = await withCallerCities(calls, citiesIn(FILES));
  expect(located.map(({ caller }) => [caller?.country, caller?.city])).toEqual([
    ["FR", null],
    ["DE", "Berlin"],
  ]);
  expect(located[0]).toBe(calls[0]);
});

test("where nothing is known the calls are the very same", async () => {
  const calls = [
    call("198.51.100.200", callerFacts(64500, "DE")),
    call("198.51.100.7", null),
    call(null, callerFacts(64500, "DE")),
    call("AWS Internal", callerFacts(64500, "DE")),
  ];
  expect(await withCallerCities(calls, citiesIn(FILES))).toBe(calls);
  expect(await withCallerCities(calls, citiesIn(new Map()))).toBe(calls);
});
