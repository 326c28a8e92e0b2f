/** The work of `scan`: files → events → profiles in memory → findings. The Worker runs the same steps over S3 and D1. */

import { createReadStream } from "node:fs";
import { chunkIdOf, type ProfileHost } from "../src/core/apply-chunk.ts";
import { readAddressTable } from "../dev/tables/address-table-file.ts";
import type { AddressTable } from "../src/core/enrich/address-table.ts";
import { splitClouds } from "../src/core/enrich/cloud-ranges.ts";
import { type CountingEnrichment, enrichmentOf, NO_TABLES } from "../src/core/enrich/enrichment.ts";
import { placeTables } from "../src/core/enrich/place-tables.ts";
import type { Finding, Sighting } from "../src/core/finding.ts";
import { findingFromSighting, mergeFindings } from "../src/core/findings/merge.ts";
import { SCAN_CHUNK_BYTES_MAX, SCAN_CHUNK_RECORDS_MAX } from "../src/core/limits.ts";
import { emptyStates, memoryProfiles } from "../src/core/memory-profiles.ts";
import { type LogKind, parseLogKey } from "../src/core/sources/log-key.ts";
import { type ObjectFacts, type ReadDeps, readObject } from "../src/intake/read-object.ts";
import { fileRanges } from "./file-ranges.ts";
import type { HashKey } from "../src/core/net/keyed-hash.ts";
import { findLogs, kindOf, type LogFile } from "./find-logs.ts";
import { readLists } from "./read-lists.ts";
import type { ScanOptions } from "./scan-options.ts";

export type ScanTotals = {
  objects: number;
  readonly records: { cloudtrail: number; flow: number; dns: number };
  rejected: number;
  skippedObjects: number;
};

export type ScanOutcome = { readonly findings: readonly Finding[]; readonly totals: ScanTotals };

type Scan = {
  readonly host: ProfileHost;
  readonly enrichment: CountingEnrichment;
  readonly findings: Map<string, Finding>;
  readonly totals: ScanTotals;
  readonly tell: (text: string) => void;
};

/**
 * Throws where a path does not exist. `tell` gets what a person should know of single files. `known`: profiles that
 * already know something.
 */
export async function scanLogs(
  options: ScanOptions,
  tell: (text: string) => void,
  known: ProfileHost | null = null,
): Promise<ScanOutcome> {
  const learn = byTime(await findLogs(options.learn));
  const judge = byTime(await findLogs(options.paths));
  const lists = await readLists(options.lists, randomKey(), tell);
  const { clouds, others } = splitClouds(lists === null ? [] : [lists]);
  const scan: Scan = {
    host: known ?? memoryProfiles(emptyStates(), accountsOf([...learn, ...judge])),
    enrichment: enrichmentOf({
      ...NO_TABLES,
      threats: others,
      ...placeTables(await addressTable(tell), clouds),
    }),
    findings: new Map(),
    totals: { objects: 0, records: { cloudtrail: 0, flow: 0, dns: 0 }, rejected: 0, skippedObjects: 0 },
    tell,
  };
  for (const file of learn) await scanFile(scan, file, false);
  for (const file of judge) await scanFile(scan, file, true);
  tellSilenced(scan);
  const findings = [...scan.findings.values()].sort(
    (one, other) => one.firstMs - other.firstMs || (one.id < other.id ? -1 : 1),
  );
  return { findings, totals: scan.totals };
}

/** By the keys of their files: all of them, before the first is read. */
function accountsOf(files: readonly LogFile[]): ReadonlySet<string> {
  return new Set(
    files.flatMap(({ key }) => {
      const known = parseLogKey(key);
      return known === null || "neighbour" in known ? [] : [known.accountId];
    }),
  );
}

let loaded: Promise<AddressTable | null> | undefined;

