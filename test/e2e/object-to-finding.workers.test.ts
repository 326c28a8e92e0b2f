/** Goal: one object in S3 becomes one finding, however often it is delivered. Method: the real Worker in workerd. */

import {
  createExecutionContext,
  createScheduledController,
  evictDurableObject,
  runInDurableObject,
  waitOnExecutionContext,
} from "cloudflare:test";
import { env, exports } from "cloudflare:workers";
import { expect, test, vi } from "vitest";
import worker from "../../src/index.ts";
import { ingest } from "../../src/intake/consume-ingest.ts";
import { ledgerName } from "../../src/intake/ingest-message.ts";
import { principalStub, regionStub } from "../../src/intake/profile-stubs.ts";
import { BUCKET, EXTERNAL_ID, gzipped, localWorld, ROLE } from "./local-world.ts";

const ACCOUNT = "123456789012";
const KEY = `AWSLogs/${ACCOUNT}/CloudTrail/us-east-1/2026/11/24/${ACCOUNT}_CloudTrail_us-east-1_20261124T0905Z_AbCdEfGhIjKlMnOp.json.gz`;
const USER = `arn:aws:iam::${ACCOUNT}:user/mallory`;
const CANARY = "canary-7c1f0d9a3b";

function record(api: string, source: string, at: string, more: object = {}): object {
  const userIdentity = {
    type: "IAMUser",
    arn: USER,
    accountId: ACCOUNT,
    userName: "mallory",
    principalId: "AIDAEXAMPLE",
    accessKeyId: "AKIAEXAMPLE",
  };
  return {
    eventVersion: "1.11",
    userIdentity,
    eventTime: at,
    eventSource: source,
    eventName: api,
    awsRegion: "us-east-1",
    sourceIPAddress: "198.51.100.7",
    userAgent: "aws-cli/2.30.0",
    requestParameters: null,
    responseElements: null,
    eventID: `${api}-${at}`,
    eventType: "AwsApiCall",
    managementEvent: true,
    recipientAccountId: ACCOUNT,
    eventCategory: "Management",
    ...more,
  };
}

/** The canary sits where no feature and no detector looks, in a call whose body travels and in one whose does not. */
const RECORDS = [
  record("StopLogging", "cloudtrail.amazonaws.com", "2026-11-24T09:00:10Z", {
    requestParameters: { name: "main-trail", note: CANARY },
    tlsDetails: { cipherSuite: CANARY },
  }),
  record("ListUsers", "iam.amazonaws.com", "2026-11-24T09:00:11Z", {
    requestParameters: { pathPrefix: `/${CANARY}/` },
  }),
  record("DescribeInstances", "ec2.amazonaws.com", "2026-11-24T09:00:12Z", { responseElements: { secret: CANARY } }),
];

async function api(path: string, init: { method?: string; body?: string } = {}) {
  const headers = { authorization: "Bearer test-token", "content-type": "application/json" };
  const response = await exports.default.fetch(`https://watchpost.example${path}`, { ...init, headers });
  return { status: response.status, json: (await response.json()) as Record<string, never> };
}

async function tick(): Promise<void> {
  const context = createExecutionContext();
  await worker.scheduled(createScheduledController({ scheduledTime: new Date() }), env);
  await waitOnExecutionContext(context);
}

async function register(since = "2026-11-01T00:00:00Z") {
  const body = {
    bucket: BUCKET,
    region: "us-east-1",
    kind: "cloudtrail",
    roleArn: ROLE,
    externalId: EXTERNAL_ID,
    since,
  };
  return await api("/v1/sources", { method: "POST", body: JSON.stringify(body) });
}

type Listed = { findings: { id: string; type: string; updatedAt: string; service: { count: number } }[] };

async function listed(): Promise<Listed["findings"]> {
  return ((await api("/v1/findings")).json as unknown as Listed).findings;
}

test("put an object, run the cron, see the finding and its notice; deliver it again and again: still one", async () => {
  const log = vi.spyOn(console, "error");
  const world = localWorld();
  // As CloudTrail stores it, with the header that makes clients inflate on their own.
  await env.OBJECTS.put(`${BUCKET}/${KEY}`, await gzipped(JSON.stringify({ Records: RECORDS })), {
    httpMetadata: { contentEncoding: "gzip", contentType: "application/json" },
  });
  const { status, json } = await register();
  expect(status, JSON.stringify(json)).toBe(201);
  const sourceId = (json as unknown as { source: { id: string } }).source.id;

  await tick();
  await vi.waitFor(async () => expect(await listed()).toHaveLength(1), { timeout: 20_000, interval: 200 });
  await vi.waitFor(() => expect(world.slack).toHaveLength(1), { timeout: 20_000, interval: 200 });
  const [finding] = await listed();
  expect(finding).toMatchObject({ type: "Stealth:IAMUser/CloudTrailLoggingDisabled", service: { count: 1 } });

  const ledger = env.INTAKE_LEDGER.getByName(ledgerName(sourceId, ACCOUNT));
  await vi.waitFor(async () => expect(await ledger.counts()).toEqual({ done: 1 }), { timeout: 20_000 });
  const [row] = await ledger.objects(null, "", 10);
  expect(row).toMatchObject({ key: KEY, state: "done", records: 3, rejected: 0 });

  const principal = principalStub(env, ACCOUNT, USER);
  const region = regionStub(env, ACCOUNT, "us-east-1");
  const before = [await principal.packed(), await region.packed()];
  const message = {
    sourceId,
    accountId: ACCOUNT,
    key: KEY,
    etag: row?.etag ?? "",
    size: row?.size ?? 0,
    modifiedMs: row?.modifiedMs ?? 0,
  };
  for (let delivery = 1; delivery <= 3; delivery++) {
    for (const stub of [principal, region, ledger]) {
      await evictDurableObject(stub as DurableObjectStub);
    }
    const report = await ingest(env, message);
    expect(report.rowsWritten, "a replay writes no profile row").toBe(0);
  }
  expect([
    await principalStub(env, ACCOUNT, USER).packed(),
    await regionStub(env, ACCOUNT, "us-east-1").packed(),
  ]).toEqual(before);
  expect(await listed()).toEqual([finding]);
  expect(world.slack).toHaveLength(1);
  expect(await leaks()).toEqual([]);
  expect(JSON.stringify(log.mock.calls)).not.toContain(CANARY);
});

