/** Goal: an object that is announced, listed, or both, once or often, is read once. Method: the real Worker in workerd. */

import { env } from "cloudflare:workers";
import { expect, test, vi } from "vitest";
import { ledgerName } from "../../src/intake/ingest-message.ts";
import {
  CERTIFICATE_URL,
  certificateOf,
  confirmation,
  notification,
  TOPIC,
} from "../intake/notifications/sns-signer.ts";
import { BUCKET, gzipped, localWorld } from "./local-world.ts";
import { api, register, settled, tick } from "./worker.ts";

const ACCOUNT = "123456789012";
const FOLDER = `AWSLogs/${ACCOUNT}/CloudTrail/us-east-1/2026/11/24/${ACCOUNT}_CloudTrail_us-east-1_20261124T`;
const keyAt = (minute: string, unique = "AbCdEfGhIjKlMnOp"): string => `${FOLDER}${minute}Z_${unique}.json.gz`;

const BRIDGE = { "x-watchpost-secret": "0123456789abcdef0123456789abcdef", authorization: "" };

function bridge(key: string, etag?: string): object {
  const object = { key, size: 1, ...(etag === undefined ? {} : { etag }) };
  const detail = { version: "0", bucket: { name: BUCKET }, object };
  return { source: "aws.s3", "detail-type": "Object Created", time: "2026-11-24T09:06:00Z", detail };
}

function s3Event(...keys: readonly string[]): object {
  const Records = keys.map((key) => ({
    eventVersion: "2.1",
    eventSource: "aws:s3",
    eventName: "ObjectCreated:Put",
    eventTime: "2026-11-24T09:06:00Z",
    s3: { bucket: { name: BUCKET }, object: { key: encodeURIComponent(key), size: 1 } },
  }));
  return { Records };
}

async function put(key: string, id: string): Promise<string> {
  const record = {
    eventVersion: "1.11",
    userIdentity: {
      type: "IAMUser",
      arn: `arn:aws:iam::${ACCOUNT}:user/mallory`,
      accountId: ACCOUNT,
      userName: "mallory",
      principalId: "AIDAEXAMPLE",
    },
    eventTime: "2026-11-24T09:00:10Z",
    eventSource: "cloudtrail.amazonaws.com",
    eventName: "StopLogging",
    awsRegion: "us-east-1",
    sourceIPAddress: "198.51.100.7",
    userAgent: "aws-cli/2.30.0",
    requestParameters: { name: "main-trail" },
    eventID: id,
    recipientAccountId: ACCOUNT,
  };
  const object = await env.OBJECTS.put(`${BUCKET}/${key}`, await gzipped(JSON.stringify({ Records: [record] })));
  return object?.etag ?? "";
}

function post(door: string, body: object, headers: Record<string, string> = {}) {
  return api<Record<string, number>>(`/v1/intake/${door}`, { method: "POST", body: JSON.stringify(body), headers });
}

function reads(world: { aws: readonly string[] }, key: string): number {
  return world.aws.filter((request) => request === `GET /${BUCKET}/${key}`).length;
}

test("announced, listed and announced again: one row, one reading, one finding", async () => {
  vi.spyOn(console, "error").mockImplementation(() => undefined);
  const world = localWorld();
  await put(keyAt("0900"), "first");
  const sourceId = await register();
  await tick();
  const ledger = env.INTAKE_LEDGER.getByName(ledgerName(sourceId, ACCOUNT));
  await vi.waitFor(async () => expect(await ledger.counts()).toEqual({ done: 1 }), { timeout: 20_000 });

  const etag = await put(keyAt("0905"), "second");
  // Two doors and the listing at the same time.
  const [one, other] = await Promise.all([
    post("eventbridge", bridge(keyAt("0905"), etag), BRIDGE),
    post("s3", s3Event(keyAt("0905"))),
    tick(),
  ]);
  expect([one.status, other.status]).toEqual([202, 202]);
  expect((one.json["queued"] ?? 0) + (other.json["queued"] ?? 0)).toBeLessThanOrEqual(1);
  await vi.waitFor(async () => expect(await ledger.counts()).toEqual({ done: 2 }), { timeout: 20_000 });

  for (let replay = 1; replay <= 3; replay++) {
    expect(await post("eventbridge", bridge(keyAt("0905"), etag), BRIDGE)).toMatchObject({
      json: { known: 1, queued: 0 },
    });
    expect(await post("s3", s3Event(keyAt("0905"), keyAt("0900")))).toMatchObject({ json: { known: 2, queued: 0 } });
  }
  // A lie about the ETag makes no row: the row comes from what S3 says.
  expect(await post("eventbridge", bridge(keyAt("0905"), "0".repeat(32)), BRIDGE)).toMatchObject({
    json: { known: 1 },
  });
  await tick();
  expect(await ledger.counts()).toEqual({ done: 2 });
  expect([reads(world, keyAt("0900")), reads(world, keyAt("0905"))]).toEqual([1, 1]);
  const { json } = await api<{ findings: { service: { count: number } }[] }>("/v1/findings");
  expect(json.findings.map(({ service }) => service.count)).toEqual([2]);
});

