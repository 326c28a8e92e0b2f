import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { ApiCall } from "../../../src/core/event.ts";
import { Chunker } from "../../../src/core/group/chunker.ts";
import { PRINCIPAL_PROFILE_BYTES_MAX, REGION_PROFILE_BYTES_MAX } from "../../../src/core/limits.ts";
import { packProfile, unpackProfile } from "../../../src/core/profile/codec.ts";
import { countOf, distinctDaysOf } from "../../../src/core/profile/frequency.ts";
import { emptyProfile, fold, type Profile, tablesIn } from "../../../src/core/profile/profile.ts";
import { encodeUtf8 } from "../../../src/core/text.ts";
import { apiCall, identity } from "../detect/api-call.ts";
import { arbitraryCall, dailyCalls } from "../generated-calls.ts";

const BYTES_MAX = 1024 * 1024;
const bytesOf = (text: string): number => encodeUtf8(text).length;

function folded(calls: readonly ApiCall[], profile: Profile = emptyProfile(["111122223333", "root"])): Profile {
  for (const call of calls) fold(profile, call);
  return profile;
}

/** As the profile objects do it: unpacked before and packed after each chunk. */
function inChunks(calls: readonly ApiCall[], recordsMax: number): string {
  const chunker = new Chunker({ recordsMax, bytesMax: Number.POSITIVE_INFINITY });
  for (const call of calls) chunker.add(call, 1);
  let packed = packProfile(folded([]), BYTES_MAX);
  for (const chunk of chunker.end()) packed = packProfile(folded(chunk.calls, unpackProfile(packed)), BYTES_MAX);
  return packed;
}

test("the same calls give the same text, in any order and any cut into chunks", () => {
  const calls = fc.array(arbitraryCall, { maxLength: 120, size: "max" });
  let many = 0;
  const property = fc.property(
    calls,
    fc.integer({ min: 1, max: 40 }),
    fc.infiniteStream(fc.nat()),
    (all, cut, keys) => {
      const shuffled = all.map((call) => ({ call, key: keys.next().value })).sort((one, other) => one.key - other.key);
      const whole = packProfile(folded(all), BYTES_MAX);
      expect(packProfile(folded(shuffled.map(({ call }) => call)), BYTES_MAX)).toBe(whole);
      expect(inChunks(all, cut)).toBe(whole);
      if (all.length > 60) many++;
    },
  );
  fc.assert(property, { seed: 13, numRuns: 150 });
  expect(many).toBeGreaterThan(30);
  const long = dailyCalls(60);
  const whole = packProfile(folded(long), BYTES_MAX);
  expect(whole, "days were summed").toMatch(/"ec2.amazonaws.com",\d+,\d+,25,0,/);
  expect(inChunks(long.toReversed(), 7)).toBe(whole);
});

test("comes back as it was, hostile names included", () => {
  const property = fc.property(fc.array(arbitraryCall, { maxLength: 60 }), (calls) => {
    const profile = folded(calls);
    const packed = packProfile(profile, BYTES_MAX);
    const back = unpackProfile(packed);
    expect(packProfile(back, BYTES_MAX)).toBe(packed);
    expect(back.calls).toBe(calls.length);
    expect(new Set(back.regions.keys())).toEqual(new Set(profile.regions.keys()));
    for (const [region, sub] of profile.regions) expect(back.regions.get(region)).toEqual(sub);
  });
  fc.assert(property, { seed: 17, numRuns: 150 });
});

test("a value named __proto__ is kept", () => {
  const call = apiCall({ identity: identity({ userName: "__proto__" }), region: "__proto__" });
  const back = unpackProfile(packProfile(folded([call]), BYTES_MAX));
  const [table] = tablesIn(back, "__proto__", "userName");
  expect([...(table?.values.keys() ?? [])]).toEqual(["__proto__"]);
});

/** A row as version 1 wrote it: what is stored must stay readable. */
const STORED_V1 =
  '{"v":1,"name":["111122223333","root"],"calls":3,"regions":[["eu-west-1",[[2,[["ec2.amazonaws.com:RunInstances",' +
  "1717200000000,1717286400000,4,1,19875,1,19876,2]]],[0,[]],[0,[]],[0,[]],[0,[]],[0,[]],[0,[]],[0,[]]]]]}";

test("reads what version 1 has stored, and writes it the same", () => {
  const profile = unpackProfile(STORED_V1);
  const [table] = tablesIn(profile, "eu-west-1", "api");
  expect(profile).toMatchObject({ name: ["111122223333", "root"], calls: 3 });
  expect(table?.overflow).toBe(2);
  const frequency = table?.values.get("ec2.amazonaws.com:RunInstances");
  expect(frequency).toEqual({
    firstMs: 1_717_200_000_000,
    lastMs: 1_717_286_400_000,
    olderCount: 4,
    olderDays: 1,
    days: new Map([
      [19_875, 1],
      [19_876, 2],
    ]),
  });
  expect(frequency && [countOf(frequency), distinctDaysOf(frequency)]).toEqual([7, 3]);
  expect(packProfile(profile, BYTES_MAX)).toBe(STORED_V1);
});

