/** Goal: the ledger's other doors: backfill, rejections, silence, retry, the report. Method: the real Worker in workerd. */

import { runDurableObjectAlarm } from "cloudflare:test";
import { env, exports } from "cloudflare:workers";
import { expect, test, vi } from "vitest";
import { ingest } from "../../src/intake/consume-ingest.ts";
import { ledgerName } from "../../src/intake/ingest-message.ts";
import { tick } from "../../src/intake/tick.ts";
import { BUCKET, EXTERNAL_ID, gzipped, localWorld, ROLE } from "./local-world.ts";

const ACCOUNT = "123456789012";
const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

function keyAt(timeMs: number, unique: string): string {
  const iso = new Date(timeMs).toISOString();
  const minute = `${iso.slice(0, 16).replace(/[-:]/g, "")}Z`;
  const day = iso.slice(0, 10).replaceAll("-", "/");
  return `AWSLogs/${ACCOUNT}/CloudTrail/us-east-1/${day}/${ACCOUNT}_CloudTrail_us-east-1_${minute}_${unique}.json.gz`;
}

/** One call that a detector recognises. */
function stopLogging(timeMs: number, id: string): string {
  const user = { type: "IAMUser", arn: `arn:aws:iam::${ACCOUNT}:user/m`, accountId: ACCOUNT, userName: "m" };
  const record = {
    eventVersion: "1.11",
    userIdentity: { ...user, principalId: "AIDAEXAMPLE", accessKeyId: "AKIAEXAMPLE" },
    eventTime: `${new Date(timeMs).toISOString().slice(0, 19)}Z`,
    eventSource: "cloudtrail.amazonaws.com",
    eventName: "StopLogging",
    awsRegion: "us-east-1",
    sourceIPAddress: "198.51.100.7",
    userAgent: "aws-cli/2.30.0",
    requestParameters: { name: `trail-${id}` },
    responseElements: null,
    eventID: id,
    eventType: "AwsApiCall",
    managementEvent: true,
    recipientAccountId: ACCOUNT,
    eventCategory: "Management",
  };
  return JSON.stringify({ Records: [record] });
}

async function put(timeMs: number, unique: string, body: ArrayBuffer | string): Promise<string> {
  const key = keyAt(timeMs, unique);
  await env.OBJECTS.put(`${BUCKET}/${key}`, body);
  return key;
}

