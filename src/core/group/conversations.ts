/** Sums flow records into conversations, in bounded memory: when full, the batch is emitted and the sums start anew. */

import { CONVERSATIONS_MAX, TABLE_PROBES_MAX } from "../limits.ts";
import { ACTION, DIRECTION, ROW_SLOTS, SLOT } from "../sources/flow/columns.ts";
import type { FlowSink, FlowTables } from "../sources/flow/flow-tables.ts";
import { ConversationBatch, type FlowDefaults } from "./conversation-batch.ts";
import { CONVERSATION as C, CONVERSATION_SLOTS, LOCAL_SIDE, packKey } from "./conversation-slots.ts";
import { BASIS, initiatorOf, ROLE } from "./initiator.ts";
import { isGatewayRow, placeInVpc, usePacketAddresses } from "./packet-addresses.ts";

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
  readonly #values = new Float64Array(CONVERSATIONS_MAX * CONVERSATION_SLOTS);
  readonly #index = new Int32Array(INDEX_SIZE * 2);
  readonly #gatewayRow = new Float64Array(ROW_SLOTS);
  #count = 0;
  #records = 0;
  /** Where the search that found nothing ended: a free place, or NOT_FOUND after a chain that is too long. */
  #free = NOT_FOUND;
  #hash = 0;

  /** `onBatch` gets each batch while it holds: it is void after the call. */
  constructor(tables: FlowTables, defaults: FlowDefaults, onBatch: (batch: ConversationBatch) => void) {
    this.#tables = tables;
    this.#defaults = defaults;
    this.#onBatch = onBatch;
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
    let at = fromClient
      ? this.#find(host, source, target, packKey(targetPort, protocol, action))
      : this.#find(host, target, source, packKey(sourcePort, protocol, action));
    if (at === NOT_FOUND && basis === BASIS.guess) {
      // A weak sign yields to what an earlier record of the same conversation has shown.
      const free = this.#free;
      const hash = this.#hash;
      const other = fromClient
        ? this.#find(host, target, source, packKey(sourcePort, protocol, action))
        : this.#find(host, source, target, packKey(targetPort, protocol, action));
      this.#free = free;
      this.#hash = hash;
      if (other !== NOT_FOUND) {
        at = other;
        fromClient = !fromClient;
      }
    }
    if (at === NOT_FOUND) at = this.#add(host, row, fromClient);
    this.#sum(at, row, fromClient, basis);
  }

  /** Emits what is held, if anything. */
  flush(): void {
    if (this.#count === 0) return;
    const values = this.#values.subarray(0, this.#count * CONVERSATION_SLOTS);
    this.#onBatch(new ConversationBatch(values, this.#records, this.#tables, this.#defaults));
    this.#index.fill(0);
    this.#count = 0;
    this.#records = 0;
  }

  #find(host: number, client: number, server: number, packed: number): number {
    const values = this.#values;
    let hash = Math.imul(host, 0x9e3779b1) ^ Math.imul(client | 0, 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 15) ^ (server | 0), 0xc2b2ae35);
    hash = Math.imul(hash ^ (hash >>> 13) ^ packed, 0x27d4eb2f);
    hash ^= hash >>> 16;
    this.#hash = hash;
    let place = (hash & (INDEX_SIZE - 1)) * 2;
    for (let probe = 0; probe < TABLE_PROBES_MAX; probe++) {
      const number = this.#index[place + 1] as number;
      if (number === 0) {
        this.#free = place;
        return NOT_FOUND;
      }
      const at = (number - 1) * CONVERSATION_SLOTS;
      if (
        this.#index[place] === hash &&
        values[at + C.client] === client &&
        values[at + C.server] === server &&
        values[at + C.packed] === packed &&
        values[at + C.host] === host
      ) {
        return at;
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
    const packed = packKey(serverPort, row[SLOT.protocol] as number, row[SLOT.action] as number);
    if (this.#count === CONVERSATIONS_MAX || this.#free === NOT_FOUND) {
      this.flush();
      this.#find(host, client, server, packed);
    }
    const at = this.#count * CONVERSATION_SLOTS;
    this.#index[this.#free] = this.#hash;
    this.#index[this.#free + 1] = ++this.#count;
    const values = this.#values;
    // Faster than fill() for so few.
    for (let slot = at + C.packetsToServer; slot <= at + C.path; slot++) values[slot] = 0;
    values[at + C.host] = host;
    values[at + C.client] = client;
    values[at + C.server] = server;
    values[at + C.packed] = packed;
    values[at + C.firstSeconds] = Infinity;
    values[at + C.clientPort] = row[fromClient ? SLOT.sourcePort : SLOT.targetPort] as number;
    values[at + C.clientService] = row[fromClient ? SLOT.sourceService : SLOT.targetService] as number;
    values[at + C.serverService] = row[fromClient ? SLOT.targetService : SLOT.sourceService] as number;
    keepPlace(values, at, row);
    return at;
  }

  #sum(at: number, row: Float64Array, fromClient: boolean, basis: number): void {
    const values = this.#values;
    const packets = row[SLOT.packets] as number;
    const bytes = row[SLOT.bytes] as number;
    const to = at + (fromClient ? 0 : C.packetsToClient - C.packetsToServer);
    if (packets > 0) values[to + C.packetsToServer] = (values[to + C.packetsToServer] as number) + packets;
    if (bytes > 0) values[to + C.bytesToServer] = (values[to + C.bytesToServer] as number) + bytes;
    const start = row[SLOT.start] as number;
    const end = row[SLOT.end] as number;
    // Some exporters swap them or leave one out.
    const first = start < 0 || (end > 0 && end < start) ? end : start;
    const last = end > start ? end : start;
    if (first < (values[at + C.firstSeconds] as number)) values[at + C.firstSeconds] = first;
    if (last > (values[at + C.lastSeconds] as number)) values[at + C.lastSeconds] = last;
    const flags = row[SLOT.tcpFlags] as number;
    const flagsAt = at + (fromClient ? C.flagsToServer : C.flagsToClient);
    if (flags > 0) values[flagsAt] = (values[flagsAt] as number) | flags;
    values[at + C.records] = (values[at + C.records] as number) + 1;
    if (basis > (values[at + C.basis] as number)) values[at + C.basis] = basis;
    const direction = row[SLOT.direction] as number;
    if (direction !== DIRECTION.none && values[at + C.local] === LOCAL_SIDE.unknown) {
      values[at + C.local] = (direction === DIRECTION.egress) === fromClient ? LOCAL_SIDE.client : LOCAL_SIDE.server;
    }
    const path = row[SLOT.path] as number;
    if (path > 0 && values[at + C.path] === 0) values[at + C.path] = path;
    this.#records++;
  }
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

function keepPlace(values: Float64Array, at: number, row: Float64Array): void {
  values[at + C.record] = row[SLOT.record] as number;
  values[at + C.account] = row[SLOT.account] as number;
  values[at + C.interface] = row[SLOT.interface] as number;
  values[at + C.instance] = row[SLOT.instance] as number;
  values[at + C.vpc] = row[SLOT.vpc] as number;
  values[at + C.subnet] = row[SLOT.subnet] as number;
  values[at + C.region] = row[SLOT.region] as number;
  values[at + C.rejectReason] = row[SLOT.rejectReason] as number;
}
