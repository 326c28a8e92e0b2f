/** The digests of the simulated trails: one place is idle and keeps getting them, in another they stop with the logs. */

import { createHash } from "node:crypto";
import { parseLogKey } from "../../src/core/sources/log-key.ts";
import { buildDigestKey } from "../../src/intake/digest/keys.ts";
import { FINGERPRINT, signed } from "./cloudtrail-keys.ts";
import type { At, Delivery } from "./deliveries.ts";

const HOUR_MS = 3_600_000;
/** The last digest before the run ends this long before it. */
const LAST_END_MS = 10 * 60_000;
/** From delivery to the digest's own delivery. */
const DELIVERED_AFTER_MS = 5 * 60_000;
const HOURS_BEFORE = 2;
/** Beyond the last look at a run but that after weeks. */
export const IDLE_HOURS = 30;

export type DigestPut = {
  /** After the start of the run. */
  readonly atMs: number;
  readonly bucket: string;
  readonly key: string;
  readonly etag: string;
  readonly bytes: Uint8Array;
  readonly headers: Readonly<Record<string, string>>;
};

/** Hourly digests of the place from before the run until `hours` after its start, each linked to the one before. */
export function makeDigests(
  { tenant, place }: At,
  deliveries: readonly Delivery[],
  startMs: number,
  hours: number,
): DigestPut[] {
  const puts: DigestPut[] = [];
  let previous: { readonly key: string; readonly text: string; readonly signature: string } | null = null;
  const files = filesOf({ tenant, place }, deliveries, startMs);
  for (let hour = 1 - HOURS_BEFORE; hour <= hours; hour++) {
    const endMs = Math.floor((startMs - LAST_END_MS + hour * HOUR_MS) / 1000) * 1000;
    const stream = { prefix: tenant.prefix, organizationId: null, trail: "main", homeRegion: "us-east-1", ...place };
    const key = buildDigestKey({ ...stream, endMs, backfill: false });
    const text: string = JSON.stringify({
      awsAccountId: place.accountId,
      digestStartTime: seconds(endMs - HOUR_MS),
      digestEndTime: seconds(endMs),
      digestS3Bucket: tenant.bucket,
      digestS3Object: key,
      digestPublicKeyFingerprint: FINGERPRINT,
      digestSignatureAlgorithm: "SHA256withRSA",
      newestEventTime: null,
      oldestEventTime: null,
      previousDigestS3Bucket: previous && tenant.bucket,
      previousDigestS3Object: previous?.key ?? null,
      previousDigestHashValue: previous && sha256(previous.text),
      previousDigestHashAlgorithm: previous && "SHA-256",
      previousDigestSignature: previous?.signature ?? null,
      logFiles: files.filter(({ atMs }) => atMs > endMs - HOUR_MS && atMs <= endMs).map(({ entry }) => entry),
    });
    const before: string = previous?.signature ?? "null";
    const signature = signed(`${seconds(endMs)}\n${tenant.bucket}/${key}\n${sha256(text)}\n${before}`);
    const bytes = Buffer.from(text);
    const headers = { "x-amz-meta-signature": signature, "x-amz-meta-signature-algorithm": "SHA256withRSA" };
    const atMs = Math.max(0, endMs + DELIVERED_AFTER_MS - startMs);
    puts.push({ atMs, bucket: tenant.bucket, key, etag: sha256(text).slice(0, 32), bytes, headers });
    previous = { key, text, signature };
  }
  return puts;
}

/** Files that are delivered once, whole, and within the hour that their names tell. */
function filesOf({ tenant, place }: At, deliveries: readonly Delivery[], startMs: number) {
  const own = deliveries.filter(({ bucket, key }) => {
    return bucket === tenant.bucket && key.includes(`/${place.accountId}/CloudTrail/${place.region}/`);
  });
  const versions = Map.groupBy(own, ({ key }) => key);
  return own.flatMap(({ key, damage, denied, text, bucket }) => {
    const known = parseLogKey(key);
    const atMs = known !== null && "timeMs" in known ? (known.timeMs ?? 0) : 0;
    if (damage !== null || denied || versions.get(key)?.length !== 1 || atMs < startMs - HOUR_MS) return [];
    const entry = { s3Bucket: bucket, s3Object: key, hashValue: sha256(text), hashAlgorithm: "SHA-256" };
    return [{ atMs, entry: { ...entry, newestEventTime: seconds(atMs), oldestEventTime: seconds(atMs) } }];
  });
}

function seconds(timeMs: number): string {
  return `${new Date(timeMs).toISOString().slice(0, 19)}Z`;
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
