import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import type { ObjectsQuery } from "../../../src/api/v1/sources.ts";
import { err } from "../../../src/core/result.ts";
import type { LedgerQuery } from "../../../src/intake/source-ledger.ts";
import { saveStreams, setBackfillStates, type Stream } from "../../../src/store/ledgers.ts";
import { countListCalls } from "../../../src/store/list-calls.ts";
import type { Source } from "../../../src/store/sources.ts";
import { anApi, NOW } from "../requests.ts";

const STREAM: Stream = {
  accountId: "111122223333",
  kind: "cloudtrail",
  region: "us-east-1",
  vpcId: null,
  layout: "daily",
  base: "AWSLogs/111122223333/CloudTrail/us-east-1/",
};

const BODY = {
  bucket: "logs-of-111122223333",
  region: "us-east-1",
  kind: "cloudtrail",
  roleArn: "arn:aws:iam::111122223333:role/watchpost-reader",
  externalId: "0123456789abcdef",
};

const { externalId: _, ...SHOWN } = BODY;
const CREATED = {
  ...SHOWN,
  id: "id-1",
  prefix: "",
  accountId: null,
  // 30 days before the clock of these tests.
  since: "2025-12-02T00:00:00.000Z",
  enabled: true,
  createdAt: "2026-01-01T00:00:00.000Z",
  discoveredAt: null,
  discoveryProblem: null,
  backfillSince: null,
};
const STATUS = { accounts: 0, streams: 0, listCalls: [] };

test("a source is tried out, created, listed, shown and deleted", async () => {
  const tried: Source[] = [];
  const request = anApi({
    tryOut: async (source) => {
      tried.push(source);
      return { ok: true, value: null };
    },
  });
  const created = await request("POST", "/v1/sources", BODY);
  expect([created.status, created.json]).toStrictEqual([201, { source: { ...CREATED, externalId: BODY.externalId } }]);
  expect(tried).toMatchObject([{ id: "id-1", bucket: BODY.bucket, externalId: BODY.externalId }]);
  expect((await request("GET", "/v1/sources")).json).toStrictEqual({ sources: [CREATED] });
  expect((await request("GET", "/v1/sources/id-1")).json).toStrictEqual({ source: { ...CREATED, ...STATUS } });
  expect((await request("DELETE", "/v1/sources/id-1")).json).toStrictEqual({ source: CREATED });
  expect((await request("DELETE", "/v1/sources/id-1")).status).toBe(404);
  expect((await request("GET", "/v1/sources/id-1")).status).toBe(404);
});

test("every field may be given", async () => {
  const full = { prefix: "team a/", accountId: "123456789012", since: "2025-06-01T00:00:00Z", enabled: false };
  const { json } = await anApi()("POST", "/v1/sources", { ...BODY, ...full });
  const since = "2025-06-01T00:00:00.000Z";
  expect(json.source).toStrictEqual({ ...CREATED, externalId: BODY.externalId, ...full, since });
});

test("a source that does not work is not created, and the answer says why", async () => {
  const request = anApi({ tryOut: async () => err("the role does not ask for the external id") });
  const { status, json } = await request("POST", "/v1/sources", BODY);
  expect([status, json]).toStrictEqual([
    422,
    { error: { code: "source_unusable", message: "the role does not ask for the external id" } },
  ]);
  expect((await request("GET", "/v1/sources")).json).toStrictEqual({ sources: [] });
});

test("the same source twice is a conflict", async () => {
  const request = anApi();
  await request("POST", "/v1/sources", BODY);
  expect((await request("POST", "/v1/sources", BODY)).json.error.code).toBe("conflict");
});

test.each([
  ["bucket", "Logs"],
  ["bucket", "ab"],
  ["bucket", "a..b"],
  ["bucket", "192.168.5.4"],
  ["bucket", "evil.example.com/x"],
  ["bucket", undefined],
  ["region", "us-east-1.evil.example.com"],
  ["region", "US-EAST-1"],
  ["prefix", "logs"],
  ["prefix", "/logs/"],
  ["prefix", "a/../b/"],
  ["prefix", "a//b/"],
  ["prefix", "a\nb/"],
  ["prefix", `${"x".repeat(600)}/`],
  ["kind", "config"],
  ["accountId", "1234"],
  ["accountId", 123456789012],
  ["roleArn", "arn:aws:iam::111122223333:user/x"],
  ["roleArn", "arn:evil:iam::111122223333:role/x"],
  ["externalId", "short"],
  ["externalId", "0123456789abcdef\n"],
  ["since", "yesterday"],
  ["enabled", "true"],
  ["secretAccessKey", "x"],
])("refuses %s = %j and names it", async (name, value) => {
  const request = anApi();
  const { status, json } = await request("POST", "/v1/sources", { ...BODY, [name]: value });
  expect(status).toBe(400);
  expect(json.error.message).toContain(name);
  expect((await request("GET", "/v1/sources")).json).toStrictEqual({ sources: [] });
});

