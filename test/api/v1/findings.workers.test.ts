import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { sightingsOf } from "../../../src/core/findings/sighting.ts";
import type { Hit } from "../../../src/core/finding.ts";
import { markFailed } from "../../../src/store/notices.ts";
import { saveSightings } from "../../../src/store/save-sightings.ts";
import { aHit } from "../../core/findings/samples.ts";
import { anApi, NOW } from "../requests.ts";

async function save(...hits: Hit[]): Promise<string[]> {
  const sightings = sightingsOf(hits, "chunk");
  await saveSightings(env.DB, sightings, { nowMs: NOW, notify: true, channels: [{ name: "slack", severityMin: 1 }] });
  return sightings.map(({ findingId }) => findingId);
}

test("lists findings in GuardDuty's shape", async () => {
  const [id] = await save(aHit());
  const { status, json } = await anApi()("GET", "/v1/findings");
  expect(status).toBe(200);
  expect(json.cursor).toBeNull();
  expect(json.findings).toHaveLength(1);
  expect(json.findings[0]).toMatchObject({
    schemaVersion: "2.0",
    id,
    type: "Stealth:IAMUser/CloudTrailLoggingDisabled",
    createdAt: "2026-01-01T00:00:00.000Z",
    service: { count: 1, archived: false, eventFirstSeen: "2024-07-31T13:06:24.000Z" },
  });
});

test("pages by cursor", async () => {
  const request = anApi();
  await save(...Array.from({ length: 7 }, (_, i) => aHit({ subject: [`trail-${i}`], timeMs: 1000 * (i % 3) })));
  const met: string[] = [];
  let path = "/v1/findings?limit=3";
  for (let pages = 0; pages < 3; pages++) {
    const { json } = await request("GET", path);
    met.push(...json.findings.map(({ id }: { id: string }) => id));
    path = `/v1/findings?limit=3&cursor=${json.cursor}`;
    if (pages === 2) expect(json.cursor).toBeNull();
  }
  expect(new Set(met).size).toBe(7);
});

test("filters are combined", async () => {
  const request = anApi();
  await save(
    aHit({ subject: ["a"], severity: 8 }),
    aHit({ subject: ["b"], region: "eu-west-1" }),
    aHit({ subject: ["c"] }),
  );
  const count = async (query: string) => (await request("GET", `/v1/findings?${query}`)).json.findings.length;
  expect(await count("severityMin=7")).toBe(1);
  expect(await count("region=us-east-1&severityMax=6.9")).toBe(1);
  expect(await count("type=Stealth:IAMUser/CloudTrailLoggingDisabled,PenTest:IAMUser/KaliLinux")).toBe(3);
  expect(await count("archived=true")).toBe(0);
  expect(await count("updatedSince=2026-01-01T00:00:00Z&updatedUntil=2026-01-01T00:00:01Z")).toBe(3);
  expect(await count("lastSeenSince=2025-01-01T00:00:00Z")).toBe(0);
  expect(await count("principal=alice&accountId=111122223333&resource=trail-one")).toBe(3);
});

test.each([
  ["severityMin=high", "severityMin: not a number from 0 to 10"],
  ["severityMax=11", "severityMax: not a number from 0 to 10"],
  ["accountId=1", "accountId: not an AWS account id of 12 digits"],
  ["region=moon", 'region: not an AWS Region such as "us-east-1"'],
  ["archived=yes", "archived: neither true nor false"],
  ["type=Nothing", "type: not a finding type that Watchpost raises"],
  ["updatedSince=yesterday", 'updatedSince: not a time such as "2026-01-31T12:00:00Z"'],
  ["limit=0", "limit: not a number from 1 to 100"],
  ["limit=101", "limit: not a number from 1 to 100"],
  ["limit=1.5", "limit: not a whole number"],
  ["cursor=x", "cursor: not one that this API gave out"],
  ["cursor=WzEsIngiXQ", "cursor: not one that this API gave out"],
  ["principal=", "principal: is empty"],
  ["severity=5", 'Unrecognized key: "severity"'],
  ["limit=1&limit=2", "limit: given more than once"],
  ["__proto__=1", 'Unrecognized key: "__proto__"'],
])("refuses ?%s", async (query, message) => {
  const { status, json } = await anApi()("GET", `/v1/findings?${query}`);
  expect([status, json]).toStrictEqual([400, { error: { code: "invalid_request", message } }]);
});

