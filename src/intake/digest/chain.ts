/**
 * What the digests of one account, Region and trail prove together: which hours are witnessed, what was taken away.
 * Pure. Each digest names its predecessor by key, hash and signature; hours that no digest covers give away several
 * deleted in a row, of which the links alone show only the last (aws/aws-cli#7054).
 */

import { DIGEST_EVERY_MS, DIGEST_SILENCE_MS } from "../../core/limits.ts";
import { type FileReport, type LedgerFile, reportFiles, type Span } from "./files.ts";
import { parseDigestKey } from "./keys.ts";
import type { Digest } from "./parse.ts";
import type { CheckedDigest, DigestFault } from "./verify.ts";

/** The newest digest of an earlier pass: what the next pass must link to. Plain data. */
export type ChainHead = {
  readonly bucket: string;
  readonly key: string;
  readonly sha256: string;
  readonly signature: string;
  readonly endMs: number;
};

export type ChainProblemKind =
  | DigestFault
  /** A digest that its successor or an earlier pass names is gone. */
  | "digest-missing"
  /** Two or more in a row are gone. */
  | "digests-missing"
  /** The chain begins anew though nobody started logging or validation. */
  | "chain-restarted"
  /** A digest names a predecessor of other content than the one that lies there. */
  | "link-differs"
  /** The predecessor lies in another bucket: the trail was pointed elsewhere. */
  | "bucket-changed";

export type ChainProblem = {
  readonly kind: ChainProblemKind;
  /** The digest that is wrong, or the missing one where its name is known. */
  readonly key: string;
  readonly fromMs: number;
  readonly toMs: number;
  readonly detail: string;
};

/** Delivery times that no sound digest witnesses, ms, and the digests that they would take; also of an announced stop. */
export type Gap = Span & { readonly digests: number };

export type ChainReport = FileReport & {
  readonly digests: number;
  readonly verified: number;
  readonly backfills: number;
  readonly problems: readonly ChainProblem[];
  readonly gaps: readonly Gap[];
  /** Start of the silence, where the newest digest is older than DIGEST_SILENCE_MS. */
  readonly silentSinceMs: number | null;
  /** For the next pass; the old one where nothing newer was verified. */
  readonly head: ChainHead | null;
};

export type ChainInput = {
  /** Of one stream, in any order; regular and backfill. */
  readonly digests: readonly CheckedDigest[];
  /** All digests that end at or after this have been listed. */
  readonly fromMs: number;
  readonly nowMs: number;
  readonly head: ChainHead | null;
  /** Event times of StartLogging, CreateTrail and UpdateTrail: a chain that begins then is announced. */
  readonly announcedMs: readonly number[];
  /** What the ledger knows of the stream's log files. */
  readonly files: readonly LedgerFile[];
};

type Placed = CheckedDigest & { readonly startMs: number; readonly endMs: number; readonly backfill: boolean };
/** Read, at its place and signed. */
type Sound = Placed & { readonly digest: Digest; readonly signature: string };

export function verifyChain(input: ChainInput): ChainReport {
  const placed = input.digests.map(place).sort((one, other) => one.endMs - other.endMs);
  const regular = placed.filter(({ backfill }) => !backfill);
  const witnesses = regular.filter(isSound);
  const sound = placed.filter(isSound);
  const links = linkProblems(regular, input);
  return {
    digests: placed.length,
    verified: sound.length,
    backfills: placed.length - regular.length,
    problems: [
      ...placed.filter(({ fault }) => fault !== null).map(ownProblem),
      ...links,
      ...headProblems(placed, input),
      ...backfillProblems(placed, input),
    ],
    gaps: gapsOf(witnesses, links, input.head),
    silentSinceMs: silentSince(witnesses, input),
    head: headOf(witnesses, input.head),
    ...reportFiles(
      sound.map(({ digest }) => digest),
      witnesses,
      input.files,
    ),
  };
}

/** The key's time stands in where the digest cannot be read or is not where it belongs. */
function place(checked: CheckedDigest): Placed {
  const key = parseDigestKey(checked.key);
  const trusted = checked.fault === null ? checked.digest : null;
  const endMs = key?.endMs ?? trusted?.endMs ?? 0;
  return { ...checked, endMs, startMs: trusted?.startMs ?? endMs - DIGEST_EVERY_MS, backfill: key?.backfill ?? false };
}

function isSound(digest: Placed): digest is Sound {
  return digest.fault === null && digest.digest !== null && digest.signature !== null;
}

function ownProblem({ fault, key, startMs, endMs, detail }: Placed): ChainProblem {
  return { kind: fault ?? "unreadable", key, fromMs: startMs, toMs: endMs, detail };
}

/** Each sound digest against what lies before it. */
function linkProblems(regular: readonly Placed[], input: ChainInput): readonly ChainProblem[] {
  const byKey = new Map(regular.map((digest) => [digest.key, digest]));
  const problems: ChainProblem[] = [];
  let lastMs = input.head?.endMs ?? null;
  // Digests present but faulty since the last sound one: told of by themselves, so they are not gone as well.
  let faulty = 0;
  for (const current of regular) {
    if (!isSound(current)) {
      faulty++;
      continue;
    }
    const problem = linkProblem(current, { lastMs, faulty }, byKey, input);
    if (problem) problems.push(problem);
    lastMs = current.endMs;
    faulty = 0;
  }
  return problems;
}

/** End of the last sound digest before, or null; and the faulty ones since. */
type Before = { readonly lastMs: number | null; readonly faulty: number };