test("objects of a source come from its ledger", async () => {
  const asked: ObjectsQuery[] = [];
  const request = anApi({
    readObjects: async (source, query) => {
      asked.push(query);
      return { objects: [{ key: `${source.id}/x`, state: "rejected", reason: "not gzip" }], cursor: "next" };
    },
  });
  await request("POST", "/v1/sources", BODY);
  const { status, json } = await request("GET", "/v1/sources/id-1/objects?state=rejected&limit=5&cursor=c");
  expect([status, json]).toStrictEqual([
    200,
    { objects: [{ key: "id-1/x", state: "rejected", reason: "not gzip" }], cursor: "next" },
  ]);
  await request("GET", "/v1/sources/id-1/objects");
  expect(asked).toStrictEqual([
    { state: "rejected", limit: 5, cursor: "c" },
    { state: null, limit: 50, cursor: null },
  ]);
  expect((await request("GET", "/v1/sources/id-1/objects?state=lost")).json.error.message).toBe(
    "state: not one of new, queued, done, rejected",
  );
  expect((await request("GET", "/v1/sources/id-2/objects")).status).toBe(404);
});

test("a kind is one of three, or none is named and all are meant", async () => {
  const request = anApi();
  const { kind: _kind, ...any } = BODY;
  expect((await request("POST", "/v1/sources", any)).json.source.kind).toBeNull();
  for (const kind of ["flow", "dns"]) {
    const { status, json } = await request("POST", "/v1/sources", { ...BODY, bucket: `logs-${kind}`, kind });
    expect([status, json.source.kind]).toStrictEqual([201, kind]);
  }
});

test("an external id without a role is refused", async () => {
  const { status, json } = await anApi()("POST", "/v1/sources", { ...BODY, roleArn: undefined });
  expect([status, json.error.message]).toStrictEqual([400, expect.stringContaining("no role is named")]);
});

test("an external id is made where a role comes without one, shown once, and tried before anything is read", async () => {
  const tried: Source[] = [];
  let usable = false;
  const request = anApi({
    tryOut: async (source) => {
      tried.push(source);
      return usable ? { ok: true, value: null } : err("the role cannot be assumed");
    },
  });
  const { externalId: _id, ...without } = BODY;
  const created = await request("POST", "/v1/sources", { ...without, prefix: "logs/" });
  const externalId = "0f".repeat(16);
  expect(created.status).toBe(201);
  expect(created.json.source).toMatchObject({ enabled: false, externalId });
  expect(created.json.role.trustPolicy.Statement).toStrictEqual([
    {
      Effect: "Allow",
      Action: "sts:AssumeRole",
      Principal: { AWS: "arn:aws:iam::999988887777:user/watchpost" },
      Condition: { StringEquals: { "sts:ExternalId": externalId } },
    },
  ]);
  expect(JSON.stringify(created.json.role.permissionsPolicy)).toContain(`arn:aws:s3:::${BODY.bucket}/logs/*`);
  expect(tried).toStrictEqual([]);
  expect((await request("GET", "/v1/sources/id-1")).text).not.toContain(externalId);

  expect((await request("POST", "/v1/sources/id-1/enable")).json.error.code).toBe("source_unusable");
  expect((await request("GET", "/v1/sources/id-1")).json.source.enabled).toBe(false);
  usable = true;
  expect((await request("POST", "/v1/sources/id-1/enable")).json.source.enabled).toBe(true);
  expect(tried).toMatchObject([{ externalId }, { externalId }]);
  expect((await request("POST", "/v1/sources/id-1/disable")).json.source.enabled).toBe(false);
});

