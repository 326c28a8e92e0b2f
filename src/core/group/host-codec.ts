/** HostBatch ↔ one text and three lists of numbers for the way to a HostProfile: with tables of what repeats. */

import type { AddressFacts, NameFacts } from "../enrich/facts.ts";
import type { ListMatch } from "../intel/tables.ts";
import { packAddresses, type PackedParts, unpackAddresses } from "./address-facts-codec.ts";
import { Table } from "../column.ts";
import { unpackFlows } from "./flow-codec.ts";
import type { HostBatch, SentHostBatch } from "./host-batch.ts";
import { packLookups, unpackLookups } from "./lookup-codec.ts";

export type PackedHostBatch = {
  /** JSON of a Texts. */
  readonly text: string;
  /** See flow-codec. */
  readonly flows: Float64Array<ArrayBuffer>;
  /** See address-facts-codec. */
  readonly addresses: Float64Array<ArrayBuffer>;
  /** See lookup-codec. */
  readonly lookups: Float64Array<ArrayBuffer>;
};

type Texts = {
  readonly host: Pick<HostBatch, "accountId" | "region" | "host" | "facts" | "signals">;
  readonly flows: number;
  readonly strings: readonly string[];
  readonly addresses: readonly PackedParts[];
  readonly facts: readonly NameFacts[];
  readonly matches: readonly (readonly ListMatch[])[];
  readonly names: readonly string[];
  readonly answers: readonly string[];
};

export function packHostBatch(batch: SentHostBatch): PackedHostBatch {
  const strings = new Table<string>();
  const addresses = new Table<AddressFacts>();
  const nameFacts = new Table<NameFacts>();
  const matches = new Table<readonly ListMatch[]>();
  const { accountId, region, host, facts, signals } = batch;
  const flows = batch.flows.pack(strings, addresses);
  const { rows, names, answers } = packLookups(batch.lookups, strings, nameFacts, matches);
  const { numbers, parts } = packAddresses(addresses.values, strings);
  const texts: Texts = {
    host: { accountId, region, host, facts, ...(signals === undefined ? {} : { signals }) },
    flows: batch.flows.length,
    strings: strings.values,
    addresses: parts,
    facts: nameFacts.values,
    matches: matches.values,
    names,
    answers,
  };
  return { text: JSON.stringify(texts), flows, addresses: numbers, lookups: rows };
}

export function unpackHostBatch({ text, flows, addresses, lookups }: PackedHostBatch): HostBatch {
  const texts = JSON.parse(text) as Texts;
  const facts = unpackAddresses(addresses, texts.addresses, texts.strings);
  return {
    ...texts.host,
    flows: unpackFlows(flows, texts.flows, texts.strings, facts),
    lookups: unpackLookups({ rows: lookups, names: texts.names, answers: texts.answers }, texts),
  };
}
