/** Real benign queries against the lists: which are told, by which list and entry. */

import { createReadStream, readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { nameVerdict } from "../../src/core/detect/name-verdict.ts";
import { enrichmentOf, NO_TABLES, type Ranking } from "../../src/core/enrich/enrichment.ts";
import { Lookups } from "../../src/core/group/lookups.ts";
import type { Lookup } from "../../src/core/group/host-batch.ts";
import { rankOf, RankTableBuilder, reachesMillion } from "../../src/core/intel/rank-table.ts";
import type { ThreatTables } from "../../src/core/intel/tables.ts";
import { registeredDomainOf } from "../../src/core/net/registered-domain.ts";
import { DnsReader } from "../../src/core/sources/dns/dns-reader.ts";
import { inflate } from "../../src/http/inflate.ts";
import type { PublishedRanking } from "./published-lists.ts";

export type BenignReport = {
  readonly queries: number;
  readonly names: number;
  /** Names with any match in a list. */
  readonly listed: number;
  /** Names that a detector tells of: listed themselves, and resolving to a listed address. */
  readonly told: { readonly name: number; readonly answer: number };
  readonly toldBy: Readonly<Record<string, number>>;
  /** Of those, told for what they resolve to. */
  readonly answersBy: Readonly<Record<string, number>>;
  /** Entries that hold the most names told for themselves. */
  readonly frequent: readonly { readonly entry: string; readonly names: number; readonly example: string }[];
};

const FREQUENT_MAX = 10;

/** `rankings`: lists of popular domains and the class that each stands for. */
export async function benignReport(
  log: string,
  tables: ThreatTables,
  rankings: readonly PublishedRanking[],
): Promise<BenignReport> {
  const enrichment = enrichmentOf({ ...NO_TABLES, threats: [tables], ranking: readRankings(rankings) });
  const seen = new Map<string, Lookup>();
  const lookups = new Lookups((hosts) => {
    for (const host of hosts) for (const lookup of host.lookups) keep(seen, lookup);
  }, enrichment);
  const reader = new DnsReader({ accountId: "1", region: null, vpcId: null }, (query) => lookups.add(query));
  for await (const bytes of inflate(createReadStream(log), Number.POSITIVE_INFINITY)) reader.push(bytes);
  reader.end();
  lookups.flush();
  return reportOf(reader.counts.records, [...seen.values()]);
}

/** One lookup a name, that with a verdict if there is one. */
function keep(seen: Map<string, Lookup>, lookup: Lookup): void {
  const known = seen.get(lookup.nameLower);
  if (!known || (nameVerdict(known) === null && nameVerdict(lookup) !== null)) seen.set(lookup.nameLower, lookup);
}

function reportOf(queries: number, lookups: readonly Lookup[]): BenignReport {
  const toldBy: Record<string, number> = {};
  const answersBy: Record<string, number> = {};
  const byEntry = new Map<string, { names: number; example: string }>();
  const told = { name: 0, answer: 0 };
  for (const lookup of lookups) {
    const verdict = nameVerdict(lookup);
    if (verdict === null) continue;
    toldBy[verdict.type] = (toldBy[verdict.type] ?? 0) + 1;
    told[verdict.reputation === null ? "answer" : "name"]++;
    if (verdict.reputation === null) {
      answersBy[verdict.type] = (answersBy[verdict.type] ?? 0) + 1;
      continue;
    }
    const [match] = verdict.matches;
    const entry = `${match?.list} ${match?.entry} ${match?.family ?? ""}`.trim();
    const known = byEntry.get(entry);
    byEntry.set(entry, { names: (known?.names ?? 0) + 1, example: known?.example ?? lookup.nameLower });
  }
  const frequent = [...byEntry].map(([entry, counts]) => ({ entry, ...counts }));
  frequent.sort((one, other) => other.names - one.names || (one.entry < other.entry ? -1 : 1));
  const listed = lookups.filter(({ facts }) => (facts?.matches.length ?? 0) > 0).length;
  return { queries, names: lookups.length, listed, told, toldBy, answersBy, frequent: frequent.slice(0, FREQUENT_MAX) };
}

/** They are sorted by name: which of their domains is how popular is not in them. */
function readRankings(rankings: readonly PublishedRanking[]): Ranking | null {
  if (rankings.length === 0) return null;
  const builder = new RankTableBuilder([1, 2]);
  for (const { path, rank } of rankings) {
    const { list } = JSON.parse(gunzipSync(readFileSync(path)).toString()) as { list: readonly string[] };
    for (const name of list) builder.add(registeredDomainOf(name) ?? name, rank);
  }
  const ranks = builder.build();
  return { rankOf: (domain) => rankOf(ranks, domain), reachesMillion: reachesMillion(ranks) };
}