/** Once a process. */
async function addressTable(tell: (text: string) => void): Promise<AddressTable | null> {
  loaded ??= readAddressTable();
  const table = await loaded;
  if (table === null) tell("scan: no address table: networks and countries of addresses are not known (npm ci)");
  return table;
}

/** Names are hashed under a key that nobody can know: entries and queries of a scan are strangers' text. */
function randomKey(): HashKey {
  const [first = 0, second = 0] = crypto.getRandomValues(new Uint32Array(2));
  return [first, second];
}

function tellSilenced({ enrichment, tell }: Scan): void {
  for (const [list, counts] of Object.entries(enrichment.silenced())) {
    const told = Object.entries(counts).map(([category, count]) => `${count} of ${category}`);
    tell(`scan: trusted list ${list} silenced matches: ${told.join(", ")}`);
  }
}

/**
 * By the time in their keys, then as they were: what is normal in an account is learned from all its Regions, whose
 * folders follow one another. Files whose keys tell no time come last.
 */
function byTime(files: readonly LogFile[]): readonly LogFile[] {
  const timeOf = ({ key }: LogFile): number => {
    const known = parseLogKey(key);
    return known !== null && "timeMs" in known && known.timeMs !== null ? known.timeMs : Number.MAX_SAFE_INTEGER;
  };
  return files.toSorted((one, other) => timeOf(one) - timeOf(other));
}

async function scanFile(scan: Scan, file: LogFile, judged: boolean): Promise<void> {
  const kind = await kindOf(file);
  if (kind === "unknown" || kind === "neighbour") {
    scan.totals.skippedObjects++;
    if (kind === "unknown") scan.tell(`scan: skipped ${file.path}: no known log`);
    return;
  }
  scan.totals.objects++;
  const { parquet, ...facts } = factsOf(file, kind);
  const bytes = parquet ? { ranges: await fileRanges(file.path) } : { stream: createReadStream(file.path) };
  const { counts, problem } = await readObject(facts, bytes, readDeps(scan, file, judged));
  const skipped = Object.values(counts.skipped).reduce((sum, count) => sum + count, 0);
  scan.totals.records[kind] += counts.records + skipped;
  scan.totals.rejected += counts.rejected;
  if (problem !== null) scan.tell(`scan: ${file.path}: ${problem}`);
  else for (const sample of counts.samples) scan.tell(`scan: ${file.path}: rejected ${sample}`);
}

/** What the key says; files kept elsewhere have no key that says anything. */
function factsOf(file: LogFile, kind: LogKind): ObjectFacts & { readonly parquet: boolean } {
  const key = parseLogKey(file.key);
  const parquet = kind === "flow" && file.path.endsWith(".parquet");
  if (key === null || "neighbour" in key) return { kind, accountId: null, region: null, vpcId: null, parquet };
  return { kind, accountId: key.accountId, region: key.region, vpcId: key.vpcId, parquet };
}

function readDeps(scan: Scan, file: LogFile, judged: boolean): ReadDeps {
  const object = { bucket: "", key: file.key, etag: judged ? "judged" : "learned" };
  return {
    profiles: scan.host,
    enrichment: scan.enrichment,
    callChunks: { recordsMax: SCAN_CHUNK_RECORDS_MAX, bytesMax: SCAN_CHUNK_BYTES_MAX },
    identify: (parser, number) => ({ id: chunkIdOf(object, parser, number), bucket: 0 }),
    onApplied: async ({ sightings, faults }) => {
      for (const { type, eventId, message } of faults) {
        scan.tell(`scan: detector ${type} failed on event ${eventId}: ${message}`);
      }
      if (judged) for (const sighting of sightings) addSighting(scan.findings, sighting);
    },
  };
}

/** Without a store, a finding is as new as the last event in it. */
function addSighting(findings: Map<string, Finding>, sighting: Sighting): void {
  const seen = findingFromSighting(sighting, sighting.lastMs);
  const known = findings.get(seen.id);
  findings.set(seen.id, known ? mergeFindings(known, seen) : seen);
}
