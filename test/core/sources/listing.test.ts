import * as fc from "fast-check";
import { expect, test } from "vitest";
import { baseOf, buildLogKey, type DeliveredKey } from "../../../src/core/sources/build-log-key.ts";
import { dayPrefixes, startAfterOf } from "../../../src/core/sources/listing.ts";
import type { Layout, LogKind } from "../../../src/core/sources/log-key.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

function delivered(kind: LogKind, layout: Layout, timeMs: number, unique = "0"): DeliveredKey {
  const iso = new Date(timeMs).toISOString();
  return {
    kind,
    layout,
    timeMs,
    unique,
    prefix: "p/",
    organizationId: null,
    accountId: "012345678901",
    region: kind === "dns" ? null : "us-east-1",
    vpcId: kind === "dns" ? "vpc-0123abcd" : null,
    day: iso.slice(0, 10),
    hour: layout.endsWith("hourly") ? Number(iso.slice(11, 13)) : null,
    flowLogId: kind === "flow" ? "fl-0123abcd" : null,
    parquet: false,
  };
}

const FORMS: readonly [LogKind, Layout][] = [
  ["cloudtrail", "daily"],
  ["dns", "daily"],
  ["flow", "daily"],
  ["flow", "hourly"],
  ["flow", "hive-daily"],
  ["flow", "hive-hourly"],
];

/** S3 lists in byte order; all of these keys are ASCII. */
const isListed = (key: string, after: string): boolean => key > after;

test("starts at the minute, the hour or the day, as far as names allow", () => {
  const timeMs = Date.UTC(2026, 10, 24, 9, 17);
  const table: [LogKind, Layout, string][] = [
    ["cloudtrail", "daily", "2026/11/24/012345678901_CloudTrail_us-east-1_20261124T0917Z"],
    ["dns", "daily", "2026/11/24/vpc-0123abcd_vpcdnsquerylogs_012345678901_20261124T0917Z"],
    ["flow", "daily", "2026/11/24/"],
    ["flow", "hourly", "2026/11/24/09/"],
    ["flow", "hive-daily", "year=2026/month=11/day=24/"],
    ["flow", "hive-hourly", "year=2026/month=11/day=24/hour=09/"],
  ];
  for (const [kind, layout, end] of table) {
    const key = delivered(kind, layout, timeMs);
    expect(startAfterOf({ ...key, base: baseOf(key) }, timeMs)).toBe(`${baseOf(key)}${end}`);
  }
});

test("lists what was delivered since, and little of what came before, across day, month and year borders", () => {
  const borders = [
    Date.UTC(2026, 10, 24),
    Date.UTC(2026, 2, 1),
    Date.UTC(2024, 2, 1),
    Date.UTC(2027, 0, 1),
    Date.UTC(2026, 9, 10, 10),
  ];
  const nearBorder = fc
    .tuple(fc.constantFrom(...borders), fc.integer({ min: -180, max: 180 }))
    .map(([border, minutes]) => border + minutes * MINUTE_MS);
  const lookBack = fc.integer({ min: 0, max: 48 * 60 }).map((minutes) => minutes * MINUTE_MS);
  fc.assert(
    fc.property(
      fc.constantFrom(...FORMS),
      nearBorder,
      lookBack,
      fc.integer({ min: 0, max: 3 * 24 * 60 }),
      (form, nowMs, backMs, ageMinutes) => {
        const [kind, layout] = form;
        const fromMs = nowMs - backMs;
        const objectMs = nowMs - ageMinutes * MINUTE_MS;
        const key = delivered(kind, layout, objectMs);
        const after = startAfterOf({ ...key, base: baseOf(key) }, fromMs);
        const grain = kind === "flow" ? (layout.endsWith("hourly") ? HOUR_MS : 24 * HOUR_MS) : MINUTE_MS;
        expect(isListed(buildLogKey(key), after)).toBe(objectMs >= Math.floor(fromMs / grain) * grain);
      },
    ),
    { numRuns: 2_000, seed: 20261124 },
  );
});

test("names each day once, in order, the ends included", () => {
  expect(dayPrefixes("b/", "daily", Date.UTC(2026, 11, 30, 23, 59), Date.UTC(2027, 0, 1, 0, 0))).toEqual([
    "b/2026/12/30/",
    "b/2026/12/31/",
    "b/2027/01/01/",
  ]);
  expect(dayPrefixes("b/", "hive-hourly", Date.UTC(2024, 1, 28), Date.UTC(2024, 2, 1))).toEqual([
    "b/year=2024/month=02/day=28/",
    "b/year=2024/month=02/day=29/",
    "b/year=2024/month=03/day=01/",
  ]);
  expect(dayPrefixes("b/", "daily", 86_400_000, 0)).toEqual([]);
  expect(() => dayPrefixes("b/", "daily", 0, Date.UTC(2026, 0))).toThrow(/days are more/);
});

test("every object of a span lies under one of its day prefixes", () => {
  fc.assert(
    fc.property(fc.constantFrom(...FORMS), fc.integer({ min: 0, max: 60 * 24 * 30 }), (form, minutes) => {
      const fromMs = Date.UTC(2026, 11, 15, 7);
      const key = delivered(form[0], form[1], fromMs + minutes * MINUTE_MS);
      const prefixes = dayPrefixes(baseOf(key), form[1], fromMs, fromMs + 30 * 24 * HOUR_MS);
      expect(prefixes.filter((prefix) => buildLogKey(key).startsWith(prefix))).toHaveLength(1);
    }),
    { numRuns: 300, seed: 20261124 },
  );
});
