/** Which logs of which accounts and Regions are seen, and which Regions show life though no logs of theirs are read. Pure. */

import type { LogKind } from "../sources/log-key.ts";

/** Logs of one account that a ledger lists. `region`: null for resolver logs, which are laid out by VPC. */
export type SeenStream = { readonly accountId: string; readonly region: string | null; readonly kind: LogKind };

/** A sign of life in a Region. */
export type RegionSign = {
  readonly accountId: string;
  readonly region: string;
  readonly sign: "digests" | "events" | "global-events";
};

export type AccountCoverage = {
  readonly accountId: string;
  readonly regions: readonly { readonly region: string; readonly logs: readonly LogKind[] }[];
  /** Kinds that are seen without their Region. */
  readonly withoutRegion: readonly LogKind[];
  /** Regions of which no CloudTrail logs are read, though something happens there. */
  readonly uncovered: readonly { readonly region: string; readonly because: readonly string[] }[];
};

const SIGNS: Readonly<Record<RegionSign["sign"] | "flow" | "dns", string>> = {
  digests: "CloudTrail delivers digests for it",
  events: "events of it stand in the logs of another Region",
  "global-events": "events of global services were logged there",
  flow: "VPC Flow Logs of it are read",
  dns: "resolver query logs of it are read",
};

export function regionCoverage(
  streams: readonly SeenStream[],
  signs: readonly RegionSign[],
): readonly AccountCoverage[] {
  const accounts = [...new Set([...streams, ...signs].map(({ accountId }) => accountId))].sort();
  return accounts.map((accountId) => {
    const own = streams.filter((stream) => stream.accountId === accountId);
    return accountCoverage(
      accountId,
      own,
      signs.filter((sign) => sign.accountId === accountId),
    );
  });
}

function accountCoverage(
  accountId: string,
  streams: readonly SeenStream[],
  signs: readonly RegionSign[],
): AccountCoverage {
  const logs = new Map<string, Set<LogKind>>();
  const withoutRegion = new Set<LogKind>();
  for (const { region, kind } of streams) {
    if (region === null) withoutRegion.add(kind);
    else logs.set(region, (logs.get(region) ?? new Set<LogKind>()).add(kind));
  }
  const uncovered = new Map<string, Set<string>>();
  const note = (region: string, why: string): void => {
    if (!logs.get(region)?.has("cloudtrail")) uncovered.set(region, (uncovered.get(region) ?? new Set()).add(why));
  };
  for (const { region, sign } of signs) note(region, SIGNS[sign]);
  for (const [region, kinds] of logs) for (const kind of kinds) if (kind !== "cloudtrail") note(region, SIGNS[kind]);
  return {
    accountId,
    regions: sorted(logs).map(([region, kinds]) => ({ region, logs: [...kinds].sort() })),
    withoutRegion: [...withoutRegion].sort(),
    uncovered: sorted(uncovered).map(([region, why]) => ({ region, because: [...why].sort() })),
  };
}

function sorted<V>(map: ReadonlyMap<string, V>): [string, V][] {
  return [...map].sort(([one], [other]) => (one < other ? -1 : 1));
}
