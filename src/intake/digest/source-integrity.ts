/** What digests prove of a source's logs, account by account and Region by Region, as of the last look at each. */

import type { JsonObject } from "../../core/json.ts";
import { isoFromMs } from "../../core/net/time.ts";
import type { Env } from "../../env.ts";
import { ledgersOf } from "../../store/ledgers.ts";
import { ledgerName } from "../ingest-message.ts";
import type { FolderReport, TrailReport } from "./report.ts";

export async function sourceIntegrity(env: Env, sourceId: string): Promise<readonly JsonObject[]> {
  const accounts: JsonObject[] = [];
  for (const { accountId } of await ledgersOf(env.DB, sourceId)) {
    const { reports, problem } = await env.INTAKE_LEDGER.getByName(ledgerName(sourceId, accountId)).integrity();
    accounts.push({ accountId, problem, regions: reports.map(regionJson) });
  }
  return accounts;
}

function regionJson({
  region,
  base,
  fromMs,
  checkedMs,
  complete,
  trails,
  files,
  examples,
  provenToMs,
  reasons,
}: FolderReport): JsonObject {
  return {
    region,
    base,
    from: isoFromMs(fromMs),
    checkedAt: isoFromMs(checkedMs),
    complete,
    lastGood: iso(provenToMs),
    trails: trails.map(trailJson),
    files: { ...files, examples },
    reasons: [...reasons],
  };
}

function trailJson({ newestMs, silentSinceMs, provenToMs, gaps, problems, ...counts }: TrailReport): JsonObject {
  return {
    ...counts,
    newest: iso(newestMs),
    lastGood: iso(provenToMs),
    silentSince: iso(silentSinceMs),
    gaps: gaps.map(({ fromMs, toMs, digests }) => ({ from: isoFromMs(fromMs), to: isoFromMs(toMs), digests })),
    problems: problems.map(({ fromMs, toMs, ...problem }) => ({
      ...problem,
      from: isoFromMs(fromMs),
      to: isoFromMs(toMs),
    })),
  };
}

function iso(timeMs: number | null): string | null {
  return timeMs === null ? null : isoFromMs(timeMs);
}
