import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import type { Hit, Sighting } from "../../src/core/finding.ts";
import { mergeSightings } from "../../src/core/findings/merge.ts";
import { sightingsOf } from "../../src/core/findings/sighting.ts";
import { getFinding } from "../../src/store/findings.ts";
import { noticesOf } from "../../src/store/notices.ts";
import { batchesOf, type SaveOptions, saveSightings } from "../../src/store/save-sightings.ts";
import { aHit } from "../core/findings/samples.ts";

const SLACK = { name: "slack", severityMin: 1 } as const;
const DAY = Date.UTC(2024, 6, 31);

function options(override: Partial<SaveOptions> = {}): SaveOptions {
  return { nowMs: DAY, notify: true, channels: [SLACK], ...override };
}

function seen(chunkId: string, ...hits: Hit[]): Sighting[] {
  return sightingsOf(hits, chunkId);
}

test("a replay changes nothing: not the count, not the time of update, and nobody is told again", async () => {
  const sightings = seen("chunk-1", aHit({ eventId: "a" }), aHit({ eventId: "b" }));
  const [id = ""] = sightings.map((sighting) => sighting.findingId);
  const news = await saveSightings(env.DB, sightings, options());
  const first = await getFinding(env.DB, id);
  expect(news).toStrictEqual([`${id}.slack.new`]);
  expect(first).toMatchObject({ count: 2, createdMs: DAY, updatedMs: DAY });

  for (const nowMs of [DAY + 1000, DAY + 2000]) {
    expect(await saveSightings(env.DB, sightings, options({ nowMs }))).toStrictEqual([]);
  }
  expect(await getFinding(env.DB, id)).toStrictEqual(first);
  expect(await noticesOf(env.DB, id)).toHaveLength(1);
});

test("another chunk adds to the count and moves the update, and is no news", async () => {
  const [one] = seen("chunk-1", aHit({ timeMs: 1000, eventId: "a", title: "first" }));
  const [two] = seen("chunk-2", aHit({ timeMs: 3000, eventId: "b", title: "second", severity: 5 }));
  const [old] = seen("chunk-3", aHit({ timeMs: 500, eventId: "c", title: "old" }));
  if (!one || !two || !old) throw new Error("each hit gives a sighting");
  await saveSightings(env.DB, [one], options());
  expect(await saveSightings(env.DB, [two], options({ nowMs: DAY + 1 }))).toStrictEqual([]);
  expect(await saveSightings(env.DB, [old], options({ nowMs: DAY + 2 }))).toStrictEqual([]);
  expect(await getFinding(env.DB, one.findingId)).toStrictEqual({
    id: one.findingId,
    type: one.latest.type,
    accountId: "111122223333",
    region: "us-east-1",
    severity: 5,
    count: 3,
    firstMs: 500,
    lastMs: 3000,
    createdMs: DAY,
    updatedMs: DAY + 2,
    archived: false,
    latest: two.latest,
  });
});

test("any order of saving, in one call or many, gives what merging in memory gives", async () => {
  const hits = [3, 1, 2, 3].flatMap((timeMs, i) =>
    ["one", "two"].map((trail) => aHit({ timeMs, eventId: `e${i}`, severity: i, subject: [trail], title: `t${i}` })),
  );
  const sightings = hits.flatMap((hit, i) => seen(`chunk-${i}`, hit));
  const expected = mergeSightings(sightings, DAY);
  expect(expected.size).toBe(2);

  await saveSightings(env.DB, sightings, options());
  for (const [id, finding] of expected) expect(await getFinding(env.DB, id)).toStrictEqual(finding);

  await env.DB.batch(["findings", "sightings", "notices"].map((table) => env.DB.prepare(`DELETE FROM ${table}`)));
  for (const sighting of sightings.toReversed()) await saveSightings(env.DB, [sighting], options());
  for (const [id, finding] of expected) expect(await getFinding(env.DB, id)).toStrictEqual(finding);
});

test("history is stored and told to nobody, also when it goes on live", async () => {
  const [old] = seen("chunk-1", aHit({ eventId: "a" }));
  const [live] = seen("chunk-2", aHit({ eventId: "b" }));
  if (!old || !live) throw new Error("each hit gives a sighting");
  expect(await saveSightings(env.DB, [old], options({ notify: false }))).toStrictEqual([]);
  expect(await saveSightings(env.DB, [live], options())).toStrictEqual([]);
  expect(await getFinding(env.DB, old.findingId)).toMatchObject({ count: 2 });
  expect(await noticesOf(env.DB, old.findingId)).toStrictEqual([]);
});

test("a channel hears of a finding once it is severe enough for it", async () => {
  const channels = [{ name: "slack", severityMin: 4 }] as const;
  const [mild] = seen("chunk-1", aHit({ eventId: "a", severity: 2 }));
  const [severe] = seen("chunk-2", aHit({ eventId: "b", severity: 8 }));
  const [again] = seen("chunk-3", aHit({ eventId: "c", severity: 8 }));
  if (!mild || !severe || !again) throw new Error("each hit gives a sighting");
  expect(await saveSightings(env.DB, [mild], options({ channels }))).toStrictEqual([]);
  expect(await saveSightings(env.DB, [severe], options({ channels }))).toHaveLength(1);
  expect(await saveSightings(env.DB, [again], options({ channels }))).toStrictEqual([]);
});

test("many sightings go in bounded batches, and all arrive", async () => {
  const big = "x".repeat(20_000);
  const sightings = Array.from({ length: 450 }, (_, i) => {
    return seen("chunk-1", aHit({ subject: [`trail-${i}`], additionalInfo: i % 9 === 0 ? { big } : {} }));
  }).flat();
  expect(batchesOf(sightings).length).toBeGreaterThan(2);
  expect(batchesOf(sightings).flat()).toStrictEqual(sightings);
  const news = await saveSightings(env.DB, sightings, options());
  expect(new Set(news).size).toBe(450);
  const count = await env.DB.prepare("SELECT count(*) AS n, sum(count) AS c FROM findings").first();
  expect(count).toStrictEqual({ n: 450, c: 450 });
});

test("text that is hostile to SQL or JSON comes back as it went in", async () => {
  const title = `'; DROP TABLE findings; -- " \\ \u2028 {"a":1} 🙂 %_?1`;
  const [sighting] = seen("chunk-1", aHit({ title, eventId: `'"\\`, subject: [title] }));
  if (!sighting) throw new Error("a hit gives a sighting");
  await saveSightings(env.DB, [sighting], options());
  expect((await getFinding(env.DB, sighting.findingId))?.latest).toStrictEqual(sighting.latest);
});

test("without sightings nothing is written", async () => {
  expect(await saveSightings(env.DB, [], options())).toStrictEqual([]);
  expect(await env.DB.prepare("SELECT count(*) AS n FROM findings").first("n")).toBe(0);
});

test("a first save writes few rows, a replay none", async () => {
  const sightings = sightingsOf([aHit({ subject: ["one"] }), aHit({ subject: ["two"] })], "chunk");
  const written: number[] = [];
  const counting = Object.assign(Object.create(env.DB), {
    prepare: (sql: string) => env.DB.prepare(sql),
    batch: async (statements: D1PreparedStatement[]) => {
      const results = await env.DB.batch(statements);
      written.push(results.reduce((sum, { meta }) => sum + meta.rows_written, 0));
      return results;
    },
  });
  await saveSightings(counting, sightings, options());
  await saveSightings(counting, sightings, options());
  // For each: a sighting, a finding and its index entry, a notice and its index entry.
  expect(written).toStrictEqual([10, 0]);
});