test("one finding comes with its sightings and with what became of its notices", async () => {
  const [id = ""] = await save(aHit());
  await markFailed(env.DB, `${id}.slack.new`, "HTTP 410: channel_is_archived");
  const request = anApi();
  const { status, json } = await request("GET", `/v1/findings/${id}`);
  expect(status).toBe(200);
  expect(json.finding.id).toBe(id);
  expect(json.sightings).toStrictEqual([
    {
      chunkId: "chunk",
      count: 1,
      severity: 2,
      eventFirstSeen: "2024-07-31T13:06:24.000Z",
      eventLastSeen: "2024-07-31T13:06:24.000Z",
      storedAt: "2026-01-01T00:00:00.000Z",
      eventIds: ["e1"],
    },
  ]);
  const notice = {
    id: `${id}.slack.new`,
    findingId: id,
    channel: "slack",
    kind: "new",
    state: "failed",
    attempts: 0,
    createdAt: "2026-01-01T00:00:00.000Z",
    nextAttemptAt: null,
    sentAt: null,
    reason: "HTTP 410: channel_is_archived",
  };
  expect(json.notices).toStrictEqual([notice]);
  expect((await request("GET", "/v1/notices?state=failed")).json).toStrictEqual({ notices: [notice] });
  expect((await request("GET", "/v1/notices?state=pending")).json).toStrictEqual({ notices: [] });
  expect((await request("GET", "/v1/notices?state=sent")).status).toBe(400);
});

test.each(["0".repeat(32), "x", "0".repeat(5000), "%00", "%E0%A4%A"])("there is no finding %s", async (id) => {
  expect((await anApi()("GET", `/v1/findings/${id}`)).json.error.code).toBe("not_found");
});

test("archives and unarchives, and names unknown ids", async () => {
  const request = anApi();
  const [id] = await save(aHit());
  const unknown = "0".repeat(32);
  const archived = await request("POST", "/v1/findings/archive", { ids: [id, unknown, unknown] });
  expect([archived.status, archived.json]).toStrictEqual([200, { archived: [id], unknown: [unknown] }]);
  expect((await request("GET", `/v1/findings/${id}`)).json.finding.service.archived).toBe(true);
  expect((await request("POST", "/v1/findings/unarchive", { ids: [id] })).json).toStrictEqual({
    unarchived: [id],
    unknown: [],
  });
  expect((await request("GET", `/v1/findings/${id}`)).json.finding.service.archived).toBe(false);
});

test.each([
  ["", "the body is not JSON"],
  ["{", "the body is not JSON"],
  ["[]", "Invalid input: expected object, received array"],
  ["{}", "ids: not a list of finding ids"],
  ['{"ids":[]}', "ids: is empty"],
  ['{"ids":["x"]}', "ids.0: not a finding id of 32 hex digits"],
  [JSON.stringify({ ids: Array.from({ length: 101 }, () => "0".repeat(32)) }), "ids: holds more than 100 ids"],
  [`{"ids":["${"0".repeat(32)}"],"all":true}`, 'Unrecognized key: "all"'],
])("refuses to archive %j", async (body, message) => {
  const { status, json } = await anApi()("POST", "/v1/findings/archive", body);
  expect([status, json.error.message]).toStrictEqual([400, message]);
});

test("line separators of JavaScript are escaped on the wire and survive", async () => {
  const title = "a\u2028b\u2029c";
  await save(aHit({ title }));
  const { text, json } = await anApi()("GET", "/v1/findings");
  expect(text).not.toMatch(/[\u2028\u2029]/);
  expect(json.findings[0].title).toBe(title);
});