async function api(method: string, path: string, body?: object) {
  const headers = { authorization: "Bearer test-token", "content-type": "application/json" };
  const init = { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
  const response = await exports.default.fetch(`https://watchpost.example${path}`, init);
  return { status: response.status, json: (await response.json()) as any }; // oxlint-disable-line typescript/no-explicit-any -- bodies are asserted field by field
}

async function register(since: number): Promise<string> {
  const source = { bucket: BUCKET, region: "us-east-1", roleArn: ROLE, externalId: EXTERNAL_ID };
  const { json } = await api("POST", "/v1/sources", { ...source, since: new Date(since).toISOString() });
  return json.source.id;
}

function ledgerOf(sourceId: string) {
  return env.INTAKE_LEDGER.getByName(ledgerName(sourceId, ACCOUNT));
}

async function settled(sourceId: string, counts: Record<string, number>): Promise<void> {
  await vi.waitFor(async () => expect(await ledgerOf(sourceId).counts()).toEqual(counts), {
    timeout: 20_000,
    interval: 200,
  });
}

const types = async (): Promise<string[]> =>
  (await api("GET", "/v1/findings?archived=false")).json.findings.map(({ type }: { type: string }) => type);

test("a backfill teaches the profiles and raises nothing; its progress and the ledger show it", async () => {
  const world = localWorld();
  const now = Date.now();
  await put(now - HOUR_MS, "recent", await gzipped(JSON.stringify({ Records: [] })));
  const old = await put(now - 40 * DAY_MS, "old", await gzipped(stopLogging(now - 40 * DAY_MS, "old")));
  const sourceId = await register(now - DAY_MS);
  await tick(env, now);
  await settled(sourceId, { done: 1 });
  expect((await api("POST", `/v1/sources/${sourceId}/backfill`, { days: 60 })).status).toBe(202);
  expect((await api("GET", `/v1/sources/${sourceId}`)).json.source.backfill).toMatchObject({
    accountsListing: 1,
    done: false,
  });
  await tick(env, now + 60_000);
  await settled(sourceId, { done: 2 });
  await tick(env, now + 120_000);

  const { source } = (await api("GET", `/v1/sources/${sourceId}`)).json;
  expect(source.backfill).toEqual({ objectsLeft: 0, accountsListing: 0, done: true });
  expect(source).toMatchObject({ accounts: 1, streams: 1, discoveryProblem: null });
  expect(source.listCalls[0].calls).toBeGreaterThan(4);
  const row = (await ledgerOf(sourceId).objects(null, "", 10)).find(({ key }) => key === old);
  expect(row).toMatchObject({ learn: 1, records: 1, state: "done" });
  expect(JSON.parse(row?.detail ?? "")).toMatchObject({ learned: 1 });
  expect([await types(), world.slack]).toEqual([[], []]);

  const span = `from=${new Date(now - 30 * DAY_MS).toISOString()}&to=${new Date(now + HOUR_MS).toISOString()}`;
  const { json } = await api("GET", `/v1/sources/${sourceId}/ledger?${span}`);
  expect(json.hours).toMatchObject([
    { accountId: ACCOUNT, region: "us-east-1", kind: "cloudtrail", listed: 1, read: 1, learned: 0 },
  ]);
  const older = `from=${new Date(now - 50 * DAY_MS).toISOString()}&to=${new Date(now - 30 * DAY_MS).toISOString()}&account=${ACCOUNT}`;
  expect((await api("GET", `/v1/sources/${sourceId}/ledger?${older}`)).json.hours).toMatchObject([
    { read: 1, learned: 1 },
  ]);
  // Asking the same again lists nothing again.
  await api("POST", `/v1/sources/${sourceId}/backfill`, { days: 50 });
  await tick(env, now + 180_000);
  expect(await ledgerOf(sourceId).counts()).toEqual({ done: 2 });
});

test("rejected objects are one finding, counted once each, and read again when asked for", async () => {
  localWorld();
  vi.spyOn(console, "error").mockImplementation(() => {});
  const now = Date.now();
  const keys = [];
  for (let at = 0; at < 3; at++) keys.push(await put(now - HOUR_MS, `bad-${at}`, "not gzip, not JSON"));
  const sourceId = await register(now - DAY_MS);
  await tick(env, now);
  await settled(sourceId, { rejected: 3 });
  const ledger = ledgerOf(sourceId);
  const [row] = await ledger.objects("rejected", "", 1);
  const message = {
    sourceId,
    accountId: ACCOUNT,
    key: row?.key ?? "",
    etag: row?.etag ?? "",
    size: row?.size ?? 0,
    modifiedMs: row?.modifiedMs ?? 0,
  };
  await ingest(env, message);
  await runDurableObjectAlarm(ledger as DurableObjectStub);
  const found = async () => (await api("GET", "/v1/findings")).json.findings;
  const [finding, ...others] = await found();
  expect(others).toEqual([]);
  expect(finding).toMatchObject({ type: "Watchpost:Operations/ObjectRejected", service: { count: 3 } });
  expect(finding.description).toContain(`/v1/sources/${sourceId}/objects/retry`);
  await runDurableObjectAlarm(ledger as DurableObjectStub);
  expect(await found()).toEqual([finding]);

  await env.OBJECTS.put(`${BUCKET}/${keys[0]}`, await gzipped(JSON.stringify({ Records: [] })));
  const retried = await api("POST", `/v1/sources/${sourceId}/objects/retry`, { keys });
  expect(retried).toEqual({ status: 202, json: { retried: 3, cursor: null } });
  await tick(env, now + 60_000);
  // One has been replaced meanwhile: its old row stays rejected, the new one is read.
  await settled(sourceId, { done: 1, rejected: 3 });
  await tick(env, now + 120_000);
  type Told = { service: { count: number; additionalInfo: { value: string } } };
  const causes = ((await found()) as Told[]).map(({ service: { count, additionalInfo } }) => [
    (JSON.parse(additionalInfo.value) as { cause: string }).cause,
    count,
  ]);
  expect(Object.fromEntries(causes)).toEqual({ unreadable: 5, replaced: 1 });
  expect((await api("POST", `/v1/sources/${sourceId}/objects/retry`, { state: "rejected" })).json).toEqual({
    retried: 3,
    cursor: null,
  });
});

const SILENT = "Watchpost:Operations/LogsSilent";

test("logs that stop are a finding, which is archived when they come again, and a new one when they stop again", async () => {
  localWorld();
  // The digests here are empty files: that they prove nothing is told as well.
  const silences = async () => (await types()).filter((type) => type === SILENT);
  const now = Date.now();
  const empty = await gzipped(JSON.stringify({ Records: [] }));
  const digest = (timeMs: number): string => {
    const minute = `${new Date(timeMs).toISOString().slice(0, 19).replace(/[-:]/g, "")}Z`;
    const day = new Date(timeMs).toISOString().slice(0, 10).replaceAll("-", "/");
    return `${BUCKET}/AWSLogs/${ACCOUNT}/CloudTrail-Digest/us-east-1/${day}/${ACCOUNT}_CloudTrail-Digest_us-east-1_t_us-east-1_${minute}.json.gz`;
  };
  await put(now - HOUR_MS, "a", empty);
  const sourceId = await register(now - DAY_MS);
  await env.OBJECTS.put(digest(now), empty);
  await tick(env, now);
  await settled(sourceId, { done: 1 });
  // Idle, and its digests come.
  await env.OBJECTS.put(digest(now + 2 * HOUR_MS), empty);
  await tick(env, now + 3 * HOUR_MS);
  expect(await silences()).toEqual([]);
  await tick(env, now + 4 * HOUR_MS);
  expect(await silences()).toEqual([SILENT]);
  await tick(env, now + 5 * HOUR_MS);
  expect(await silences()).toHaveLength(1);
  await env.OBJECTS.put(digest(now + 5 * HOUR_MS), empty);
  await tick(env, now + 5.6 * HOUR_MS);
  expect(await silences()).toEqual([]);
  await tick(env, now + 8 * HOUR_MS);
  expect(await silences()).toHaveLength(1);
  const { findings } = (await api("GET", "/v1/findings")).json;
  expect(findings.filter(({ type }: { type: string }) => type === SILENT)).toHaveLength(2);
});
