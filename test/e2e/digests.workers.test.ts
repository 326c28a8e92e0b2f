/** Goal: what is done to logs in the bucket is found by CloudTrail's digests. Method: the real Worker in workerd. */

import { env } from "cloudflare:workers";
import { expect, test, vi } from "vitest";
import { ledgerName } from "../../src/intake/ingest-message.ts";
import { getSource } from "../../src/store/sources.ts";
import type { DigestObject } from "../../src/intake/digest/verify.ts";
import { fieldsFor, FOREIGN, HOUR_MS, logFile, sha256, signedObject, STREAM } from "../intake/digest/signer.ts";
import { BUCKET, gzipped, localWorld } from "./local-world.ts";
import { api, register, settled, tick } from "./worker.ts";

const { accountId: ACCOUNT } = STREAM;

type File = { readonly key: string; readonly text: string };

/** A bucket to which a trail delivers; its digest number `hours` ends ten minutes ago, those after it later. */
class Bucket {
  readonly digests: DigestObject[] = [];
  readonly #startMs: number;

  constructor(hours: number) {
    const nowMs = Math.floor(Date.now() / 1000) * 1000;
    this.#startMs = nowMs - 600_000 - hours * HOUR_MS;
  }

  file(hour: number, name: string): File {
    const record = {
      eventVersion: "1.11",
      userIdentity: {
        type: "IAMUser",
        arn: `arn:aws:iam::${ACCOUNT}:user/a`,
        accountId: ACCOUNT,
        userName: "a",
        principalId: "AIDAEXAMPLE",
      },
      eventTime: new Date(this.#startMs + (hour - 0.5) * HOUR_MS).toISOString(),
      eventSource: "ec2.amazonaws.com",
      eventName: "DescribeInstances",
      awsRegion: STREAM.region,
      sourceIPAddress: "198.51.100.7",
      userAgent: "aws-cli/2.30.0",
      eventID: name,
      recipientAccountId: ACCOUNT,
    };
    const { key } = logFile(this.#startMs + (hour - 0.5) * HOUR_MS, name);
    return { key, text: JSON.stringify({ Records: [record] }) };
  }

  async put({ key, text }: File): Promise<void> {
    await env.OBJECTS.put(`${BUCKET}/${key}`, await gzipped(text));
  }

  /** The digest of the next hour, which lists these files. */
  async digest(files: readonly File[], signer?: typeof FOREIGN): Promise<DigestObject> {
    const hour = this.digests.length + 1;
    const fields = fieldsFor({ endMs: this.#startMs + hour * HOUR_MS, previous: this.digests.at(-1) ?? null });
    const logFiles = files.map(({ key, text }) => ({
      s3Bucket: BUCKET,
      s3Object: key,
      hashValue: sha256(text),
      hashAlgorithm: "SHA-256",
    }));
    const object = signedObject({ ...fields, digestS3Bucket: BUCKET, logFiles }, signer);
    this.digests.push(object);
    const customMetadata = {
      signature: object.signature ?? "",
      "signature-algorithm": object.signatureAlgorithm ?? "",
    };
    await env.OBJECTS.put(`${BUCKET}/${object.key}`, await gzipped(new TextDecoder().decode(object.content)), {
      customMetadata,
    });
    return object;
  }

  /** Hours with one file each, whole and read. */
  async hours(count: number): Promise<File[]> {
    const files: File[] = [];
    for (let hour = 1; hour <= count; hour++) {
      const file = this.file(hour, `hour${hour}`);
      files.push(file);
      await this.put(file);
      await this.digest([file]);
    }
    return files;
  }
}

type Region = {
  region: string;
  complete: boolean;
  lastGood: string | null;
  reasons: string[];
  files: Record<string, number> & { examples: Record<string, string[]> };
  trails: {
    trail: string;
    digests: number;
    verified: number;
    gaps: unknown[];
    problems: { kind: string; key: string }[];
  }[];
};

async function integrity(sourceId: string): Promise<{ problem: string | null; regions: Region[] }> {
  const { json } = await api<{ accounts: { problem: string | null; regions: Region[] }[] }>(
    `/v1/sources/${sourceId}/integrity`,
  );
  return json.accounts[0] ?? { problem: "no account", regions: [] };
}

/** A digest that is announced is looked at with the next tick, and not in an hour. */
async function look(
  sourceId: string,
  digest: DigestObject | undefined,
): Promise<{ problem: string | null; regions: Region[] }> {
  const body = JSON.stringify({ s3Bucket: BUCKET, s3ObjectKey: [digest?.key] });
  expect(await api("/v1/intake/s3", { method: "POST", body })).toMatchObject({ status: 202, json: { digests: 1 } });
  await tick();
  return await integrity(sourceId);
}

type Listed = {
  findings: {
    type: string;
    severity: number;
    title: string;
    region: string;
    service: { count: number; additionalInfo: { value: string } };
  }[];
};

async function findings(): Promise<[string, number][]> {
  const { json } = await api<Listed>("/v1/findings");
  return json.findings
    .filter(({ type }) => type === "Watchpost:Operations/LogsTampered")
    .map(({ service }): [string, number] => [
      (JSON.parse(service.additionalInfo.value) as { deed: string }).deed,
      service.count,
    ])
    .sort();
}

async function started(bucket: Bucket, hours: number): Promise<{ sourceId: string; files: File[] }> {
  vi.spyOn(console, "error").mockImplementation(() => undefined);
  const files = await bucket.hours(hours);
  const sourceId = await register({ since: new Date(Date.now() - 40 * HOUR_MS).toISOString() });
  await tick();
  await settled(sourceId, ACCOUNT);
  return { sourceId, files };
}

test("a bucket that nobody touched: every digest verified, every file intact, no finding", async () => {
  const world = localWorld();
  const bucket = new Bucket(4);
  const { sourceId } = await started(bucket, 4);
  const { problem, regions } = await look(sourceId, bucket.digests[3]);
  expect(problem).toBeNull();
  expect(regions).toMatchObject([
    {
      region: STREAM.region,
      complete: true,
      reasons: [],
      trails: [{ trail: STREAM.trail, digests: 4, verified: 4, gaps: [], problems: [] }],
    },
  ]);
  expect(regions[0]?.files).toMatchObject({
    listed: 4,
    intact: 4,
    late: 0,
    changed: 0,
    missing: 0,
    unread: 0,
    unlisted: 0,
  });
  expect(Date.parse(regions[0]?.lastGood ?? "")).toBeGreaterThan(Date.now() - 15 * 60_000);
  expect(await findings()).toEqual([]);
  // Each digest was read once, however often it was looked at.
  await look(sourceId, bucket.digests[3]);
  expect(
    world.aws.filter(
      (request) => request.startsWith("GET") && request.includes("CloudTrail-Digest/") && request.endsWith(".gz"),
    ),
  ).toHaveLength(4);
});

test("a file that only a digest names is read; one that is gone, changed or a digest that is gone is told, once", async () => {
  const world = localWorld();
  const bucket = new Bucket(4);
  const { sourceId, files } = await started(bucket, 4);

  const [late, deleted] = [bucket.file(5, "late"), bucket.file(5, "deleted")];
  await bucket.put(late);
  const fifth = await bucket.digest([late, deleted]);
  // No listing came by: the pass alone finds what the digest names.
  const source = await getSource(env.DB, sourceId);
  if (!source) throw new Error("no source");
  const base = `AWSLogs/${ACCOUNT}/CloudTrail/${STREAM.region}/`;
  const streams = [{ ...STREAM, accountId: ACCOUNT, vpcId: null, kind: "cloudtrail", layout: "daily", base } as const];
  const ledger = env.INTAKE_LEDGER.getByName(ledgerName(sourceId, ACCOUNT));
  const request = { source, accountId: ACCOUNT, streams, nowMs: Date.now() + HOUR_MS / 4 };
  expect(await ledger.checkDigests(request)).toMatchObject({
    problem: null,
    harms: [{ kind: "file-missing", key: deleted.key }],
  });
  await settled(sourceId, ACCOUNT);
  const second = await look(sourceId, fifth);
  expect(second.regions[0]?.files).toMatchObject({ listed: 6, intact: 4, late: 1, missing: 1, unread: 0 });
  expect(second.regions[0]?.files.examples["missing"]).toEqual([deleted.key]);

  // Someone writes over a file that had been read, and takes a digest away.
  const changed = files[1] as File;
  await bucket.put({ ...changed, text: changed.text.replace("DescribeInstances", "DescribeVpcs") });
  await env.OBJECTS.delete(`${BUCKET}/${bucket.digests[2]?.key}`);
  await tick();
  await settled(sourceId, ACCOUNT);
  const sixth = await bucket.digest([]);
  const third = await look(sourceId, sixth);
  expect(third.regions[0]?.files).toMatchObject({ listed: 6, intact: 3, late: 1, changed: 1, missing: 1 });
  expect(third.regions[0]?.trails[0]?.problems).toMatchObject([
    { kind: "digest-missing", key: bucket.digests[2]?.key },
  ]);
  expect(Date.parse(third.regions[0]?.lastGood ?? "")).toBeLessThan(Date.now() - 3 * HOUR_MS);
  const found = [
    ["digest-missing", 1],
    ["file-changed", 1],
    ["file-missing", 1],
  ];
  expect(await findings()).toEqual(found);
  await look(sourceId, sixth);
  expect(await findings()).toEqual(found);
  await vi.waitFor(() => expect(world.slack.filter((body) => body.includes("LogsTampered"))).toHaveLength(3), {
    timeout: 20_000,
  });
});

test("a digest that is signed by someone else vouches for nothing", async () => {
  localWorld();
  const bucket = new Bucket(2);
  const { sourceId } = await started(bucket, 2);
  const forged = bucket.file(3, "forged");
  await bucket.put(forged);
  const { regions } = await look(sourceId, await bucket.digest([forged], FOREIGN));
  expect(regions[0]?.trails[0]).toMatchObject({ digests: 3, verified: 2, problems: [{ kind: "invalid-signature" }] });
  expect(regions[0]?.files["listed"]).toBe(2);
  expect(await findings()).toEqual([["invalid-signature", 1]]);
  await settled(sourceId, ACCOUNT);
});

test("a Region without digests says so, and is no harm", async () => {
  localWorld();
  vi.spyOn(console, "error").mockImplementation(() => undefined);
  const bucket = new Bucket(1);
  await bucket.put(bucket.file(1, "alone"));
  const sourceId = await register({ since: new Date(Date.now() - 40 * HOUR_MS).toISOString() });
  await tick();
  const { problem, regions } = await integrity(sourceId);
  expect([problem, regions[0]?.lastGood, regions[0]?.reasons]).toEqual([
    null,
    null,
    ["no digests: log file validation is off for every trail that delivers here"],
  ]);
  expect(await findings()).toEqual([]);
  await settled(sourceId, ACCOUNT);
});
