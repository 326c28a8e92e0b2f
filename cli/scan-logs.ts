/** The work of `scan`: files → events → profiles in memory → findings. The Worker runs the same steps over S3 and D1. */

import { createReadStream } from "node:fs";
import { applyChunk, chunkIdOf, type ProfileHost } from "../src/core/apply-chunk.ts";
import type { Finding, Sighting } from "../src/core/finding.ts";
import { findingFromSighting, mergeFindings } from "../src/core/findings/merge.ts";
import type { CallChunk } from "../src/core/group/chunker.ts";
import { SCAN_CHUNK_BYTES_MAX, SCAN_CHUNK_RECORDS_MAX } from "../src/core/limits.ts";
import { memoryProfiles } from "../src/core/memory-profiles.ts";
import { CLOUDTRAIL_PARSER_VERSION } from "../src/core/sources/cloudtrail/cloudtrail-reader.ts";
import { parseLogKey } from "../src/core/sources/log-key.ts";
import { readCloudTrail } from "../src/intake/read-cloudtrail.ts";
import { findLogs, kindOf, type LogFile } from "./find-logs.ts";
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
  readonly regions: Map<string, Set<string>>;
  readonly fixedRegions: readonly string[] | null;
  readonly findings: Map<string, Finding>;
  readonly totals: ScanTotals;
  readonly tell: (text: string) => void;
};

/** Throws where a path does not exist. `tell` gets what a person should know of single files. */
export async function scanLogs(options: ScanOptions, tell: (text: string) => void): Promise<ScanOutcome> {
  const scan: Scan = {
    host: memoryProfiles(),
    regions: new Map(),
    fixedRegions: options.regions,
    findings: new Map(),
    totals: { objects: 0, records: { cloudtrail: 0, flow: 0, dns: 0 }, rejected: 0, skippedObjects: 0 },
    tell,
  };
  const learn = await findLogs(options.learn);
  const judge = await findLogs(options.paths);
  for (const { key } of [...learn, ...judge]) noteRegion(scan, key);
  for (const file of learn) await scanFile(scan, file, false);
  for (const file of judge) await scanFile(scan, file, true);
  const findings = [...scan.findings.values()].sort(
    (one, other) => one.firstMs - other.firstMs || (one.id < other.id ? -1 : 1),
  );
  return { findings, totals: scan.totals };
}

function noteRegion(scan: Scan, key: string): void {
  const facts = parseLogKey(key);
  if (facts && "kind" in facts && facts.region !== null) addRegion(scan, facts.accountId, facts.region);
}

function addRegion(scan: Scan, accountId: string, region: string): void {
  const known = scan.regions.get(accountId);
  if (known) known.add(region);
  else scan.regions.set(accountId, new Set([region]));
}

async function scanFile(scan: Scan, file: LogFile, judged: boolean): Promise<void> {
  const kind = await kindOf(file);
  if (kind !== "cloudtrail") {
    scan.totals.skippedObjects++;
    if (kind !== "neighbour")
      scan.tell(`scan: skipped ${file.path}: ${kind === "unknown" ? "no known log" : `${kind} logs are not read yet`}`);
    return;
  }
  scan.totals.objects++;
  const key = parseLogKey(file.key);
  const facts = key && "kind" in key ? key : { accountId: null, region: null };
  const limits = { recordsMax: SCAN_CHUNK_RECORDS_MAX, bytesMax: SCAN_CHUNK_BYTES_MAX };
  const onChunk = (chunk: CallChunk): Promise<void> => applyToMemory(scan, file, chunk, judged);
  const { counts, problem } = await readCloudTrail(createReadStream(file.path), facts, onChunk, limits);
  const skipped = Object.values(counts.skipped).reduce((sum, count) => sum + count, 0);
  scan.totals.records.cloudtrail += counts.records + skipped;
  scan.totals.rejected += counts.rejected;
  if (problem !== null) scan.tell(`scan: ${file.path}: ${problem}`);
  else for (const sample of counts.samples) scan.tell(`scan: ${file.path}: rejected ${sample}`);
}

async function applyToMemory(scan: Scan, file: LogFile, chunk: CallChunk, judged: boolean): Promise<void> {
  for (const { accountId, region } of chunk.calls) addRegion(scan, accountId, region);
  const object = { bucket: "", key: file.key, etag: judged ? "judged" : "learned" };
  const id = chunkIdOf(object, `cloudtrail/${CLOUDTRAIL_PARSER_VERSION}`, chunk.number);
  const regionsOf = (accountId: string): readonly string[] =>
    scan.fixedRegions ?? [...(scan.regions.get(accountId) ?? [])].sort();
  const { sightings, faults } = await applyChunk({ id, bucket: 0 }, chunk, scan.host, regionsOf);
  for (const fault of faults)
    scan.tell(`scan: detector ${fault.type} failed on event ${fault.eventId}: ${fault.message}`);
  if (judged) for (const sighting of sightings) addSighting(scan.findings, sighting);
}

/** Without a store, a finding is as new as the last event in it. */
function addSighting(findings: Map<string, Finding>, sighting: Sighting): void {
  const seen = findingFromSighting(sighting, sighting.lastMs);
  const known = findings.get(seen.id);
  findings.set(seen.id, known ? mergeFindings(known, seen) : seen);
}
