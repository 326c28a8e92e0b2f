/** Goal: every object that S3 ever shows is taken once. Method: a fake bucket that grows, polled as the ledger does. */

import { expect, test } from "vitest";
import type { S3Object } from "../../src/aws/s3.ts";
import { LIST_PAGE_KEYS, LIST_PAGES_PER_POLL_MAX, WHOLE_STREAM_KEYS_MAX } from "../../src/core/limits.ts";
import { baseOf, buildLogKey, type DeliveredKey } from "../../src/core/sources/build-log-key.ts";
import type { Stream } from "../../src/core/sources/listing.ts";
import type { Layout, LogKind } from "../../src/core/sources/log-key.ts";
import { freshState } from "../../src/intake/poll-plan.ts";
import { pollStream } from "../../src/intake/poll-stream.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const NOW = Date.UTC(2026, 10, 24, 0, 30);

const FORMS: readonly [LogKind, Layout][] = [
  ["cloudtrail", "daily"],
  ["dns", "daily"],
  ["flow", "daily"],
  ["flow", "hourly"],
  ["flow", "hive-daily"],
  ["flow", "hive-hourly"],
];

function named(kind: LogKind, layout: Layout, timeMs: number, unique: string): DeliveredKey {
  const iso = new Date(timeMs).toISOString();
  const names = {
    prefix: "",
    organizationId: null,
    accountId: "012345678901",
    flowLogId: kind === "flow" ? "fl-0a" : null,
  };
  const place = kind === "dns" ? { region: null, vpcId: "vpc-0a" } : { region: "us-east-1", vpcId: null };
  const hour = layout.endsWith("hourly") ? Number(iso.slice(11, 13)) : null;
  return { kind, layout, timeMs, unique, ...names, ...place, day: iso.slice(0, 10), hour, parquet: false };
}

/** A bucket and the ledger's rows over it. */
class World {
  readonly stream: Stream;
  readonly taken = new Map<string, number>();
  readonly learned = new Set<string>();
  readonly #form: readonly [LogKind, Layout];
  #keys: string[] = [];
  state;
  pages = 0;
  largestPage = 0;
  sinceMs = 0;
  backfillSinceMs: number | null = null;
  backfillMax = 1;

  constructor(form: readonly [LogKind, Layout]) {
    this.#form = form;
    const base = baseOf(named(...form, NOW, "0"));
    const [kind, layout] = form;
    const region = kind === "dns" ? null : "us-east-1";
    const found: Layout = layout.startsWith("hive-") ? "hive-daily" : "daily";
    this.stream = {
      base,
      accountId: "012345678901",
      kind,
      region,
      vpcId: kind === "dns" ? "vpc-0a" : null,
      layout: found,
    };
    this.state = freshState(base);
  }

