/** An object whose JSON ends too early is read as far as it goes, and nobody takes it for read to its end. */

import { expect, test } from "vitest";
import { readCloudTrail } from "../../src/intake/read-cloudtrail.ts";
import { body } from "./bodies.ts";
import { good, gz, record, records } from "./cloudtrail-records.ts";

async function read(text: string, packed: boolean) {
  const ids: string[] = [];
  const bytes = packed ? gz(text) : new TextEncoder().encode(text);
  const { counts, problem } = await readCloudTrail(
    body(bytes, 777),
    { accountId: null, region: null },
    async (chunk) => {
      ids.push(...chunk.calls.map(({ id }) => id));
    },
  );
  return { ids, problem, counts };
}

test.each([true, false])(
  "JSON cut in half (gzip: %s): the records before the cut are read, and it is told",
  async (packed) => {
    const text = records(...good(100));
    const { ids, problem, counts } = await read(text.slice(0, (text.length >> 1) + 50), packed);
    expect(problem).toBe("JSON ends inside a record");
    expect(ids.length).toBeGreaterThan(45);
    expect(counts.rejected).toBe(1);
    expect(counts.samples).toEqual([`record ${ids.length + 1}: JSON ends inside a record`]);
  },
);

test.each([
  [',{"eventName":"x', "JSON ends inside a record"],
  [",", "JSON ends before the records are closed"],
])("cut by %j before the first management event it is told as well", async (rest, problem) => {
  const data = JSON.stringify(record({ eventCategory: "Data" }));
  const outcome = await read(`{"Records":[${data}${rest}`, false);
  expect(outcome).toMatchObject({ problem, ids: [], counts: { records: 0, rejected: 1, skipped: { Data: 1 } } });
});
