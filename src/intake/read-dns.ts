/** A Resolver query log object → chunks of what hosts asked, one after another. */

import type { Enrichment } from "../core/enrich/facts.ts";
import { type HostRecords, recordsOfLookups } from "../core/group/host-records.ts";
import { Lookups } from "../core/group/lookups.ts";
import { DNS_OBJECT_BYTES_MAX } from "../core/limits.ts";
import { DnsReader } from "../core/sources/dns/dns-reader.ts";
import type { DnsDefaults } from "../core/sources/dns/to-dns-query.ts";
import { inflate, InflateError } from "../http/inflate.ts";
import type { OnHostChunk } from "./read-flow.ts";
import { type ReadOutcome, whyNothing } from "./read-outcome.ts";

/** Errors of the body (network) are thrown: another attempt may do better. */
export async function readDns(
  body: AsyncIterable<Uint8Array>,
  key: DnsDefaults,
  enrichment: Pick<Enrichment, "name" | "address">,
  onChunk: OnHostChunk,
): Promise<ReadOutcome> {
  const ready: (readonly HostRecords[])[] = [];
  const lookups = new Lookups((hosts) => ready.push(recordsOfLookups(hosts)), enrichment);
  const reader = new DnsReader(key, (query) => lookups.add(query));
  let number = 0;
  const emit = async (): Promise<void> => {
    for (const records of ready.splice(0)) await onChunk({ number: number++, records });
  };
  let problem: string | null = null;
  try {
    for await (const slice of inflate(body, DNS_OBJECT_BYTES_MAX)) {
      reader.push(slice);
      await emit();
    }
  } catch (error) {
    if (!(error instanceof InflateError)) throw error;
    problem = error.message;
  }
  if (problem === null) reader.end();
  lookups.flush();
  await emit();
  return { counts: reader.counts, problem: problem ?? whyNothing(reader.counts, "resolver query") };
}