  put(timeMs: number, count = 1, mark = "x"): string[] {
    const added = Array.from({ length: count }, (_, at) =>
      buildLogKey(named(...this.#form, timeMs, `${mark}${String(at).padStart(6, "0")}`)),
    );
    this.#keys = [...this.#keys, ...added].sort();
    return added;
  }

  async poll(nowMs: number) {
    const { sinceMs, backfillSinceMs, backfillMax } = this;
    const window = { sinceMs, backfillSinceMs, backfillMax, nowMs, pagesMax: 60 };
    const poll = await pollStream(this.stream, this.state, window, {
      list: async (after) => {
        const from = this.#keys.findIndex((key) => key > after);
        const keys = from < 0 ? [] : this.#keys.slice(from, from + LIST_PAGE_KEYS);
        const complete = from < 0 || from + LIST_PAGE_KEYS >= this.#keys.length;
        this.pages++;
        this.largestPage = Math.max(this.largestPage, keys.length);
        return { objects: keys.map(objectOf), complete, lastKey: keys.at(-1) ?? after };
      },
      take: async (objects, learn) => {
        const fresh = objects.filter(({ key }) => !this.taken.has(key));
        for (const { key } of fresh) {
          this.taken.set(key, (this.taken.get(key) ?? 0) + 1);
          if (learn) this.learned.add(key);
        }
        return fresh.length;
      },
    });
    this.state = poll.state;
    return poll;
  }

  has(keys: readonly string[]): boolean {
    return keys.every((key) => this.taken.has(key));
  }
}

function objectOf(key: string): S3Object {
  return { key, etag: "e", size: 1, modifiedMs: NOW };
}

/** A stream too large to be listed whole, read up to `NOW`. */
async function large(form: readonly [LogKind, Layout]): Promise<World> {
  const world = new World(form);
  world.put(NOW - 40 * DAY_MS, WHOLE_STREAM_KEYS_MAX + 1, "old");
  world.put(NOW - HOUR_MS, 1);
  await world.poll(NOW);
  expect(world.state.pass).toBeNull();
  return world;
}

test.each(FORMS)(
  "%s %s: over the day's border, what comes and what comes late is taken at the next poll",
  async (...form) => {
    const world = await large(form);
    const late = [1, 20, 60, 119].map((minutes) => world.put(NOW - minutes * MINUTE_MS, 1, "late"));
    const fresh = world.put(NOW + MINUTE_MS, 1, "fresh");
    const { pages } = await world.poll(NOW + MINUTE_MS);
    expect(world.has([...late.flat(), ...fresh])).toBe(true);
    expect(pages).toBe(1);
  },
);

test.each(FORMS)(
  "%s %s: an object up to 30 days late is taken within a day, one of yesterday within the hour",
  async (...form) => {
    const world = await large(form);
    const yesterday = world.put(NOW - 20 * HOUR_MS, 1, "late");
    const monthOld = [2, 7, 29].flatMap((days) => world.put(NOW - days * DAY_MS, 1, "late"));
    for (let minutes = 1; minutes <= 60; minutes += 5) await world.poll(NOW + minutes * MINUTE_MS);
    await world.poll(NOW + HOUR_MS);
    expect(world.has(yesterday)).toBe(true);
    await world.poll(NOW + DAY_MS);
    expect(world.has(monthOld)).toBe(true);
  },
);

test.each(FORMS)("%s %s: 200 objects of the same minute, in any order of names", async (...form) => {
  const world = await large(form);
  const second = world.put(NOW, 100, "m");
  await world.poll(NOW + MINUTE_MS);
  const first = world.put(NOW, 100, "a");
  await world.poll(NOW + 2 * MINUTE_MS);
  expect(world.has([...first, ...second])).toBe(true);
});

test("20,000 objects under one prefix are taken once each, page by page, and new ones meanwhile", async () => {
  const world = new World(["cloudtrail", "daily"]);
  const all = world.put(NOW - 3 * DAY_MS, 20_000).concat(world.put(NOW - HOUR_MS, 5));
  const first = await world.poll(NOW);
  expect([first.pages, world.state.pass === null]).toEqual([LIST_PAGES_PER_POLL_MAX, false]);
  const fresh = world.put(NOW + MINUTE_MS, 1, "fresh");
  await world.poll(NOW + MINUTE_MS);
  expect(world.has([...all, ...fresh])).toBe(true);
  expect([...world.taken.values()].every((count) => count === 1)).toBe(true);
  expect([world.largestPage, world.state.keys, world.state.pass]).toEqual([LIST_PAGE_KEYS, 20_006, null]);
});

test("a month of a large stream takes many polls, and what comes meanwhile is not held up", async () => {
  const world = new World(["flow", "daily"]);
  for (let day = 1; day <= 10; day++) world.put(NOW - day * DAY_MS, 6_000, `d${day}`);
  let polls = 0;
  for (; world.state.wholeMs === 0; polls++) {
    const nowMs = NOW + polls * MINUTE_MS;
    const fresh = world.put(nowMs, 1, "fresh");
    const { pages } = await world.poll(nowMs);
    expect(pages).toBeLessThanOrEqual(LIST_PAGES_PER_POLL_MAX);
    if (polls > 0) expect(world.has(fresh), `poll ${polls}`).toBe(true);
  }
  expect(polls).toBeGreaterThan(2);
  expect(world.taken.size).toBe(60_000 + polls);
});

test("a stream that changes from hourly to daily folders, or has both, loses nothing", async () => {
  const hourly = await large(["flow", "hourly"]);
  const recent = hourly.put(NOW, 1);
  await hourly.poll(NOW + HOUR_MS);
  expect(hourly.state.hourly).toBe(true);
  // A second flow log of the same Region, by day: its names sort before the hours.
  const daily = buildLogKey(named("flow", "daily", NOW + HOUR_MS, "second"));
  const taken = hourly.taken;
  Object.assign(hourly, { extra: daily });
  const both = new World(["flow", "daily"]);
  Object.assign(both, { state: hourly.state, taken });
  both.put(NOW + HOUR_MS, 1, "second");
  await both.poll(NOW + 2 * HOUR_MS);
  expect(both.state.hourly).toBe(false);
  expect([...both.taken.keys()].some((key) => key.includes("second"))).toBe(true);
  expect(hourly.has(recent)).toBe(true);
});

test("a backfill learns from what lies before the source's start, a page a poll, and from nothing twice", async () => {
  const world = new World(["cloudtrail", "daily"]);
  world.sinceMs = NOW - 30 * DAY_MS;
  const recent = world.put(NOW - HOUR_MS, 3);
  const old = [31, 60, 89].flatMap((days) => world.put(NOW - days * DAY_MS, 700));
  const tooOld = world.put(NOW - 92 * DAY_MS, 5);
  await world.poll(NOW);
  expect([world.has(recent), world.taken.size]).toEqual([true, 3]);

  world.backfillSinceMs = NOW - 90 * DAY_MS;
  world.backfillMax = 0;
  await world.poll(NOW + MINUTE_MS);
  expect(world.learned.size).toBe(0);
  world.backfillMax = 1;
  const polls: number[] = [];
  for (let poll = 2; poll < 6; poll++) {
    await world.poll(NOW + poll * MINUTE_MS);
    polls.push(world.learned.size);
  }
  expect(polls).toEqual([1_000, 2_000, 2_100, 2_100]);
  expect([...world.learned].sort()).toEqual([...old].sort());
  expect(world.has(tooOld.slice(0, 1))).toBe(false);
  expect([world.state.keys, world.state.backfilledMs]).toEqual([3, NOW - 90 * DAY_MS]);
  expect([...world.taken.values()].every((count) => count === 1)).toBe(true);
});
