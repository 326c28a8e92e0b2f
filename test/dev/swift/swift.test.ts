/** Goal: our client and ledger work with an S3 that we did not write. Method: OpenStack Swift's S3 API, on loopback. */

import { gzipSync } from "node:zlib";
import { AwsClient } from "aws4fetch";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { type Swift, startSwift, SWIFT_KEYS, SWIFT_PROGRAM } from "../../../dev/swift/swift.ts";
import { startSystem } from "../../../dev/system.ts";
import { REAL_WORLD } from "../../../src/aws/aws-fetch.ts";
import { getObject, headObject, listObjects, type S3Client } from "../../../src/aws/s3.ts";
import { discover } from "../../../src/intake/discover.ts";
import { listStreamPage } from "../../../src/intake/list-stream.ts";
import { record } from "../../intake/cloudtrail-records.ts";
import { program } from "../../needs.ts";
import { freePort } from "../free-port.ts";

const installed = program(SWIFT_PROGRAM) !== null;
const PLACE = { bucket: "swift-trail-logs", region: "us-east-1" };
const ACCOUNT = "111122223333";
const BASE = `AWSLogs/${ACCOUNT}/CloudTrail/eu-west-1/`;
const TOKEN = "a-token-for-tests";

let swift: Swift;
let client: S3Client;

beforeAll(async () => {
  if (!installed) return;
  swift = await startSwift();
  client = { world: REAL_WORLD, endpoint: swift.url, credentials: async () => SWIFT_KEYS, forget: () => {} };
  await send("PUT", PLACE.bucket);
}, 200_000);

afterAll(async () => await swift?.stop(), 60_000);

async function send(method: string, path: string, body?: Uint8Array): Promise<void> {
  const signer = new AwsClient({ ...SWIFT_KEYS, service: "s3", region: PLACE.region, retries: 0 });
  const url = `${swift.url}/${path.split("/").map(encodeURIComponent).join("/")}`;
  const response = await signer.fetch(url, { method, ...(body === undefined ? {} : { body: new Uint8Array(body) }) });
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  await response.body?.cancel();
}

const put = (key: string, body: Uint8Array): Promise<void> => send("PUT", `${PLACE.bucket}/${key}`, body);

/** As CloudTrail names them, minute by minute. */
function keyAt(minute: number): string {
  const time = new Date(Date.UTC(2024, 6, 31, 13, minute)).toISOString().slice(0, 16).replace(/[-:]/g, "");
  const folder = `${BASE}${time.slice(0, 4)}/${time.slice(4, 6)}/${time.slice(6, 8)}/`;
  return `${folder}${ACCOUNT}_CloudTrail_eu-west-1_${time}Z_AbCdEfGhIjKlMn${String(minute).padStart(2, "0")}.json.gz`;
}

test.skipIf(!installed)(
  "keys come back as they were put, whatever they hold, in the order of their bytes",
  async () => {
    const odd = [
      "a b",
      "a+b",
      "a&b<c>\"d'",
      "a%2Fb",
      "é",
      "日本",
      "\u{1f600}",
      "a=b,c;d@e:f$g!h*i(j)",
      "tab\tx",
      "\uffee",
    ];
    const keys = odd.map((name) => `odd/${name}`);
    for (const key of keys) await put(key, new TextEncoder().encode(key));
    const page = await listObjects(client, PLACE, { prefix: "odd/" });
    const inBytes = (one: string, other: string): number => Buffer.compare(Buffer.from(one), Buffer.from(other));
    expect(page.objects.map(({ key }) => key)).toEqual(keys.toSorted(inBytes));
    for (const { key, etag, size } of page.objects) {
      expect(await (await getObject(client, PLACE, key, etag)).text()).toBe(key);
      expect(await headObject(client, PLACE, key)).toMatchObject({ key, etag, size });
    }
  },
  120_000,
);

test.skipIf(!installed)(
  "a stream is listed page by page, from any time on, and each object once",
  async () => {
    const keys = Array.from({ length: 24 }, (_, minute) => keyAt(minute));
    for (const key of keys) await put(key, gzipSync("{}"));
    const paged: string[] = [];
    for (let token: string | undefined; ;) {
      const page = await listObjects(client, PLACE, {
        prefix: BASE,
        maxKeys: 7,
        ...(token === undefined ? {} : { continuationToken: token }),
      });
      paged.push(...page.objects.map(({ key }) => key));
      if (page.next === null) break;
      token = page.next;
    }
    expect(paged).toEqual(keys);
    const after = await listStreamPage(client, PLACE, BASE, keyAt(20).slice(0, -26));
    expect(after.objects.map(({ key }) => key)).toEqual(keys.slice(20));
    const found = await discover(client, PLACE, {
      prefixes: [""],
      kind: null,
      accountId: null,
      listsMax: 100,
      streamsMax: 100,
    });
    expect(found.streams.map(({ base }) => base)).toEqual([BASE]);
    expect(found.complete).toBe(true);
  },
  120_000,
);

