import * as fc from "fast-check";
import { expect, test } from "vitest";
import { isoFromMs, msFromIso } from "../../../src/core/net/time.ts";

const MS_MIN = -62_135_596_800_000;
const MS_MAX = 253_402_300_799_999;

test.each([
  ["2024-07-31T13:06:24Z", Date.UTC(2024, 6, 31, 13, 6, 24)],
  ["2024-07-31T13:06:24", Date.UTC(2024, 6, 31, 13, 6, 24)],
  ["2024-07-31T13:06:24.5Z", Date.UTC(2024, 6, 31, 13, 6, 24, 500)],
  ["2024-07-31T13:06:24.05Z", Date.UTC(2024, 6, 31, 13, 6, 24, 50)],
  ["2024-07-31T13:06:24.123456789Z", Date.UTC(2024, 6, 31, 13, 6, 24, 123)],
  ["2025-01-21 17:39:10.000000000", Date.UTC(2025, 0, 21, 17, 39, 10)],
  ["2024-02-29T00:00:00Z", Date.UTC(2024, 1, 29)],
  ["2000-02-29T23:59:59.999Z", Date.UTC(2000, 1, 29, 23, 59, 59, 999)],
  ["1970-01-01T00:00:00Z", 0],
  ["1969-12-31T23:59:59.999Z", -1],
  ["0001-01-01T00:00:00Z", MS_MIN],
  ["9999-12-31T23:59:59.999Z", MS_MAX],
])("reads %s", (text, ms) => {
  expect(msFromIso(text)).toBe(ms);
});

test.each([
  "",
  "2024-07-31",
  "2024-07-31T13:06Z",
  "2024-07-31T13:06:24+02:00",
  "2024-07-31T13:06:24.Z",
  "2024-07-31T13:06:24.1234567890Z",
  "2024-07-31T13:06:24ZZ",
  "2024-07-31T13:06:24Z ",
  " 2024-07-31T13:06:24Z",
  "2024-07-31t13:06:24Z",
  "2024/07/31T13:06:24Z",
  "2024-07-31T13.06.24Z",
  "2023-02-29T00:00:00Z",
  "1900-02-29T00:00:00Z",
  "2024-04-31T00:00:00Z",
  "2024-00-10T00:00:00Z",
  "2024-13-10T00:00:00Z",
  "2024-99-10T00:00:00Z",
  "2024-10-00T00:00:00Z",
  "0000-10-10T00:00:00Z",
  "2024-07-31T24:00:00Z",
  "2024-07-31T13:60:00Z",
  "2016-12-31T23:59:60Z",
  "2024-07-31T-1:06:24Z",
  "２024-07-31T13:06:24Z",
  "20x4-07-31T13:06:24Z",
])("refuses %j", (text) => {
  expect(msFromIso(text)).toBeNull();
});

test("writes what Date writes, and reads it back, over all years", () => {
  fc.assert(
    fc.property(fc.integer({ min: MS_MIN, max: MS_MAX }), (ms) => {
      const text = isoFromMs(ms);
      expect(text).toBe(new Date(ms).toISOString());
      expect(msFromIso(text)).toBe(ms);
    }),
    { numRuns: 3000 },
  );
});

test("agrees with Date on every day of eight centuries", () => {
  for (let ms = Date.UTC(1600, 0, 1); ms < Date.UTC(2401, 0, 1); ms += 86_400_000) {
    const text = isoFromMs(ms);
    if (text !== new Date(ms).toISOString() || msFromIso(text) !== ms) expect(text).toBe(new Date(ms).toISOString());
  }
});

test("a text that is read is the text of its time", () => {
  const digits = fc.integer({ min: 0, max: 99 }).map((n) => String(n).padStart(2, "0"));
  fc.assert(
    fc.property(fc.tuple(digits, digits, digits, digits, digits, digits, digits), ([c, y, m, d, h, min, s]) => {
      const text = `${c}${y}-${m}-${d}T${h}:${min}:${s}.000Z`;
      const ms = msFromIso(text);
      if (ms !== null) expect(isoFromMs(ms)).toBe(text);
    }),
    { numRuns: 3000 },
  );
});

test("refuses to write what is no time", () => {
  for (const bad of [Number.NaN, Infinity, 0.5, MS_MAX + 1, MS_MIN - 1])
    expect(() => isoFromMs(bad)).toThrow("not a time");
});
