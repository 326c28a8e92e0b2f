import { expect, test } from "vitest";
import { eventHash } from "../../../src/core/calls/event-hash.ts";
import { SeenEvents } from "../../../src/core/profile/seen-events.ts";

const hashOf = (id: string, timeMs: number, api = "Api"): number => eventHash({ id, timeMs, api });
const add = (seen: SeenEvents, ...numbers: readonly number[]): boolean[] =>
  numbers.map((number) => seen.add(hashOf(`event-${number}`, number)));

test("an event is new once", () => {
  const seen = new SeenEvents(8);
  expect(add(seen, 1, 2, 1, 3, 2)).toEqual([true, true, false, true, false]);
});

test("id, time and name together make an event", () => {
  const seen = new SeenEvents(8);
  expect(seen.add(hashOf("a", 1, "X"))).toBe(true);
  expect(seen.add(hashOf("a", 2, "X"))).toBe(true);
  expect(seen.add(hashOf("a", 1, "Y"))).toBe(true);
  expect(seen.add(hashOf("a", 1, "X"))).toBe(false);
});

test("forgets the oldest when it is full, and nothing else", () => {
  const seen = new SeenEvents(4);
  expect(add(seen, 1, 2, 3, 4, 5)).toEqual([true, true, true, true, true]);
  expect(add(seen, 2, 3, 4, 5)).toEqual([false, false, false, false]);
  expect(add(seen, 1)).toEqual([true]);
  expect(add(seen, 3, 4, 5, 1, 2)).toEqual([false, false, false, false, true]);
});

test.each([0, 1, 3, 4, 5, 8, 11])("goes on where it was packed, after %d events", (count) => {
  const numbers = Array.from({ length: count }, (_, at) => at);
  const whole = new SeenEvents(4);
  add(whole, ...numbers);
  const packed = whole.pack();
  expect(packed.length).toBe(8 * Math.min(count, 4));
  const back = new SeenEvents(4, packed);
  expect(back.pack()).toEqual(packed);
  const next = [count - 1, count, count - 3, count + 1, count - 2, count + 2, count - 4];
  expect(add(back, ...next)).toEqual(add(whole, ...next));
  expect(back.pack()).toEqual(whole.pack());
});

test("reads a packed ring out of a larger buffer, and of another capacity, the newest first to stay", () => {
  const large = new SeenEvents(6);
  add(large, 1, 2, 3, 4, 5, 6);
  const packed = large.pack();
  const padded = new Uint8Array(packed.length + 3);
  padded.set(packed, 3);
  const small = new SeenEvents(3, padded.subarray(3));
  expect(add(small, 6, 5, 4)).toEqual([false, false, false]);
  expect(add(small, 3)).toEqual([true]);
  const larger = new SeenEvents(10, packed);
  expect(add(larger, 1, 2, 3, 4, 5, 6, 7)).toEqual([false, false, false, false, false, false, true]);
});

test("tells apart a hundred thousand events", () => {
  const seen = new SeenEvents(100_000);
  let repeated = 0;
  for (let at = 0; at < 100_000; at++) if (!seen.add(hashOf(`id-${at}`, at % 60, "Api"))) repeated++;
  expect(repeated).toBe(0);
});

test("remembers exactly what a set of the last events does, over many rounds of the ring", () => {
  const capacity = 37;
  const seen = new SeenEvents(capacity);
  const last: string[] = [];
  let state = 1;
  for (let round = 0; round < 20_000; round++) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    const id = `event-${(state >>> 16) % 90}`;
    const isNew = !last.includes(id);
    expect(seen.add(hashOf(id, 1_795_518_448_000, "Api"))).toBe(isNew);
    if (isNew) last.push(id);
    if (last.length > capacity) last.shift();
  }
});

test("times before 1970 and beyond 32 bits are told apart", () => {
  const seen = new SeenEvents(16);
  const times = [-1, 0, 1, 4_294_967_296, 4_294_967_297, -4_294_967_296];
  expect(times.map((time) => seen.add(hashOf("a", time, "X")))).toEqual(times.map(() => true));
  expect(times.map((time) => seen.add(hashOf("a", time, "X")))).toEqual(times.map(() => false));
});