test.skipIf(!installed)(
  "errors are told apart: no object, another version, no bucket, a wrong secret",
  async () => {
    await put("one", new Uint8Array([1]));
    expect(await headObject(client, PLACE, "none")).toBeNull();
    await expect(getObject(client, PLACE, "none", "x")).rejects.toMatchObject({ status: 404, code: "NoSuchKey" });
    await expect(getObject(client, PLACE, "one", "0".repeat(32))).rejects.toMatchObject({ status: 412 });
    const elsewhere = { ...PLACE, bucket: "no-such-bucket" };
    await expect(listObjects(client, elsewhere, { prefix: "" })).rejects.toMatchObject({ code: "NoSuchBucket" });
    const stranger = { ...client, credentials: async () => ({ ...SWIFT_KEYS, secretAccessKey: "wrong" }) };
    await expect(listObjects(stranger, PLACE, { prefix: "" })).rejects.toMatchObject({
      status: 403,
      code: "SignatureDoesNotMatch",
    });
  },
  120_000,
);

test.skipIf(!installed)(
  "a ledger reads the bucket: listed, announced and listed again, each object once",
  async () => {
    const bucket = "swift-ledger-logs";
    await send("PUT", bucket);
    const body = (id: string): Uint8Array => gzipSync(JSON.stringify({ Records: [record({ eventID: id })] }));
    for (let minute = 0; minute < 5; minute++) await send("PUT", `${bucket}/${keyAt(minute)}`, body(`id-${minute}`));
    const system = await startSystem({
      port: 0,
      awsPort: await freePort(),
      aws: { accountId: ACCOUNT, region: "us-east-1", users: [], roles: [], buckets: [] },
      bindings: {
        LOCAL: "1",
        API_TOKEN: TOKEN,
        AWS_ACCESS_KEY_ID: SWIFT_KEYS.accessKeyId,
        AWS_SECRET_ACCESS_KEY: SWIFT_KEYS.secretAccessKey,
        AWS_ENDPOINT_URL: swift.url,
        POLL_IDLE_MINUTES_MAX: "0",
        DISCOVERY_MINUTES: "0",
      },
    });
    const call = async (method: string, path: string, json?: object) => {
      const headers = { authorization: `Bearer ${TOKEN}` };
      const response = await fetch(system.url + path, {
        method,
        headers,
        ...(json ? { body: JSON.stringify(json) } : {}),
      });
      return (await response.json()) as Record<string, never>;
    };
    try {
      const source = {
        bucket,
        region: "us-east-1",
        kind: "cloudtrail",
        accountId: ACCOUNT,
        since: "2024-07-01T00:00:00Z",
      };
      const id = ((await call("POST", "/v1/sources", source)) as { source?: { id: string } }).source?.id;
      expect(id).toBeDefined();
      const done = async (): Promise<number> => {
        const { objects } = (await call("GET", `/v1/sources/${id}/objects?state=done`)) as { objects?: unknown[] };
        return objects?.length ?? 0;
      };
      expect(await system.tick()).toBe(true);
      await vi.waitFor(async () => expect(await done()).toBe(5), { timeout: 60_000, interval: 500 });
      await send("PUT", `${bucket}/${keyAt(5)}`, body("id-5"));
      const notice = { s3Bucket: bucket, s3ObjectKey: [keyAt(5), keyAt(1)] };
      expect(await call("POST", "/v1/intake/s3", notice)).toMatchObject({ queued: 1, known: 1 });
      await vi.waitFor(async () => expect(await done()).toBe(6), { timeout: 60_000, interval: 500 });
      await system.tick();
      expect(await call("POST", "/v1/intake/s3", notice)).toMatchObject({ queued: 0, known: 2 });
      expect(await done()).toBe(6);
      const { findings } = (await call("GET", "/v1/findings")) as { findings?: { service: { count: number } }[] };
      expect(findings?.map(({ service }) => service.count)).toEqual([6]);
    } finally {
      await system.dispose();
    }
  },
  300_000,
);
