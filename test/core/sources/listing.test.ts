import * as fc from "fast-check";
import { expect, test } from "vitest";
import { isoFromMs } from "../../../src/core/net/time.ts";
import { startAfter } from "../../../src/core/sources/listing.ts";

const stream = { accountId: "111122223333", region: "eu-west-1" };
const base = "AWSLogs/111122223333/CloudTrail/eu-west-1/";
const time = Date.UTC(2024, 0, 5, 3, 7, 59);

test("starts at the day, or at the minute where the names are known", () => {
  expect(startAfter(base, time)).toBe(`${base}2024/01/05/`);
  expect(startAfter(base, time, stream)).toBe(`${base}2024/01/05/111122223333_CloudTrail_eu-west-1_20240105T0307Z`);
  expect(startAfter("", 0)).toBe("1970/01/01/");
});

function keyAt(timeMs: number): string {
  const [day = "", clock = ""] = isoFromMs(timeMs).split("T");
  const name = `${day.replaceAll("-", "")}T${clock.slice(0, 2)}${clock.slice(3, 5)}Z_AbC.json.gz`;
  return `${base}${day.replaceAll("-", "/")}/111122223333_CloudTrail_eu-west-1_${name}`;
}

test("every object delivered at that time or later is named behind it, and none of an earlier minute or day", () => {
  const times = fc.integer({ min: 0, max: Date.UTC(2100, 0) });
  const near = fc.integer({ min: -200_000, max: 200_000 });
  const property = fc.property(times, fc.oneof(times, near), (from, other) => {
    const delivered = other < 200_000 ? Math.max(0, from + other) : other;
    const [minute, day] = [60_000, 86_400_000].map((unit) => Math.floor(delivered / unit) >= Math.floor(from / unit));
    expect(keyAt(delivered) > startAfter(base, from, stream)).toBe(minute);
    expect(keyAt(delivered) > startAfter(base, from)).toBe(day);
  });
  fc.assert(property, { seed: 1, numRuns: 1_000 });
});
