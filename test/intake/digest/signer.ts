/** Stands in for CloudTrail: signs chains of digests with a key of its own, so that tests can tamper with them. */

import { createHash, generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { buildDigestKey, type DigestStream } from "../../../src/intake/digest/keys.ts";
import type { LedgerFile } from "../../../src/intake/digest/files.ts";
import type { DigestObject, KeyOf } from "../../../src/intake/digest/verify.ts";

export const HOUR_MS = 3_600_000;
export const BUCKET = "trail-bucket";
export const STREAM: DigestStream = {
  prefix: "",
  organizationId: null,
  accountId: "111122223333",
  region: "eu-west-1",
  trail: "main_trail",
  homeRegion: "us-east-1",
};

export type Signer = { readonly fingerprint: string; readonly privateKey: KeyObject; readonly der: Uint8Array };

export function createSigner(fingerprint: string): Signer {
  const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  return { fingerprint, privateKey, der: new Uint8Array(publicKey.export({ type: "pkcs1", format: "der" })) };
}

export const CLOUDTRAIL = createSigner("31e8b5433410dfb61a9dc45cc65b22ff");
export const FOREIGN = createSigner("0123456789abcdef0123456789abcdef");

/** What ListPublicKeys would answer. */
export const keyOf: KeyOf = (fingerprint) =>
  Promise.resolve(fingerprint === CLOUDTRAIL.fingerprint ? CLOUDTRAIL.der : null);

/** The fields of a digest file, as text. */
export type Fields = Record<string, unknown> & {
  digestEndTime: string;
  digestS3Object: string;
  previousDigestSignature: string | null;
  logFiles: Record<string, unknown>[];
};

export function textOf(object: DigestObject): string {
  return new TextDecoder().decode(object.content);
}

export function fieldsOf(object: DigestObject): Fields {
  return JSON.parse(textOf(object)) as Fields;
}

export function sha256(content: string | Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
}

/** The object CloudTrail would put, signed. */
export function signedObject(
  fields: Fields,
  signer: Signer = CLOUDTRAIL,
  generatedMs: number | null = null,
): DigestObject {
  const text = JSON.stringify(fields);
  const { digestEndTime, digestS3Bucket, digestS3Object, previousDigestSignature } = fields;
  const place = `${String(digestS3Bucket)}/${digestS3Object}`;
  const signedText = `${digestEndTime}\n${place}\n${sha256(text)}\n${previousDigestSignature ?? "null"}`;
  return {
    bucket: String(digestS3Bucket),
    key: digestS3Object,
    content: new TextEncoder().encode(text),
    signature: sign("RSA-SHA256", Buffer.from(signedText), signer.privateKey).toString("hex"),
    signatureAlgorithm: "SHA256withRSA",
    generatedMs,
  };
}

export function seconds(timeMs: number): string {
  return `${new Date(timeMs).toISOString().slice(0, 19)}Z`;
}

export function logFile(deliveredMs: number, unique: string): LedgerFile {
  const minute = new Date(deliveredMs).toISOString().slice(0, 16).replace(/[-:]/g, "");
  const day = new Date(deliveredMs).toISOString().slice(0, 10).replaceAll("-", "/");
  const { accountId, region } = STREAM;
  const key = `AWSLogs/${accountId}/CloudTrail/${region}/${day}/${accountId}_CloudTrail_${region}_${minute}Z_${unique}.json.gz`;
  return { bucket: BUCKET, key, deliveredMs, state: "read", sha256: sha256(key) };
}

function entryOf(file: LedgerFile): Record<string, unknown> {
  return {
    s3Bucket: file.bucket,
    s3Object: file.key,
    hashValue: file.sha256,
    hashAlgorithm: "SHA-256",
    newestEventTime: seconds(file.deliveredMs ?? 0),
    oldestEventTime: seconds((file.deliveredMs ?? 0) - 300_000),
  };
}

export type DigestOptions = {
  readonly endMs: number;
  readonly previous: DigestObject | null;
  readonly files?: readonly LedgerFile[];
  readonly backfill?: boolean;
};

export function fieldsFor({ endMs, previous, files = [], backfill = false }: DigestOptions): Fields {
  return {
    awsAccountId: STREAM.accountId,
    digestStartTime: seconds(endMs - HOUR_MS),
    digestEndTime: seconds(endMs),
    digestS3Bucket: BUCKET,
    digestS3Object: buildDigestKey({ ...STREAM, endMs, backfill }),
    digestPublicKeyFingerprint: CLOUDTRAIL.fingerprint,
    digestSignatureAlgorithm: "SHA256withRSA",
    newestEventTime: files.length === 0 ? null : seconds(endMs - 60_000),
    oldestEventTime: files.length === 0 ? null : seconds(endMs - HOUR_MS),
    previousDigestS3Bucket: previous?.bucket ?? null,
    previousDigestS3Object: previous?.key ?? null,
    previousDigestHashValue: previous ? sha256(previous.content) : null,
    previousDigestHashAlgorithm: previous ? "SHA-256" : null,
    previousDigestSignature: previous?.signature ?? null,
    logFiles: files.map(entryOf),
  };
}

export type Chain = { digests: DigestObject[]; files: LedgerFile[]; startMs: number; endMs: number };

/** Hourly digests from 14:01:31; every third hour is empty, the others hold a file each 20 minutes. */
export function createChain(hours: number, startMs: number = Date.UTC(2026, 10, 22, 14, 1, 31)): Chain {
  const digests: DigestObject[] = [];
  const files: LedgerFile[] = [];
  for (let hour = 1; hour <= hours; hour++) {
    const endMs = startMs + hour * HOUR_MS;
    const minutes = hour % 3 === 0 ? [] : [55, 35, 15];
    const delivered = minutes.map((minute) => logFile(endMs - minute * 60_000, `hour${hour}minute${minute}`));
    digests.push(signedObject(fieldsFor({ endMs, previous: digests.at(-1) ?? null, files: delivered })));
    files.push(...delivered);
  }
  return { digests, files, startMs, endMs: startMs + hours * HOUR_MS };
}