/** Every row of D1 and of every Durable Object that holds the canary. */
async function leaks(): Promise<string[]> {
  const found: string[] = [];
  const look = (place: string, rows: readonly unknown[]): void => {
    if (
      JSON.stringify(rows, (_, value: unknown) =>
        value instanceof ArrayBuffer
          ? [...new Uint8Array(value)].map((code) => String.fromCharCode(code)).join("")
          : value,
      ).includes(CANARY)
    )
      found.push(place);
  };
  const names =
    "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '\\_cf\\_%' ESCAPE '\\' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'";
  for (const { name } of (await env.DB.prepare(names).all<{ name: string }>()).results) {
    look(`D1 ${name}`, (await env.DB.prepare(`SELECT * FROM "${name}"`).all()).results);
  }
  const sources = (await env.DB.prepare("SELECT id FROM sources").all<{ id: string }>()).results;
  const stubs = [
    principalStub(env, ACCOUNT, USER),
    regionStub(env, ACCOUNT, "us-east-1"),
    ...sources.map(({ id }) => env.INTAKE_LEDGER.getByName(ledgerName(id, ACCOUNT))),
  ];
  for (const stub of stubs) {
    await runInDurableObject(stub as DurableObjectStub, (_, state) => {
      const tables = state.storage.sql.exec<{ name: string }>(names).toArray();
      expect(tables.length).toBeGreaterThan(0);
      for (const { name } of tables)
        look(`object ${name}`, state.storage.sql.exec(`SELECT * FROM "${name}"`).toArray());
    });
  }
  return found;
}

test("calls and rows written are bounded by the profiles touched, never by the records", async () => {
  localWorld();
  const many = Array.from({ length: 2_000 }, (_, at) =>
    record(
      at % 2 === 0 ? "DescribeInstances" : "GetUser",
      at % 2 === 0 ? "ec2.amazonaws.com" : "iam.amazonaws.com",
      "2026-11-24T09:00:10Z",
      { eventID: `many-${at}` },
    ),
  );
  await env.OBJECTS.put(`${BUCKET}/${KEY}`, await gzipped(JSON.stringify({ Records: many })));
  const { json } = await register();
  const sourceId = (json as unknown as { source: { id: string } }).source.id;
  const object = await env.OBJECTS.head(`${BUCKET}/${KEY}`);
  const message = {
    sourceId,
    accountId: ACCOUNT,
    key: KEY,
    etag: object?.etag ?? "",
    size: object?.size ?? 0,
    modifiedMs: 0,
  };
  const report = await ingest(env, message);
  expect(report.outcome).toMatchObject({ profileCalls: 2, chunks: 1, counts: { records: 2_000 } });
  // Each profile: its own row, and the hour's list of applied chunks; the account, what it said of the calls as well.
  expect(report.rowsWritten).toBe(5);
  console.log(`2,000 records in one object: 2 profile calls, ${report.rowsWritten} profile rows written`);
});

test.each([
  ["a bucket that is not there", { bucket: "no-such-bucket-here" }, /no bucket named "no-such-bucket-here"/],
  ["a role with another external id", { externalId: "another-external-id-0000" }, /cannot be assumed/],
  ["a role that is not there", { roleArn: "arn:aws:iam::123456789012:role/nobody" }, /cannot be assumed/],
  ["a mistyped prefix", { prefix: "AWSLog/" }, /nothing lies under "AWSLog\/".*"AWSLogs\/"/],
  [
    "an account without logs",
    { accountId: "999999999999" },
    /no CloudTrail logs of account 999999999999.*123456789012/,
  ],
])("a source is tried at once: %s", async (_, change, reason) => {
  localWorld();
  await env.OBJECTS.put(`${BUCKET}/${KEY}`, await gzipped(JSON.stringify({ Records: RECORDS })));
  const body = {
    bucket: BUCKET,
    region: "us-east-1",
    kind: "cloudtrail",
    roleArn: ROLE,
    externalId: EXTERNAL_ID,
    ...change,
  };
  const { status, json } = await api("/v1/sources", { method: "POST", body: JSON.stringify(body) });
  expect(status).toBe(422);
  expect((json as unknown as { error: { message: string } }).error.message).toMatch(reason);
});