test("a backfill is bounded, reaches further back than the source, and shows its progress", async () => {
  const request = anApi();
  await request("POST", "/v1/sources", BODY);
  for (const days of [0, 91, 1.5, "7", undefined]) {
    expect((await request("POST", "/v1/sources/id-1/backfill", { days })).status).toBe(400);
  }
  const near = await request("POST", "/v1/sources/id-1/backfill", { days: 30 });
  expect([near.status, near.json.error.message]).toStrictEqual([400, expect.stringContaining("2025-12-02")]);
  await saveStreams(env.DB, "id-1", [STREAM, { ...STREAM, accountId: "123456789012" }], 5);
  const { status, json } = await request("POST", "/v1/sources/id-1/backfill", { days: 90 });
  expect([status, json.backfill.from]).toStrictEqual([202, "2025-10-03T00:00:00.000Z"]);
  const progress = async () => (await request("GET", "/v1/sources/id-1")).json.source.backfill;
  expect(await progress()).toStrictEqual({ objectsLeft: 0, accountsListing: 2, done: false });
  const sinceMs = Date.UTC(2025, 9, 3);
  await setBackfillStates(env.DB, "id-1", [{ accountId: STREAM.accountId, sinceMs, listing: true, left: 3 }]);
  await setBackfillStates(env.DB, "id-1", [{ accountId: "123456789012", sinceMs, listing: false, left: 4 }]);
  expect(await progress()).toStrictEqual({ objectsLeft: 7, accountsListing: 1, done: false });
  await setBackfillStates(env.DB, "id-1", [
    { accountId: STREAM.accountId, sinceMs, listing: false, left: 0 },
    { accountId: "123456789012", sinceMs, listing: false, left: 0 },
  ]);
  expect(await progress()).toStrictEqual({ objectsLeft: 0, accountsListing: 0, done: true });
});

test("LIST calls are shown by day, latest first", async () => {
  const request = anApi();
  await request("POST", "/v1/sources", BODY);
  for (const [calls, day] of [
    [3, 1],
    [4, 2],
    [5, 2],
  ] as const) {
    await countListCalls(env.DB, "id-1", calls, Date.UTC(2025, 11, day, 5));
  }
  expect((await request("GET", "/v1/sources/id-1")).json.source.listCalls).toStrictEqual([
    { day: "2025-12-02", calls: 9 },
    { day: "2025-12-01", calls: 3 },
  ]);
});

test("the ledger is asked for a span that is bounded, and for what is named", async () => {
  const asked: LedgerQuery[] = [];
  const request = anApi({
    readLedger: async (_source, query) => {
      asked.push(query);
      return { hours: [{ listed: 1 }], cursor: "c" };
    },
  });
  await request("POST", "/v1/sources", BODY);
  const { json } = await request(
    "GET",
    "/v1/sources/id-1/ledger?account=111122223333&region=eu-west-1&kind=flow&cursor=x",
  );
  expect(json).toStrictEqual({ hours: [{ listed: 1 }], cursor: "c" });
  const day = 86_400_000;
  const named = { accountId: "111122223333", region: "eu-west-1", kind: "flow", cursor: "x" };
  expect(asked).toStrictEqual([{ ...named, fromMs: NOW - day, toMs: NOW }]);
  for (const query of ["from=2026-01-02T00:00:00Z", "from=2025-01-01T00:00:00Z", "kind=config", "account=1", "day=1"]) {
    expect((await request("GET", `/v1/sources/id-1/ledger?${query}`)).status, query).toBe(400);
  }
  expect((await request("GET", "/v1/sources/id-2/ledger")).status).toBe(404);
});

test("rejected objects are retried by key or all", async () => {
  const bodies: unknown[] = [];
  const request = anApi({
    retryObjects: async (_source, body) => {
      bodies.push(body);
      return { retried: 2, cursor: null };
    },
  });
  await request("POST", "/v1/sources", BODY);
  for (const body of [{ keys: ["a"] }, { state: "rejected" }, { state: "rejected", cursor: "5" }]) {
    const { status, json } = await request("POST", "/v1/sources/id-1/objects/retry", body);
    expect([status, json]).toStrictEqual([202, { retried: 2, cursor: null }]);
  }
  expect(bodies).toStrictEqual([{ keys: ["a"] }, { state: "rejected" }, { state: "rejected", cursor: "5" }]);
  for (const body of [{}, { keys: [] }, { keys: [1] }, { state: "done" }, { keys: ["a"], state: "rejected" }]) {
    expect((await request("POST", "/v1/sources/id-1/objects/retry", body)).status).toBe(400);
  }
});
