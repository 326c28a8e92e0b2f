/** Whether a stream's logs have stopped: for CloudTrail its digests say, else its own rhythm. */

import type { S3Client } from "../aws/s3.ts";
import type { BucketPlace } from "../aws/s3-url.ts";
import {
  DIGEST_ASK_EVERY_MS,
  DIGEST_DAYS_ASKED,
  RHYTHM_DAYS,
  RHYTHM_PARTS_MAX,
  SILENCE_CHECK_EVERY_MS,
  SILENCE_MS_MIN,
} from "../core/limits.ts";
import { isoFromMs } from "../core/net/time.ts";
import { dayPrefix, type Stream } from "../core/sources/listing.ts";
import { parseLogKey } from "../core/sources/log-key.ts";
import { type Silence, silenceOf } from "../core/sources/rhythm.ts";
import { listDigests } from "./digest/read-folder.ts";
import type { SilenceState, StreamState } from "./poll-plan.ts";

const DAY_MS = 86_400_000;

export type KnownArrival = { readonly key: string; readonly modifiedMs: number };

export type SilenceDeps = {
  /** Objects of the stream under keys from `fromKey` on, at most RHYTHM_ROWS_MAX, the last ones. */
  readonly arrivals: (fromKey: string) => readonly KnownArrival[];
  readonly newestDigest: () => Promise<FoundDigest>;
};

/** `digestMs`: end of the newest CloudTrail digest, 0 for none. */
export type FoundDigest = { readonly digestMs: number; readonly listCalls: number };

/** What is silent: the stream, or a flow log of several in it. */
export type SilentPart = Silence & { readonly flowLogId: string | null; readonly basis: "digests" | "rhythm" };

export type Judgement = {
  readonly silence: Omit<SilenceState, "told">;
  /** Null where it was not judged: too soon after the last time. */
  readonly parts: readonly SilentPart[] | null;
  readonly listCalls: number;
};

/** Only of a stream whose recent objects have all been listed. */
export async function judgeSilence(
  stream: Stream,
  state: StreamState,
  nowMs: number,
  deps: SilenceDeps,
): Promise<Judgement> {
  const { silence } = state;
  if (nowMs - silence.checkedMs < SILENCE_CHECK_EVERY_MS) return { silence, parts: null, listCalls: 0 };
  const checked = { ...silence, checkedMs: nowMs };
  if (stream.kind === "flow") return { silence: checked, parts: silentFlowLogs(stream, nowMs, deps), listCalls: 0 };
  if (nowMs - state.newestMs < SILENCE_MS_MIN) return { silence: checked, parts: [], listCalls: 0 };
  const asks = stream.kind === "cloudtrail" && digestsDue(silence, nowMs);
  const { digestMs, listCalls } = asks ? await deps.newestDigest() : { digestMs: silence.digestMs, listCalls: 0 };
  const asked = { ...checked, digestMs, digestAskedMs: asks ? nowMs : silence.digestAskedMs };
  const parts = digestMs > 0 ? byDigests(state, digestMs, nowMs) : byRhythm(stream, nowMs, deps);
  return { silence: asked, parts, listCalls };
}

function digestsDue({ digestMs, digestAskedMs }: SilenceState, nowMs: number): boolean {
  return nowMs - digestAskedMs >= (digestMs > 0 ? SILENCE_CHECK_EVERY_MS : DIGEST_ASK_EVERY_MS);
}

/** CloudTrail writes a digest each hour, for an hour without events too: none means that nothing is delivered. */
function byDigests({ newestMs }: StreamState, digestMs: number, nowMs: number): SilentPart[] {
  const sinceMs = Math.max(newestMs, digestMs);
  if (nowMs - sinceMs < SILENCE_MS_MIN) return [];
  return [{ sinceMs, medianGapMs: 3_600_000, allowedMs: SILENCE_MS_MIN, flowLogId: null, basis: "digests" }];
}

/** Resolver logs by the start of their windows, CloudTrail's by delivery. */
function byRhythm(stream: Stream, nowMs: number, deps: SilenceDeps): SilentPart[] {
  const rows = deps.arrivals(rhythmStart(stream, nowMs));
  const times = rows.map(({ key, modifiedMs }) =>
    stream.kind === "cloudtrail" ? modifiedMs : windowOf(key, modifiedMs),
  );
  const silence = silenceOf(times, nowMs);
  return silence ? [{ ...silence, flowLogId: null, basis: "rhythm" }] : [];
}

