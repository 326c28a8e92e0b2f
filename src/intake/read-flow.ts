/** A flow log object, text or Parquet → chunks of what hosts did, one after another. */

import type { Enrichment } from "../core/enrich/facts.ts";
import { recordsOfFlows, type HostRecords } from "../core/group/host-records.ts";
import type { ConversationBatch } from "../core/group/conversation-batch.ts";
import { Conversations } from "../core/group/conversations.ts";
import { FLOW_OBJECT_BYTES_MAX } from "../core/limits.ts";
import { FlowReader } from "../core/sources/flow/flow-reader.ts";
import { FlowTables } from "../core/sources/flow/flow-tables.ts";
import { isFlowColumn, pushBlock } from "../core/sources/flow/parquet-rows.ts";
import { inflate, InflateError } from "../http/inflate.ts";
import { ParquetError, type RangeSource, readParquet } from "./parquet.ts";
import { type ReadOutcome, whyNothing } from "./read-outcome.ts";

/** Its flows hold until the answer to it comes. */
export type HostChunk = {
  /** 0 for the first chunk of the object. */
  readonly number: number;
  readonly records: readonly HostRecords[];
};
export type OnHostChunk = (chunk: HostChunk) => Promise<void>;

/** What the object's key says, for logs without such columns. */
export type FlowKey = { readonly accountId: string; readonly region: string | null };

/** Errors of the body (network) are thrown: another attempt may do better. */
export async function readFlow(
  body: AsyncIterable<Uint8Array>,
  key: FlowKey,
  addressFacts: Enrichment["address"],
  onChunk: OnHostChunk,
): Promise<ReadOutcome> {
  return await readInto(key, addressFacts, onChunk, async (reader, emit) => {
    for await (const slice of inflate(body, FLOW_OBJECT_BYTES_MAX)) {
      reader.push(slice);
      await emit();
    }
  });
}

export async function readFlowParquet(
  source: RangeSource,
  key: FlowKey,
  addressFacts: Enrichment["address"],
  onChunk: OnHostChunk,
): Promise<ReadOutcome> {
  return await readInto(key, addressFacts, onChunk, async (reader, emit) => {
    reader.counts.bytes = source.byteLength;
    await readParquet(source, isFlowColumn, async (block) => {
      pushBlock(reader, block);
      await emit();
    });
  });
}

async function readInto(
  key: FlowKey,
  addressFacts: Enrichment["address"],
  onChunk: OnHostChunk,
  feed: (reader: FlowReader, emit: () => Promise<void>) => Promise<void>,
): Promise<ReadOutcome> {
  const tables = new FlowTables();
  const ready: ConversationBatch[] = [];
  const conversations = new Conversations(tables, key, (batch) => ready.push(batch), addressFacts);
  const reader = new FlowReader(tables, conversations);
  let number = 0;
  const emit = async (): Promise<void> => {
    for (const batch of ready.splice(0)) {
      await onChunk({ number: number++, records: recordsOfFlows(batch) });
      batch.release();
    }
  };
  let problem: string | null = null;
  try {
    await feed(reader, emit);
  } catch (error) {
    if (!(error instanceof InflateError || error instanceof ParquetError)) throw error;
    problem = error.message;
  }
  // A line that the damage cut short might pass for a whole one.
  if (problem === null) reader.end();
  else conversations.flush();
  await emit();
  return { counts: reader.counts, problem: problem ?? whyNothing(reader.counts, "flow log") };
}
