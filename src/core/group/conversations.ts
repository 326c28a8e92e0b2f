/** Sums flow records into conversations, in bounded memory: when full, the batch is emitted and the sums start anew. */

import { type Enrichment, NO_ENRICHMENT } from "../enrich/facts.ts";
import { FLOW_BLOCK_ROWS } from "../limits.ts";
import { DIRECTION, ROW_SLOTS, SLOT } from "../sources/flow/columns.ts";
import type { FlowSink, FlowTables } from "../sources/flow/flow-tables.ts";
import { ConversationBatch } from "./conversation-batch.ts";
import type { FlowDefaults } from "./conversation-columns.ts";
import { ConversationIndex, NOT_FOUND } from "./conversation-index.ts";
import { KEY, KEY_SLOTS, writeKey, writeSides } from "./conversation-key.ts";
import {
  BASIS_SHIFT,
  COLD,
  ConversationStore,
  FLAGS_TO_CLIENT_SHIFT,
  FLAGS_TO_SERVER_SHIFT,
  HOT,
  LOCAL_SHIFT,
  LOCAL_SIDE,
  SUM,
} from "./conversation-store.ts";
import { BASIS } from "./initiator.ts";
import { isGatewayRow, placeInVpc, usePacketAddresses } from "./packet-addresses.ts";
import { HourCuts } from "./hour-cuts.ts";

/**
 * A conversation is what one host and one peer say to each other over one server port: the initiator's own port, which is
 * new with each connection, is no part of the key. Batches are cut by the records alone, so every reading cuts the same.
 */
export class Conversations implements FlowSink {
  readonly #tables: FlowTables;
  readonly #defaults: FlowDefaults;
  readonly #onBatch: (batch: ConversationBatch) => void;
  readonly #addressFacts: Enrichment["address"];
  #store = new ConversationStore();
  /** Of a batch that was used up. */
  #spare: ConversationStore | null = null;
  readonly #index = new ConversationIndex();
  /** Of the block at hand: its rows, and the key of each. */
  readonly #rows: Float64Array[] = [];
  readonly #keys = new Int32Array(FLOW_BLOCK_ROWS * KEY_SLOTS);
  readonly #gatewayRows: Float64Array[] = [];
  /** Records of this batch. */
  #held = 0;
  /** Records of all batches. */
  #read = 0;
  readonly #hours = new HourCuts();

  /** `onBatch` gets each batch, which holds until it is released. */
  constructor(
    tables: FlowTables,
    defaults: FlowDefaults,
    onBatch: (batch: ConversationBatch) => void,
    addressFacts: Enrichment["address"] = NO_ENRICHMENT.address,
  ) {
    this.#tables = tables;
    this.#defaults = defaults;
    this.#onBatch = onBatch;
    this.#addressFacts = addressFacts;
  }

  /** Rewrites the addresses of the rows. */
  records(rows: readonly Float64Array[], count: number): void {
    const keys = this.#keys;
    for (let at = 0; at < count; at++) {
      const row = this.#placed(rows[at] as Float64Array, at);
      this.#rows[at] = row;
      usePacketAddresses(row);
      writeKey(keys, at * KEY_SLOTS, row);
    }
    this.#index.touch(keys, count, this.#store.hot);
    for (let at = 0; at < count; at++) this.#record(this.#rows[at] as Float64Array, at * KEY_SLOTS);
  }

  #placed(row: Float64Array, at: number): Float64Array {
    if (!isGatewayRow(row)) return row;
    // A copy: the reader fills the columns of its format alone, the others must stay as they are.
    const copy = (this.#gatewayRows[at] ??= new Float64Array(ROW_SLOTS));
    copy.set(row);
    placeInVpc(copy);
    return copy;
  }

  #record(row: Float64Array, key: number): void {
    const start = row[SLOT.start] as number;
    const hours = this.#hours;
    if (start < hours.fromSeconds || start >= hours.toSeconds || this.#held === 0) {
      if (hours.turnTo(start, this.#read, this.#held > 0)) this.flush();
    }
    this.#read++;
    const keys = this.#keys;
    let index = this.#index.find(keys, key, this.#store.hot);
    if (index === NOT_FOUND && keys[key + KEY.basis] === BASIS.guess) index = this.#turned(row, key);
    if (index === NOT_FOUND) index = this.#add(row, key);
    this.#sum(index, row, keys[key + KEY.fromClient] === 1, keys[key + KEY.basis] as number);
  }

  /** A weak sign yields to what an earlier record of the same conversation has shown: then the key becomes the other one. */
  #turned(row: Float64Array, key: number): number {
    const keys = this.#keys;
    const { free } = this.#index;
    const fromClient = keys[key + KEY.fromClient] === 1;
    writeSides(keys, key, row, !fromClient);
    const index = this.#index.find(keys, key, this.#store.hot);
    if (index !== NOT_FOUND) return index;
    writeSides(keys, key, row, fromClient);
    this.#index.free = free;
    return NOT_FOUND;
  }

