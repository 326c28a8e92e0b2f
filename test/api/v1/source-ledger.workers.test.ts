import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import type { LedgerQuery } from "../../../src/intake/source-ledger.ts";
import { saveStreams, setBackfillStates, type Stream } from "../../../src/store/ledgers.ts";
import { countListCalls } from "../../../src/store/list-calls.ts";
import { anApi, NOW } from "../requests.ts";

const BODY = {
  bucket: "logs-of-111122223333",
  region: "us-east-1",
  roleArn: "arn:aws:iam::111122223333:role/watchpost-reader",
  externalId: "0123456789abcdef",
};

const STREAM: Stream = {
  accountId: "111122223333",
  kind: "cloudtrail",
  region: "us-east-1",
  vpcId: null,
  layout: "daily",
  base: "AWSLogs/111122223333/CloudTrail/us-east-1/",
};

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