test("what is not there, not ours or not yet found is told apart and counted; nothing is 500", async () => {
  vi.spyOn(console, "error").mockImplementation(() => undefined);
  localWorld();
  await put(keyAt("0900"), "first");
  const sourceId = await register();
  await tick();
  const table: [object, Record<string, unknown>][] = [
    [bridge(keyAt("0959", "Gone")), { gone: 1 }],
    [bridge("photos/cat.jpg"), { "not-a-log": 1, reasons: ["the key follows no layout of logs that AWS delivers"] }],
    [
      bridge(keyAt("0900").replaceAll("20261124", "20260101").replace("2026/11/24", "2026/01/01")),
      { "before-start": 1 },
    ],
    [bridge(keyAt("0900").replaceAll("us-east-1", "eu-west-1")), { discovering: 1 }],
    [bridge(keyAt("0900").replaceAll("/CloudTrail/", "/Config/")), { "other-kind": 1 }],
    [{ s3Bucket: "someone-elses", s3ObjectKey: ["a", "b"] }, { "unknown-bucket": 2 }],
    [bridge("AWSLogs/x/../../y"), { "not-a-log": 1 }],
    [{ Service: "Amazon S3", Event: "s3:TestEvent" }, { tests: 1 }],
  ];
  for (const [body, expected] of table) {
    const { status, json } = await post("eventbridge", body, BRIDGE);
    expect([status, json], JSON.stringify(body)).toEqual([202, expect.objectContaining(expected)]);
  }
  expect((await post("eventbridge", { hello: 1 }, BRIDGE)).status).toBe(400);
  expect((await post("eventbridge", {}, { authorization: "" })).status).toBe(401);
  expect((await post("s3", {}, { authorization: "Bearer wrong" })).status).toBe(401);
  expect((await post("sns", {}, {})).status).toBe(403);
  const { json } = await api<{ notifications: { outcome: string; count: number }[] }>("/v1/intake");
  const counts = Object.fromEntries(json.notifications.map(({ outcome, count }) => [outcome, count]));
  expect(counts).toEqual({
    gone: 1,
    "not-a-log": 2,
    "before-start": 1,
    discovering: 1,
    "other-kind": 1,
    "unknown-bucket": 2,
    tests: 1,
    unreadable: 1,
  });
  await settled(sourceId, ACCOUNT);
});

test("SNS: a subscription is confirmed, and what SNS signed is taken; no redirect is followed", async () => {
  vi.spyOn(console, "error").mockImplementation(() => undefined);
  const world = localWorld();
  await put(keyAt("0900"), "first");
  const sourceId = await register();
  await tick();
  await put(keyAt("0905"), "second");
  const asked: string[] = [];
  const nowMs = Date.now();
  world.answer = (request) => {
    if (!request.url.startsWith("https://sns.")) return null;
    asked.push(`${request.redirect} ${new URL(request.url).pathname}`);
    return new Response(certificateOf(nowMs - 86_400_000, nowMs + 86_400_000));
  };
  const at = { Timestamp: new Date(nowMs).toISOString() };
  const anonymous = { authorization: "" };
  expect(await post("sns", confirmation(at), anonymous)).toEqual({ status: 200, json: { subscribed: TOPIC } });
  const Message = JSON.stringify({ s3Bucket: BUCKET, s3ObjectKey: [keyAt("0905")] });
  expect(await post("sns", notification({ ...at, Message }), anonymous)).toMatchObject({
    status: 202,
    json: { queued: 1 },
  });
  expect(await post("sns", notification({ ...at, Message }), anonymous)).toMatchObject({
    status: 202,
    json: { known: 1 },
  });
  expect(await post("sns", { ...notification({ ...at, Message }), Message: "{}" }, anonymous)).toMatchObject({
    status: 403,
  });
  // The certificate once, whatever else is signed with it.
  expect(asked).toEqual([`manual ${new URL(CERTIFICATE_URL).pathname}`, "manual /"]);
  await settled(sourceId, ACCOUNT);
});

test("S3 that does not answer loses nothing: the ledger is due, and the listing finds the object", async () => {
  vi.spyOn(console, "error").mockImplementation(() => undefined);
  const world = localWorld();
  await put(keyAt("0900"), "first");
  const sourceId = await register();
  await tick();
  await put(keyAt("0905"), "second");
  world.answer = (request) => (request.method === "HEAD" ? new Response(null, { status: 403 }) : null);
  expect(await post("eventbridge", bridge(keyAt("0905")), BRIDGE)).toMatchObject({ status: 202, json: { later: 1 } });
  const due = await env.DB.prepare("SELECT due_ms FROM ledgers").first<{ due_ms: number }>();
  expect(due?.due_ms).toBeLessThanOrEqual(Date.now());
  await tick();
  const ledger = env.INTAKE_LEDGER.getByName(ledgerName(sourceId, ACCOUNT));
  await vi.waitFor(async () => expect(await ledger.counts()).toEqual({ done: 2 }), { timeout: 20_000 });
});
