/** Sums flow records into conversations, in bounded memory: when full, the batch is emitted and the sums start anew. */

import { type Enrichment, NO_ENRICHMENT } from "../enrich/facts.ts";
import { CONVERSATIONS_MAX, TABLE_PROBES_MAX } from "../limits.ts";
import { ACTION, DIRECTION, ROW_SLOTS, SLOT } from "../sources/flow/columns.ts";
import type { FlowSink, FlowTables } from "../sources/flow/flow-tables.ts";
import { ConversationBatch, type FlowDefaults } from "./conversation-batch.ts";
import {
  BASIS_SHIFT,
  COLD,
  ConversationStore,
  FLAGS_TO_CLIENT_SHIFT,
  FLAGS_TO_SERVER_SHIFT,
  HOT,
  LOCAL_SHIFT,
  LOCAL_SIDE,
  packKey,
  SUM,
} from "./conversation-store.ts";
import { BASIS, initiatorOf, ROLE } from "./initiator.ts";
import { isGatewayRow, placeInVpc, usePacketAddresses } from "./packet-addresses.ts";
import { HourCuts } from "./hour-cuts.ts";

/** Places of two numbers each: a hash, and the conversation's number from 1, 0 for a free place. */
const INDEX_SIZE = CONVERSATIONS_MAX * 2;
const NOT_FOUND = -1;

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
  readonly #index = new Int32Array(INDEX_SIZE * 2);
  readonly #gatewayRow = new Float64Array(ROW_SLOTS);
  #records = 0;
  /** Records of all batches. */
  #read = 0;
  readonly #hours = new HourCuts();
  /** Where the search that found nothing ended: a free place, or NOT_FOUND after a chain that is too long. */
  #free = NOT_FOUND;
  #hash = 0;

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

  /** Rewrites the addresses of `row`. */
  record(given: Float64Array): void {
    let row = given;
    if (isGatewayRow(given)) {
      // A copy: the reader fills the columns of its format alone, the others must stay as they are.
      this.#gatewayRow.set(given);
      row = this.#gatewayRow;
      placeInVpc(row);
    }
    const start = row[SLOT.start] as number;
    const hours = this.#hours;
    if (start < hours.fromSeconds || start >= hours.toSeconds || this.#records === 0) {
      if (hours.turnTo(start, this.#read, this.#records > 0)) this.flush();
    }
    this.#read++;
    usePacketAddresses(row);
    const host = hostHandle(row);
    const sourcePort = row[SLOT.sourcePort] as number;
    const targetPort = row[SLOT.targetPort] as number;
    const protocol = row[SLOT.protocol] as number;
    const action = row[SLOT.action] as number;
    const told = initiatorOf(sourcePort, targetPort, protocol, row[SLOT.tcpFlags] as number, action === ACTION.reject);
    const basis = told & 7;
    const source = row[SLOT.source] as number;
    const target = row[SLOT.target] as number;
    let fromClient = basis === BASIS.none ? source <= target : told >> 3 === ROLE.source;
    let index = fromClient
      ? this.#find(host, source, target, packKey(source, target, targetPort, protocol, action))
      : this.#find(host, target, source, packKey(target, source, sourcePort, protocol, action));
    if (index === NOT_FOUND && basis === BASIS.guess) {
      // A weak sign yields to what an earlier record of the same conversation has shown.
      const free = this.#free;
      const hash = this.#hash;
      index = fromClient
        ? this.#find(host, target, source, packKey(target, source, sourcePort, protocol, action))
        : this.#find(host, source, target, packKey(source, target, targetPort, protocol, action));
      this.#free = free;
      this.#hash = hash;
      if (index !== NOT_FOUND) fromClient = !fromClient;
    }
    if (index === NOT_FOUND) index = this.#add(host, row, fromClient);
    this.#sum(index, row, fromClient, basis);
  }

  /** Emits what is held, if anything. */
  flush(): void {
    if (this.#store.count === 0) return;
    const release = (store: ConversationStore): void => {
      store.count = 0;
      this.#spare = store;
    };
    const [store, tables] = [this.#store, this.#tables];
    this.#onBatch(new ConversationBatch(store, this.#records, tables, this.#defaults, this.#addressFacts, release));
    this.#store = this.#spare ?? new ConversationStore();
    this.#spare = null;
    this.#index.fill(0);
    this.#records = 0;
  }

  #find(host: number, client: number, server: number, packed: number): number {
    const { hot } = this.#store;
    const clientHalf = client | 0;
    const serverHalf = server | 0;
    let hash = Math.imul(clientHalf ^ Math.imul(host, 0x9e3779b1), 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 15) ^ serverHalf ^ Math.imul(packed, 0x27d4eb2f), 0xc2b2ae35);
    hash ^= hash >>> 16;
    this.#hash = hash;
    let place = (hash & (INDEX_SIZE - 1)) * 2;
    for (let probe = 0; probe < TABLE_PROBES_MAX; probe++) {
      const number = this.#index[place + 1] as number;
      if (number === 0) {
        this.#free = place;
        return NOT_FOUND;
      }
      const at = (number - 1) * 16;
      if (
        this.#index[place] === hash &&
        hot[at + HOT.client] === clientHalf &&
        hot[at + HOT.server] === serverHalf &&
        hot[at + HOT.packed] === packed &&
        hot[at + HOT.host] === host
      ) {
        return number - 1;
      }
      place = (place + 2) & (INDEX_SIZE * 2 - 1);
    }
    this.#free = NOT_FOUND;
    return NOT_FOUND;
  }

  #add(host: number, row: Float64Array, fromClient: boolean): number {
    const client = row[fromClient ? SLOT.source : SLOT.target] as number;
    const server = row[fromClient ? SLOT.target : SLOT.source] as number;
    const serverPort = row[fromClient ? SLOT.targetPort : SLOT.sourcePort] as number;
    const packed = packKey(client, server, serverPort, row[SLOT.protocol] as number, row[SLOT.action] as number);
    if (!this.#store.hasRoom() || this.#free === NOT_FOUND) {
      this.flush();
      this.#find(host, client, server, packed);
    }
    const store = this.#store;
    const index = store.count++;
    this.#index[this.#free] = this.#hash;
    this.#index[this.#free + 1] = index + 1;
    const { hot, sums } = store;
    const at = index * 16;
    hot[at + HOT.client] = client | 0;
    hot[at + HOT.server] = server | 0;
    hot[at + HOT.packed] = packed;
    hot[at + HOT.host] = host;
    for (let sum: number = SUM.packetsToServer; sum <= SUM.bytesToClient; sum++) sums[index * 8 + sum] = 0;
    hot[at + HOT.firstSeconds] = -1;
    hot[at + HOT.lastSeconds] = 0;
    hot[at + HOT.records] = 0;
    hot[at + HOT.marks] = 0;
    keepFirst(store.cold, at, row, fromClient);
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
    this.#records++;
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

/** Interface, else instance, else VPC, else account: handles of one table, so no two kinds share a number. */
function hostHandle(row: Float64Array): number {
  return (
    (row[SLOT.interface] as number) ||
    (row[SLOT.instance] as number) ||
    (row[SLOT.vpc] as number) ||
    (row[SLOT.account] as number)
  );
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