/** Several flow logs may deliver into one folder: each has its own windows. */
function silentFlowLogs(stream: Stream, nowMs: number, deps: SilenceDeps): SilentPart[] {
  const windows = new Map<string, number[]>();
  for (const { key, modifiedMs } of deps.arrivals(rhythmStart(stream, nowMs))) {
    const known = parseLogKey(key);
    const id = (known && "kind" in known ? known.flowLogId : null) ?? "";
    const times = windows.get(id);
    if (times) times.push(windowOf(key, modifiedMs));
    else if (windows.size < RHYTHM_PARTS_MAX) windows.set(id, [windowOf(key, modifiedMs)]);
  }
  return [...windows].flatMap(([id, times]): SilentPart[] => {
    const silence = silenceOf(times, nowMs);
    return silence ? [{ ...silence, flowLogId: id || null, basis: "rhythm" }] : [];
  });
}

function windowOf(key: string, modifiedMs: number): number {
  const known = parseLogKey(key);
  return (known && "kind" in known ? known.timeMs : null) ?? modifiedMs;
}

function rhythmStart(stream: Stream, nowMs: number): string {
  return dayPrefix(stream.base, stream.layout, nowMs - RHYTHM_DAYS * DAY_MS);
}

/** Page after page: S3 may give short ones, and a digest that is not seen is a false silence. `knownMs`: found before. */
export async function newestDigest(
  client: S3Client,
  place: BucketPlace,
  { base }: Stream,
  knownMs: number,
  nowMs: number,
): Promise<FoundDigest> {
  const at = base.lastIndexOf("/CloudTrail/");
  const folder = `${base.slice(0, at)}/CloudTrail-Digest/${base.slice(at + "/CloudTrail/".length)}`;
  const fromMs = Math.max(knownMs, nowMs - DIGEST_DAYS_ASKED * DAY_MS);
  const { digests, pages } = await listDigests(client, place, folder, fromMs);
  return { digestMs: digests.reduce((newest, { endMs }) => Math.max(newest, endMs), knownMs), listCalls: pages };
}

const NAMES = { cloudtrail: "CloudTrail", flow: "VPC flow", dns: "Route 53 Resolver query" } as const;
const ADVICE = {
  cloudtrail:
    "Check that the trail still logs (get-trail-status), that nobody called StopLogging, DeleteTrail or PutEventSelectors, and that the bucket's policy still lets CloudTrail write.",
  flow: "Check that the flow log is still there (describe-flow-logs) and its status is active, and that the bucket's policy still lets it write. Where the VPC or its interfaces were removed on purpose, archive this finding.",
  dns: "Check that the query logging configuration still exists and is associated with the VPC. Where the VPC was removed or nothing in it asks for names any longer, archive this finding.",
} as const;

/** What a finding says of it. */
export function silenceMatch(stream: Stream, parts: readonly SilentPart[]) {
  const sinceMs = Math.min(...parts.map((part) => part.sinceMs));
  const [first] = parts;
  const name = NAMES[stream.kind];
  const where = `account ${stream.accountId}, ${stream.region ?? stream.vpcId}`;
  const known =
    first?.basis === "digests"
      ? "CloudTrail writes a digest each hour even when nothing happens, and none has come either."
      : `They use to come every ${minutes(first?.medianGapMs ?? 0)} minutes, and were never missed for ${minutes(first?.allowedMs ?? 0)}.`;
  return {
    sinceMs,
    title: `No ${name} logs have come from ${where} since ${isoFromMs(sinceMs)}.`,
    description: `${name} logs of ${where} stopped coming at ${isoFromMs(sinceMs)}. ${known} What happens there is not seen meanwhile. ${ADVICE[stream.kind]} The finding is archived by itself when logs come again.`,
    additionalInfo: {
      kind: stream.kind,
      basis: first?.basis ?? "rhythm",
      silentSince: isoFromMs(sinceMs),
      flowLogs: parts.flatMap(({ flowLogId }) => (flowLogId === null ? [] : [flowLogId])),
    },
  };
}

function minutes(ms: number): number {
  return Math.round(ms / 60_000);
}
