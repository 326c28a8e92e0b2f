/** The log files that digests vouch for, against those that were read. Pure. */

import { DIGEST_EDGE_MS } from "../../core/limits.ts";
import type { Digest } from "./parse.ts";

/** Times of delivery, ms: from inclusive, to exclusive. */
export type Span = { readonly fromMs: number; readonly toMs: number };

/** What the ledger knows of a log file. */
export type LedgerFile = {
  readonly bucket: string;
  readonly key: string;
  /** Minute in the key; null where the key tells none. */
  readonly deliveredMs: number | null;
  /** "missing": listed or announced, and gone when it was to be read. */
  readonly state: "read" | "missing" | "unread";
  /** SHA-256 of the uncompressed content, hexadecimal, of a file that was read. */
  readonly sha256: string | null;
};

export type FileName = { readonly bucket: string; readonly key: string };

export type FileReport = {
  /** Read, and just as CloudTrail delivered them. */
  readonly intactFiles: number;
  /** Read with other content than CloudTrail delivered. */
  readonly changedFiles: readonly (FileName & { readonly sha256: string; readonly expected: string })[];
  readonly missingFiles: readonly FileName[];
  /** Vouched for and not read: to be fetched now. A file that then is gone is a missing one. */
  readonly unseenFiles: readonly (FileName & { readonly expected: string })[];
  /** Read, in witnessed hours, and in no digest: CloudTrail did not deliver them, or a backfill digest is still to come. */
  readonly unlistedFiles: readonly FileName[];
};

type Witness = { readonly startMs: number; readonly endMs: number };

/** `digests`: those to be believed, backfill among them. `witnesses`: the spans of the regular ones, in order. */
export function reportFiles(
  digests: readonly Digest[],
  witnesses: readonly Witness[],
  files: readonly LedgerFile[],
): FileReport {
  const known = new Map(files.map((file) => [nameOf(file), file]));
  const vouched = new Map<string, FileName & { expected: string }>();
  for (const { logFiles } of digests) {
    for (const { s3Bucket: bucket, s3Object: key, hashValue } of logFiles) {
      vouched.set(nameOf({ bucket, key }), { bucket, key, expected: hashValue.toLowerCase() });
    }
  }
  const report = { intactFiles: 0, changedFiles: [], missingFiles: [], unseenFiles: [] } as Mutable;
  for (const [name, { bucket, key, expected }] of vouched) {
    const file = known.get(name);
    if (file?.state === "missing") report.missingFiles.push({ bucket, key });
    else if (file?.state !== "read" || file.sha256 === null) report.unseenFiles.push({ bucket, key, expected });
    else if (file.sha256.toLowerCase() === expected) report.intactFiles++;
    else report.changedFiles.push({ bucket, key, sha256: file.sha256, expected });
  }
  const spans = innerSpans(witnesses);
  const unlistedFiles = files
    .filter((file) => file.state === "read" && !vouched.has(nameOf(file)) && isInside(file.deliveredMs, spans))
    .map(({ bucket, key }) => ({ bucket, key }));
  return { ...report, unlistedFiles };
}

type Mutable = { -readonly [K in Exclude<keyof FileReport, "unlistedFiles">]: MutableList<FileReport[K]> };
type MutableList<T> = T extends readonly (infer Item)[] ? Item[] : T;

/** A bucket's name holds no slash, so that names cannot run into each other. */
function nameOf({ bucket, key }: FileName): string {
  return `${bucket}/${key}`;
}

/** Spans without a break, less an edge at both ends: names tell the minute, and delivery takes some. */
function innerSpans(witnesses: readonly Witness[]): readonly Span[] {
  const spans: { fromMs: number; toMs: number }[] = [];
  for (const { startMs, endMs } of witnesses) {
    const last = spans.at(-1);
    if (last && startMs <= last.toMs) last.toMs = Math.max(last.toMs, endMs);
    else spans.push({ fromMs: startMs, toMs: endMs });
  }
  return spans.map(({ fromMs, toMs }) => ({ fromMs: fromMs + DIGEST_EDGE_MS, toMs: toMs - DIGEST_EDGE_MS }));
}

function isInside(timeMs: number | null, spans: readonly Span[]): boolean {
  return timeMs !== null && spans.some(({ fromMs, toMs }) => timeMs >= fromMs && timeMs < toMs);
}