  /** Emits what is held, if anything. */
  flush(): void {
    if (this.#store.count === 0) return;
    const release = (store: ConversationStore): void => {
      store.count = 0;
      this.#spare = store;
    };
    const [store, tables] = [this.#store, this.#tables];
    this.#onBatch(new ConversationBatch(store, this.#held, tables, this.#defaults, this.#addressFacts, release));
    this.#store = this.#spare ?? new ConversationStore();
    this.#spare = null;
    this.#index.clear();
    this.#held = 0;
  }

  #add(row: Float64Array, key: number): number {
    const keys = this.#keys;
    if (!this.#store.hasRoom() || this.#index.free === NOT_FOUND) {
      this.flush();
      this.#index.find(keys, key, this.#store.hot);
    }
    const store = this.#store;
    const index = store.count++;
    this.#index.add(keys[key + KEY.hash] as number, index);
    const { hot, sums } = store;
    const at = index * 16;
    hot[at + HOT.client] = keys[key + KEY.client] as number;
    hot[at + HOT.server] = keys[key + KEY.server] as number;
    hot[at + HOT.packed] = keys[key + KEY.packed] as number;
    hot[at + HOT.host] = keys[key + KEY.host] as number;
    for (let sum: number = SUM.packetsToServer; sum <= SUM.bytesToClient; sum++) sums[index * 8 + sum] = 0;
    hot[at + HOT.firstSeconds] = -1;
    hot[at + HOT.lastSeconds] = 0;
    hot[at + HOT.records] = 0;
    hot[at + HOT.marks] = 0;
    keepFirst(store.cold, at, row, keys[key + KEY.fromClient] === 1);
    return index;
  }

  #sum(index: number, row: Float64Array, fromClient: boolean, basis: number): void {
    const { hot, sums } = this.#store;
    const at = index * 16;
    const packets = row[SLOT.packets] as number;
    const bytes = row[SLOT.bytes] as number;
    const to = index * 8 + (fromClient ? SUM.packetsToServer : SUM.packetsToClient);
    if (packets > 0) sums[to] = (sums[to] as number) + packets;
    if (bytes > 0) sums[to + 1] = (sums[to + 1] as number) + bytes;
    const start = row[SLOT.start] as number;
    const end = row[SLOT.end] as number;
    // Some exporters swap them or leave one out.
    const first = start < 0 || (end > 0 && end < start) ? end : start;
    const last = end > start ? end : start;
    // Seconds up to 2106 as unsigned numbers; -1 is the latest of them.
    if (first < (hot[at + HOT.firstSeconds] as number) >>> 0) hot[at + HOT.firstSeconds] = first;
    if (last > (hot[at + HOT.lastSeconds] as number) >>> 0) hot[at + HOT.lastSeconds] = last;
    hot[at + HOT.records] = (hot[at + HOT.records] as number) + 1;
    hot[at + HOT.marks] = marksWith(hot[at + HOT.marks] as number, row, fromClient, basis);
    const path = row[SLOT.path] as number;
    const { cold } = this.#store;
    if (path > 0 && cold[at + COLD.path] === 0) cold[at + COLD.path] = path;
    this.#held++;
  }
}

/** Flags or-ed, the strongest basis, the first direction. */
function marksWith(marks: number, row: Float64Array, fromClient: boolean, basis: number): number {
  let after = marks;
  const flags = row[SLOT.tcpFlags] as number;
  if (flags > 0) after |= flags << (fromClient ? FLAGS_TO_SERVER_SHIFT : FLAGS_TO_CLIENT_SHIFT);
  if (basis > ((after >>> BASIS_SHIFT) & 7)) after = (after & ~(7 << BASIS_SHIFT)) | (basis << BASIS_SHIFT);
  const direction = row[SLOT.direction] as number;
  if (direction !== DIRECTION.none && ((after >>> LOCAL_SHIFT) & 3) === LOCAL_SIDE.unknown) {
    const client = (direction === DIRECTION.egress) === fromClient;
    after |= (client ? LOCAL_SIDE.client : LOCAL_SIDE.server) << LOCAL_SHIFT;
  }
  return after;
}

function keepFirst(cold: Int32Array, at: number, row: Float64Array, fromClient: boolean): void {
  cold[at + COLD.record] = row[SLOT.record] as number;
  cold[at + COLD.clientPort] = row[fromClient ? SLOT.sourcePort : SLOT.targetPort] as number;
  cold[at + COLD.account] = row[SLOT.account] as number;
  cold[at + COLD.interface] = row[SLOT.interface] as number;
  cold[at + COLD.instance] = row[SLOT.instance] as number;
  cold[at + COLD.vpc] = row[SLOT.vpc] as number;
  cold[at + COLD.subnet] = row[SLOT.subnet] as number;
  cold[at + COLD.region] = row[SLOT.region] as number;
  cold[at + COLD.clientService] = row[fromClient ? SLOT.sourceService : SLOT.targetService] as number;
  cold[at + COLD.serverService] = row[fromClient ? SLOT.targetService : SLOT.sourceService] as number;
  cold[at + COLD.path] = 0;
  cold[at + COLD.rejectReason] = row[SLOT.rejectReason] as number;
}