function linkProblem(
  current: Sound,
  before: Before,
  byKey: ReadonlyMap<string, Placed>,
  input: ChainInput,
): ChainProblem | null {
  const { digest, startMs, key } = current;
  const { previousDigestS3Object: previousKey, previousDigestS3Bucket: previousBucket } = digest;
  const { lastMs } = before;
  if (previousKey === null) {
    const announced = input.announcedMs.some((ms) => ms > startMs - DIGEST_EVERY_MS && ms <= current.endMs);
    if (lastMs === null || announced) return null;
    const detail = "it names no predecessor, though no StartLogging, CreateTrail or UpdateTrail was seen";
    return { kind: "chain-restarted", key, fromMs: Math.min(lastMs, startMs), toMs: startMs, detail };
  }
  if (previousBucket !== null && previousBucket !== current.bucket) {
    const detail = `its predecessor lies in ${previousBucket}`;
    return { kind: "bucket-changed", key, fromMs: startMs, toMs: startMs, detail };
  }
  const previous = byKey.get(previousKey) ?? null;
  if (previous) return differs(current, previous);
  if (input.head?.key === previousKey) return differs(current, input.head);
  return missing(current, previousKey, before, input.fromMs);
}

/** A predecessor that has a fault of its own is told of there. */
function differs(current: Sound, previous: Placed | ChainHead): ChainProblem | null {
  if ("fault" in previous && previous.fault !== null) return null;
  const { digest, key, startMs } = current;
  const same =
    digest.previousDigestHashValue?.toLowerCase() === previous.sha256 &&
    digest.previousDigestSignature?.toLowerCase() === previous.signature?.toLowerCase();
  if (same) return null;
  const detail = `it names another content or signature of ${previous.key}`;
  return { kind: "link-differs", key, fromMs: startMs, toMs: startMs, detail };
}

/** Before `fromMs` nothing was listed, so that nothing is missing there. */
function missing(current: Sound, previousKey: string, before: Before, fromMs: number): ChainProblem | null {
  const { lastMs, faulty } = before;
  const previousMs = parseDigestKey(previousKey)?.endMs ?? current.startMs;
  if (previousMs < fromMs) return null;
  const startMs = Math.min(lastMs ?? fromMs, previousMs - DIGEST_EVERY_MS, current.startMs);
  const digests = Math.max(1, hoursBetween(startMs, current.startMs) - faulty);
  return {
    kind: digests > 1 ? "digests-missing" : "digest-missing",
    key: previousKey,
    fromMs: startMs,
    toMs: current.startMs,
    detail: digests > 1 ? `${digests} digests in a row are gone` : `${current.key} names it, and it is gone`,
  };
}

function hoursBetween(fromMs: number, toMs: number): number {
  return Math.max(1, Math.round((toMs - fromMs) / DIGEST_EVERY_MS));
}

/** A digest that was verified in an earlier pass has to be there still. */
function headProblems(placed: readonly Placed[], { head, fromMs }: ChainInput): readonly ChainProblem[] {
  if (head === null || head.endMs < fromMs || placed.some(({ key }) => key === head.key)) return [];
  const detail = "it was verified before, and it is gone";
  return [{ kind: "digest-missing", key: head.key, fromMs: head.endMs - DIGEST_EVERY_MS, toMs: head.endMs, detail }];
}

/** Backfill digests come when they are needed: they have no hours to miss, only links. */
function backfillProblems(placed: readonly Placed[], { fromMs }: ChainInput): readonly ChainProblem[] {
  const byKey = new Map(placed.map((digest) => [digest.key, digest]));
  const problems: ChainProblem[] = [];
  for (const current of placed) {
    if (!current.backfill || !isSound(current)) continue;
    const { previousDigestS3Object: previousKey, previousDigestS3Bucket: bucket } = current.digest;
    if (previousKey === null || bucket !== current.bucket) continue;
    const endMs = parseDigestKey(previousKey)?.endMs ?? 0;
    const previous = byKey.get(previousKey);
    const problem = previous ? differs(current, previous) : null;
    if (problem) problems.push(problem);
    if (previous || endMs < fromMs) continue;
    const detail = `${current.key} names it, and it is gone`;
    problems.push({ kind: "digest-missing", key: previousKey, fromMs: endMs - DIGEST_EVERY_MS, toMs: endMs, detail });
  }
  return problems;
}

/** Between sound digests; and before the first, where a link shows that there was one. */
function gapsOf(witnesses: readonly Sound[], links: readonly ChainProblem[], head: ChainHead | null): readonly Gap[] {
  const first = witnesses[0];
  const firstGap = links.find(({ kind, toMs }) => kind.endsWith("-missing") && toMs === first?.startMs);
  let lastMs = head?.endMs ?? firstGap?.fromMs ?? first?.startMs ?? 0;
  const gaps: Gap[] = [];
  for (const { startMs, endMs } of witnesses) {
    if (startMs > lastMs) gaps.push({ fromMs: lastMs, toMs: startMs, digests: hoursBetween(lastMs, startMs) });
    lastMs = Math.max(lastMs, endMs);
  }
  return gaps;
}

/** A digest with a fault breaks no silence: whoever can write to the bucket could put one there. */
function silentSince(witnesses: readonly Sound[], input: ChainInput): number | null {
  const newestMs = witnesses.at(-1)?.endMs ?? input.head?.endMs ?? null;
  return newestMs !== null && input.nowMs - newestMs > DIGEST_SILENCE_MS ? newestMs : null;
}

function headOf(sound: readonly Sound[], old: ChainHead | null): ChainHead | null {
  const newest = sound.at(-1);
  if (!newest || (old && newest.endMs < old.endMs)) return old;
  const { bucket, key, sha256, signature, endMs } = newest;
  return { bucket, key, sha256, signature, endMs };
}
