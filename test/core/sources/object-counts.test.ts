import { expect, test } from "vitest";
import { REJECT_SAMPLE_CHARS_MAX, REJECT_SAMPLES_MAX } from "../../../src/core/limits.ts";
import { ObjectCounts } from "../../../src/core/sources/object-counts.ts";

test("numbers a reject among all records seen", () => {
  const counts = new ObjectCounts();
  counts.records = 3;
  counts.skip("Data");
  counts.skip("Data");
  counts.reject("why");
  counts.reject("why again");
  expect(counts.samples).toEqual(["record 6: why", "record 7: why again"]);
  expect(counts).toMatchObject({ records: 3, rejected: 2, skipped: { Data: 2 }, seen: 7 });
});

test("holds a few short samples, whatever is refused", () => {
  const counts = new ObjectCounts();
  for (let index = 0; index < 100; index++) counts.reject("x".repeat(10_000));
  expect(counts.rejected).toBe(100);
  expect(counts.samples).toHaveLength(REJECT_SAMPLES_MAX);
  for (const sample of counts.samples) expect(sample).toHaveLength(REJECT_SAMPLE_CHARS_MAX);
});
