import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { findingId } from "../../src/core/findings/fingerprint.ts";
import { sightingsOf } from "../../src/core/findings/sighting.ts";
import type { Hit } from "../../src/core/finding.ts";
import type { FindingFilter } from "../../src/store/finding-filter.ts";
import {
  archive,
  getFinding,
  listFindings,
  saveSightings,
  sightingsOfFinding,
  unarchive,
} from "../../src/store/findings.ts";
import { aHit } from "../core/findings/samples.ts";

const HITS: Record<string, Hit> = {
  alice: aHit({ timeMs: 1000, subject: ["alice"] }),
  bob: aHit({
    timeMs: 2000,
    subject: ["bob"],
    severity: 8,
    region: "eu-west-1",
    resource: {
      resourceType: "S3Bucket",
      accessKeyDetails: { userName: "bob" },
      s3BucketDetails: [{ name: "logs-1" }],
    },
  }),
  carol: aHit({
    timeMs: 3000,
    subject: ["carol"],
    severity: 5,
    accountId: "123456789012",
    type: "PenTest:IAMUser/KaliLinux",
    action: { awsApiCallAction: { affectedResources: { "AWS::S3::Bucket": 'quo"ted' } } },
  }),
};

async function fill() {
  for (const [i, hit] of Object.values(HITS).entries()) {
    await saveSightings(env.DB, sightingsOf([hit], "chunk"), { nowMs: 10_000 + i, notify: false, channels: [] });
  }
}

test.each<[string, FindingFilter, string[]]>([
  ["nothing", {}, ["carol", "bob", "alice"]],
  ["types", { types: ["PenTest:IAMUser/KaliLinux", "PenTest:IAMUser/ParrotLinux"] }, ["carol"]],
  ["severityMin", { severityMin: 5 }, ["carol", "bob"]],
  ["severityMax", { severityMax: 5 }, ["carol", "alice"]],
  ["accountId", { accountId: "111122223333" }, ["bob", "alice"]],
  ["region", { region: "eu-west-1" }, ["bob"]],
  ["archived", { archived: true }, []],
  ["not archived", { archived: false, severityMin: 8 }, ["bob"]],
  ["updatedSince", { updatedSinceMs: 10_001 }, ["carol", "bob"]],
  ["updatedUntil", { updatedUntilMs: 10_001 }, ["alice"]],
  ["lastSeenSince", { lastSeenSinceMs: 3000 }, ["carol"]],
  ["lastSeenUntil", { lastSeenUntilMs: 3000 }, ["bob", "alice"]],
  ["principal by name", { principal: "bob" }, ["bob"]],
  ["principal by access key", { principal: "AKIAIOSFODNN7EXAMPLE" }, ["carol", "alice"]],
  ["resource", { resource: "logs-1" }, ["bob"]],
  ["affected resource", { resource: 'o"t' }, ["carol"]],
  ["wildcards are text", { resource: "%" }, []],
  [
    "all at once",
    { types: ["PenTest:IAMUser/KaliLinux"], severityMin: 1, region: "us-east-1", archived: false },
    ["carol"],
  ],
])("filters by %s", async (_, filter, expected) => {
  await fill();
  const { findings, next } = await listFindings(env.DB, filter, { limit: 10, after: null });
  const names = findings.map(({ id }) => Object.keys(HITS).find((name) => findingId(HITS[name] ?? aHit()) === id));
  expect(names).toStrictEqual(expected);
  expect(next).toBeNull();
});

test("pages meet every finding once, equal times included", async () => {
  const hits = Array.from({ length: 23 }, (_, i) => aHit({ subject: [`trail-${i}`], timeMs: 1000 + (i % 4) }));
  await saveSightings(env.DB, sightingsOf(hits, "chunk"), { nowMs: 1, notify: false, channels: [] });
  const met: string[] = [];
  let after = null;
  do {
    const page: Awaited<ReturnType<typeof listFindings>> = await listFindings(env.DB, {}, { limit: 5, after });
    met.push(...page.findings.map(({ id }) => id));
    after = page.next;
  } while (after !== null);
  expect(met).toHaveLength(23);
  expect(new Set(met).size).toBe(23);
});

test("archiving is a state of its own: neither sightings nor replays undo it, and unknown ids are left out", async () => {
  await fill();
  const id = findingId(HITS["alice"] ?? aHit());
  const unknown = "0".repeat(32);
  expect(await archive(env.DB, [id, unknown])).toStrictEqual([id]);
  expect(await archive(env.DB, [id])).toStrictEqual([id]);
  await saveSightings(env.DB, sightingsOf([aHit({ subject: ["alice"], eventId: "later" })], "chunk-2"), {
    nowMs: 20_000,
    notify: true,
    channels: [{ name: "slack", severityMin: 1 }],
  });
  expect(await getFinding(env.DB, id)).toMatchObject({ archived: true, count: 2, updatedMs: 20_000 });
  expect(await unarchive(env.DB, [id])).toStrictEqual([id]);
  expect(await getFinding(env.DB, id)).toMatchObject({ archived: false, updatedMs: 20_000 });
});

test("one finding comes with its sightings, latest first", async () => {
  await fill();
  await saveSightings(env.DB, sightingsOf([aHit({ subject: ["alice"], timeMs: 5000, eventId: "x" })], "chunk-2"), {
    nowMs: 20_000,
    notify: false,
    channels: [],
  });
  const sightings = await sightingsOfFinding(env.DB, findingId(HITS["alice"] ?? aHit()));
  expect(sightings).toStrictEqual([
    { chunkId: "chunk-2", count: 1, firstMs: 5000, lastMs: 5000, severity: 2, eventIds: ["x"], storedMs: 20_000 },
    { chunkId: "chunk", count: 1, firstMs: 1000, lastMs: 1000, severity: 2, eventIds: ["e1"], storedMs: 10_000 },
  ]);
  expect(await getFinding(env.DB, "f".repeat(32))).toBeNull();
});

async function plan(sql: string): Promise<string> {
  const { results } = await env.DB.prepare(`EXPLAIN QUERY PLAN ${sql}`).all<{ detail: string }>();
  return results.map(({ detail }) => detail).join("\n");
}

test("lists and the sweeper go by index, never over a whole table", async () => {
  expect(
    await plan("SELECT id FROM findings WHERE (last_ms, id) < (5, 'a') ORDER BY last_ms DESC, id DESC LIMIT 5"),
  ).toBe("SEARCH findings USING COVERING INDEX findings_last_seen ((last_ms,id)<(?,?))");
  expect(
    await plan("SELECT 1 FROM notices WHERE state <> 'sent' AND state = 'pending' AND next_ms <= 5 ORDER BY next_ms"),
  ).toContain("USING COVERING INDEX notices_open");
});
