/** What one Region's digests prove of its logs, and what harm they show. Pure. */

import { INTEGRITY_SHOWN_MAX } from "../../core/limits.ts";
import { type ChainHead, type ChainProblem, verifyChain } from "./chain.ts";
import { type FileFacts, judgeFiles, unlistedFiles } from "./judge-files.ts";
import { type DigestKey, parseDigestKey } from "./keys.ts";
import type { LogHarm } from "../../core/findings/tampered-logs.ts";
import type { FileCounts, FolderReport, TrailReport } from "./report.ts";
import type { FolderState, KnownDigest } from "./store.ts";
import type { Digest } from "./parse.ts";
import type { CheckedDigest } from "./verify.ts";

export type FolderFacts = FileFacts & {
  readonly state: FolderState;
  readonly digests: readonly KnownDigest[];
  /** Keys of digests that are there now, and whether all of them have been read. */
  readonly listed: ReadonlySet<string>;
  readonly complete: boolean;
  readonly announcedMs: readonly number[];
  readonly nowMs: number;
};

export type Judged = {
  readonly report: FolderReport;
  readonly harms: readonly LogHarm[];
  /** Log files to ask S3 for by name. */
  readonly unseen: readonly string[];
};

export function judgeFolder(facts: FolderFacts): Judged {
  const files = judgeFiles(facts);
  const trails = [...trailsOf(facts)].map((trail) => judgeTrail(facts, trail, files.badFromMs));
  const unlisted =
    trails.length === 0
      ? []
      : unlistedFiles(
          facts,
          trails.map(({ witnesses }) => witnesses),
        );
  const reports = trails.map(({ report }) => report);
  const proven = reports.map(({ provenToMs }) => provenToMs);
  const counts = { ...files.counts, unlisted: unlisted.length };
  const report: FolderReport = {
    region: facts.region,
    base: facts.state.base,
    fromMs: facts.state.fromMs,
    checkedMs: facts.nowMs,
    complete: facts.complete,
    trails: reports,
    files: counts,
    examples: { ...files.examples, unlisted: unlisted.slice(0, INTEGRITY_SHOWN_MAX) },
    provenToMs: proven.length === 0 || proven.includes(null) ? null : Math.min(...proven.map(Number)),
    reasons: reasonsOf(facts, reports, counts),
  };
  return { report, harms: [...trails.flatMap(({ harms }) => harms), ...files.harms], unseen: files.unseen };
}

type Trail = {
  readonly name: string;
  readonly key: DigestKey;
  readonly digests: CheckedDigest[];
  readonly gone: CheckedDigest[];
};

export function trailName({ organizationId, trail, homeRegion }: DigestKey): string {
  return `${organizationId ?? ""}/${trail}/${homeRegion}`;
}

/** Also trails of which nothing is left but the memory. */
function trailsOf({ digests, state, listed }: FolderFacts): Iterable<Trail> {
  const trails = new Map<string, Trail>();
  const trailAt = (text: string): Trail | null => {
    const key = parseDigestKey(text);
    if (!key) return null;
    const name = trailName(key);
    const known = trails.get(name) ?? { name, key, digests: [], gone: [] };
    trails.set(name, known);
    return known;
  };
  for (const { checked } of digests) {
    const trail = trailAt(checked.key);
    (listed.has(checked.key) ? trail?.digests : trail?.gone)?.push(checked);
  }
  for (const { key } of Object.values(state.before)) trailAt(key);
  return trails.values();
}

type JudgedTrail = { readonly report: TrailReport; readonly harms: LogHarm[]; readonly witnesses: readonly Digest[] };

function judgeTrail(facts: FolderFacts, trail: Trail, filesBadMs: number): JudgedTrail {
  const { state, announcedMs, nowMs, complete, region } = facts;
  const head: ChainHead | null = state.before[trail.name] ?? null;
  // Silence is told where everything that is there has been read.
  const input = {
    digests: trail.digests,
    fromMs: state.fromMs,
    nowMs: complete ? nowMs : 0,
    head,
    announcedMs,
    files: [],
  };
  const chain = verifyChain(input);
  const told = new Set(chain.problems.flatMap(({ kind, key }) => (kind.endsWith("-missing") ? [key] : [])));
  const taken = trail.gone.filter(({ key }) => !told.has(key)).map(goneProblem);
  const problems = [...chain.problems, ...taken];
  const witnesses = soundRegular(trail.digests);
  const badMs = Math.min(filesBadMs, ...problems.map(({ fromMs }) => fromMs));
  const proven = witnesses.map(({ endMs }) => endMs).filter((endMs) => endMs <= badMs);
  const report: TrailReport = {
    trail: trail.key.trail,
    homeRegion: trail.key.homeRegion,
    organizationId: trail.key.organizationId,
    digests: chain.digests,
    verified: chain.verified,
    backfills: chain.backfills,
    newestMs: chain.head?.endMs ?? null,
    gaps: chain.gaps.slice(-INTEGRITY_SHOWN_MAX),
    problems: problems.slice(-INTEGRITY_SHOWN_MAX),
    silentSinceMs: chain.silentSinceMs,
    provenToMs: proven.length === 0 ? null : Math.max(...proven),
  };
  const harms: LogHarm[] = problems.map(({ kind, key, toMs, detail }) => {
    return { kind, region, trail: trail.key.trail, key, timeMs: toMs, detail };
  });
  const silentMs = chain.silentSinceMs;
  if (silentMs !== null) {
    const detail =
      "no digest has come since, though CloudTrail delivers one each hour, also for an hour without events";
    harms.push({
      kind: "silence",
      region,
      trail: trail.key.trail,
      key: chain.head?.key ?? "",
      timeMs: silentMs,
      detail,
    });
  }
  return { report, harms, witnesses };
}

function goneProblem({ key, digest }: CheckedDigest): ChainProblem {
  const endMs = parseDigestKey(key)?.endMs ?? 0;
  const detail = "it was read before, and it is gone";
  return { kind: "digest-missing", key, fromMs: digest?.startMs ?? endMs, toMs: endMs, detail };
}

function soundRegular(digests: readonly CheckedDigest[]): Digest[] {
  return digests
    .flatMap(({ fault, digest, key }) => (fault === null && digest && !parseDigestKey(key)?.backfill ? [digest] : []))
    .sort((one, other) => one.endMs - other.endMs);
}

function reasonsOf({ complete }: FolderFacts, trails: readonly TrailReport[], files: FileCounts): readonly string[] {
  const reasons: string[] = [];
  if (trails.length === 0) reasons.push("no digests: log file validation is off for every trail that delivers here");
  if (!complete) reasons.push("not all digests have been read yet");
  if (files.unread > 0) reasons.push(`${files.unread} log files that digests list have not been read yet`);
  if (files.unlisted > 0) {
    reasons.push(
      `${files.unlisted} log files are in no digest: of a trail without validation, of a backfill digest to come, or not of CloudTrail`,
    );
  }
  return reasons;
}
