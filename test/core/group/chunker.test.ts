import * as fc from "fast-check";
import { expect, test } from "vitest";
import { callHash } from "../../../src/core/calls/of-call.ts";
import type { ApiCall } from "../../../src/core/event.ts";
import { type CallChunk, Chunker } from "../../../src/core/group/chunker.ts";
import { CHUNK_BYTES_MAX, CHUNK_RECORDS_MAX } from "../../../src/core/limits.ts";
import { CloudTrailReader } from "../../../src/core/sources/cloudtrail/cloudtrail-reader.ts";
import { encodeUtf8 } from "../../../src/core/text.ts";
import { apiCall } from "../detect/api-call.ts";
import { plainCall, readCall } from "../plain-call.ts";
import { cutAt, recordOf } from "../sources/cloudtrail/slices.ts";

const calls = (count: number): ApiCall[] =>
  Array.from({ length: count }, (_, at) => apiCall({ id: `e${at}`, timeMs: at }));
const sizes = (chunks: readonly CallChunk[]): number[] => chunks.map((chunk) => chunk.calls.length);

test("cuts by number of records, and gives each chunk once", () => {
  const chunker = new Chunker({ recordsMax: 3, bytesMax: 1_000_000 });
  for (const call of calls(7)) chunker.add(readCall(call), 10);
  const first = chunker.take();
  expect(sizes(first)).toEqual([3, 3]);
  expect(chunker.take()).toEqual([]);
  const last = chunker.end();
  expect(sizes(last)).toEqual([1]);
  expect([...first, ...last].map((chunk) => chunk.number)).toEqual([0, 1, 2]);
  expect(chunker.end()).toEqual([]);
});

test("cuts by bytes of records", () => {
  const chunker = new Chunker({ recordsMax: 1_000, bytesMax: 100 });
  for (const call of calls(5)) chunker.add(readCall(call), 40);
  expect(sizes(chunker.end())).toEqual([3, 2]);
});

test("without limits given, a chunk is one of limits.ts", () => {
  const byRecords = new Chunker();
  for (const call of calls(CHUNK_RECORDS_MAX + 1)) byRecords.add(readCall(call), 1);
  expect(sizes(byRecords.end())).toEqual([CHUNK_RECORDS_MAX, 1]);
  const byBytes = new Chunker();
  for (const call of calls(3)) byBytes.add(readCall(call), CHUNK_BYTES_MAX);
  expect(sizes(byBytes.end())).toEqual([1, 1, 1]);
});

test("an object without events has no chunk", () => {
  expect(new Chunker().end()).toEqual([]);
});

test("orders a chunk by event time, and those of one moment the same in whatever order they come", () => {
  const events = [
    ["c", 2],
    ["b", 1],
    ["a", 2],
    ["e", 2],
    ["d", 0],
  ] as const;
  const ordered = (given: readonly (typeof events)[number][]): string[] => {
    const chunker = new Chunker();
    for (const [id, timeMs] of given) chunker.add(readCall(apiCall({ id, timeMs })), 1);
    return chunker.end()[0]?.calls.map((call) => call.id) ?? [];
  };
  const order = ordered(events);
  expect(order.slice(0, 2)).toEqual(["d", "b"]);
  expect(order.toSorted()).toEqual(["a", "b", "c", "d", "e"]);
  for (let turn = 1; turn < events.length; turn++) {
    expect(ordered([...events.slice(turn), ...events.slice(0, turn)])).toEqual(order);
  }
  expect(ordered(events.toReversed())).toEqual(order);
});

test("cuts an object the same wherever its slices end and whenever chunks are taken", () => {
  const records = Array.from({ length: 40 }, (_, at) =>
    recordOf(`Api${at}`, { pad: "é".repeat((at * 37) % 90), bad: at % 7 }),
  );
  const bytes = encodeUtf8(JSON.stringify({ Records: [...records, 5, ...records] }));
  const chunksOf = (cuts: readonly number[]): string => {
    const chunker = new Chunker({ recordsMax: 9, bytesMax: 2_000 });
    const reader = new CloudTrailReader({ accountId: null, region: null }, (call, length) => chunker.add(call, length));
    const chunks: CallChunk[] = [];
    for (const slice of cutAt(bytes, cuts)) {
      reader.push(slice);
      chunks.push(...chunker.take());
    }
    reader.end();
    return JSON.stringify(
      [...chunks, ...chunker.end()].map((chunk) => ({ ...chunk, calls: chunk.calls.map(plainCall) })),
    );
  };
  const whole = chunksOf([]);
  expect(sizes(JSON.parse(whole) as CallChunk[]).length).toBeGreaterThan(8);
  const cuts = fc.array(fc.nat(bytes.length), { maxLength: 20 });
  fc.assert(
    fc.property(cuts, (places) => chunksOf(places) === whole),
    { seed: 5, numRuns: 300 },
  );
});

test("orders calls whose times are as far apart as a log can name them", () => {
  const chunker = new Chunker();
  const times = [253_402_300_799_999, -62_135_596_800_000, 0, -1, 253_402_300_799_999, 0];
  times.forEach((timeMs, at) => chunker.add(readCall(apiCall({ id: String(9 - at), timeMs })), 1));
  const [chunk] = chunker.end();
  expect(chunk?.calls.map(({ id, timeMs }) => [timeMs, id])).toEqual([
    [-62_135_596_800_000, "8"],
    [-1, "6"],
    [0, expect.stringMatching(/^[47]$/)],
    [0, expect.stringMatching(/^[47]$/)],
    [253_402_300_799_999, expect.stringMatching(/^[59]$/)],
    [253_402_300_799_999, expect.stringMatching(/^[59]$/)],
  ]);
  expect(new Set(chunk?.calls.map(({ id }) => id)).size).toBe(times.length);
});

test("orders many calls as a sort by time and hash does", () => {
  const call = fc.record({ id: fc.constantFrom("a", "b", "c", "d"), timeMs: fc.integer({ min: 0, max: 20 }) });
  const property = fc.property(fc.array(call, { maxLength: 60, size: "max" }), (all) => {
    const chunker = new Chunker();
    for (const one of all) chunker.add(readCall(apiCall(one)), 1);
    const hashOf = (one: { id: string; timeMs: number }): number => callHash(apiCall(one));
    const expected = all.toSorted((one, other) => one.timeMs - other.timeMs || hashOf(one) - hashOf(other));
    const calls = chunker.end()[0]?.calls ?? [];
    expect(calls.map(({ id, timeMs }) => ({ id, timeMs }))).toEqual(expected);
  });
  fc.assert(property, { seed: 3, numRuns: 200 });
});
