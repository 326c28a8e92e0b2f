import { expect, test } from "vitest";
import { LEDGER_REPORT_ROWS_MAX } from "../../src/core/limits.ts";
import { type ReportedObject, reportDay } from "../../src/intake/ledger-hours.ts";

const DAY = Date.UTC(2026, 10, 24);
const HOUR_MS = 3_600_000;
const BASE = "AWSLogs/111122223333/CloudTrail/eu-west-1/2026/11/24/111122223333_CloudTrail_eu-west-1_20261124T";

function object(minute: string, override: Partial<ReportedObject> = {}): ReportedObject {
  const modifiedMs = DAY + 9 * HOUR_MS;
  const counts = { size: 100, records: 10, rejected: 1, learn: 0 };
  return {
    key: `${BASE}${minute}Z_x.json.gz`,
    modifiedMs,
    state: "done",
    sinceMs: modifiedMs + 5_000,
    ...counts,
    ...override,
  };
}

test("sums a day's objects by the hour in their names", () => {
  const modifiedMs = DAY + 9 * HOUR_MS;
  const rows = reportDay(
    [
      object("0901"),
      object("0959", { sinceMs: modifiedMs + 60_000 }),
      object("0930", { sinceMs: modifiedMs + 7_000 }),
      object("0931", { state: "queued", records: 0, rejected: 0 }),
      object("0932", { state: "new", records: 0, rejected: 0 }),
      object("0933", { state: "rejected", records: 0, rejected: 0 }),
      object("1000", { learn: 1, sinceMs: modifiedMs + 90 * 24 * HOUR_MS }),
    ],
    DAY,
  );
  const nine = { listed: 6, queued: 2, read: 3, rejected: 1, learned: 0, records: 30, rejectedRecords: 3, bytes: 600 };
  const ten = { listed: 1, queued: 0, read: 1, rejected: 0, learned: 1, records: 10, rejectedRecords: 1, bytes: 100 };
  expect(rows).toEqual([
    { hourMs: DAY + 9 * HOUR_MS, ...nine, lagP50Ms: 7_000, lagMaxMs: 60_000, cut: false },
    { hourMs: DAY + 10 * HOUR_MS, ...ten, lagP50Ms: null, lagMaxMs: null, cut: false },
  ]);
});

test("an object whose name is of another day, or tells no time, stays in its folder's day", () => {
  const other = object("0000", { key: BASE.replace("24T", "23T").concat("2359Z_x.json.gz") });
  const odd = object("0000", { key: `${BASE}odd.json.gz`, modifiedMs: DAY + 3 * 24 * HOUR_MS });
  expect(reportDay([other, odd], DAY).map(({ hourMs }) => hourMs)).toEqual([DAY, DAY + 23 * HOUR_MS]);
});

test("a day of too many objects says that it is cut", () => {
  const many = Array.from({ length: LEDGER_REPORT_ROWS_MAX + 1 }, () => object("0901"));
  expect(reportDay(many, DAY)).toMatchObject([{ listed: LEDGER_REPORT_ROWS_MAX, cut: true }]);
});