test("a feature that a later version adds is empty in what an earlier one stored", () => {
  const older = STORED_V1.replace(",[0,[]]]]]}", "]]]}");
  expect(tablesIn(unpackProfile(older), "eu-west-1", "source")).toEqual([{ values: new Map(), overflow: 0 }]);
});

test.each([
  ["another version", STORED_V1.replace('"v":1', '"v":2')],
  ["no version", STORED_V1.replace('"v":1,', "")],
  ["text that is no JSON", STORED_V1.slice(1)],
  ["an empty text", ""],
  ["numbers as text", STORED_V1.replace('"calls":3', '"calls":"3"')],
  ["a value without numbers", STORED_V1.replace(/,1717200000000.*?\]/, "]")],
])("throws on %s: a broken row is never an empty profile", (_claim, text) => {
  expect(() => unpackProfile(text)).toThrow();
});

/** Every Region, every day, hostile names: more than any row holds. */
function busy(regions: number, values: number, days: number, name = "é"): ApiCall[] {
  const calls: ApiCall[] = [];
  for (let region = 0; region < regions; region++) {
    for (let value = 0; value < values; value++) {
      calls.push(
        ...dailyCalls(days, {
          region: `region-${region}`,
          api: `Api${value}${name.repeat(80)}`,
          sourceIp: null,
          sourceDomain: `${name.repeat(100)}${value}`,
          identity: identity({ userName: `${name.repeat(100)}${value}` }),
        }),
      );
    }
  }
  return calls;
}

test.each([
  ["one Region of many values", busy(1, 200, 40)],
  ["many Regions of few values", busy(64, 2, 40)],
  ["names of three bytes and six-character escapes", [...busy(4, 60, 3, "☃"), ...busy(8, 60, 3, "\u0000")]],
])("holds to its bytes, drops by last seen and loses no count: %s", (_claim, calls) => {
  const profile = folded(calls);
  expect(bytesOf(packProfile(profile, Number.POSITIVE_INFINITY))).toBeGreaterThan(PRINCIPAL_PROFILE_BYTES_MAX);
  for (const bytesMax of [REGION_PROFILE_BYTES_MAX, PRINCIPAL_PROFILE_BYTES_MAX, 16_384, 2_000]) {
    const packed = packProfile(profile, bytesMax);
    expect(bytesOf(packed)).toBeLessThanOrEqual(bytesMax);
    const back = unpackProfile(packed);
    expect(back.calls).toBe(calls.length);
    expect(packProfile(back, bytesMax)).toBe(packed);
    for (const [region, sub] of back.regions) {
      const own = calls.filter((call) => call.region === region).length;
      for (const table of Object.values(sub)) {
        const counted = [...table.values.values()].reduce((sum, value) => sum + countOf(value), table.overflow);
        expect(counted).toBe(own);
      }
    }
  }
  expect(unpackProfile(packProfile(profile, PRINCIPAL_PROFILE_BYTES_MAX)).regions.size).toBeGreaterThan(0);
});

test("gives up old values first", () => {
  const old = Array.from({ length: 200 }, (_, at) => apiCall({ api: `Old${at}`, timeMs: at }));
  const recent = Array.from({ length: 20 }, (_, at) => apiCall({ api: `New${at}`, timeMs: 1_000_000 + at }));
  const calls = [...recent, ...old];
  const profile = folded(calls);
  const back = unpackProfile(packProfile(profile, 4_000));
  const kept = [...(tablesIn(back, "eu-west-1", "api")[0]?.values.values() ?? [])].map(({ lastMs }) => lastMs);
  const all = calls.map(({ timeMs }) => timeMs).sort((one, other) => other - one);
  expect(kept.length).toBeGreaterThan(20);
  expect(kept.length).toBeLessThan(all.length);
  expect(kept.sort((one, other) => other - one)).toEqual(all.slice(0, kept.length));
});

test("days are summed before values are given up, and stay counted", () => {
  const profile = folded(busy(1, 60, 35, "e"));
  const full = bytesOf(packProfile(profile, BYTES_MAX));
  const back = unpackProfile(packProfile(profile, Math.floor(full * 0.8)));
  const [table] = tablesIn(back, "region-0", "api");
  expect(table?.values.size).toBe(60);
  for (const value of table?.values.values() ?? []) {
    expect([value.days.size, value.olderDays, distinctDaysOf(value), countOf(value)]).toEqual([14, 21, 35, 35]);
  }
});
