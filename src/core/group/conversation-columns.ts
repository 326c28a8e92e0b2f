/** Conversations → the columns of a host's flows, number by number from where they were summed: no object is made for any. */

import type { AddressFacts } from "../enrich/facts.ts";
import { Column, NONE, type Table } from "../column.ts";
import { ipText } from "../net/ip.ts";
import type { HostQuestion } from "../profile/host-facts.ts";
import type { FlowTables } from "../sources/flow/flow-tables.ts";
import {
  BASIS_SHIFT,
  COLD,
  type ConversationStore,
  FLAGS_TO_CLIENT_SHIFT,
  FLAGS_TO_SERVER_SHIFT,
  HOT,
  SUM,
} from "./conversation-store.ts";
import { ACTIONS, BASES, COLUMN, DIRECTIONS, INITIATORS, ipNumber, numberOrNone, packColumns } from "./flow-columns.ts";
import { BASIS } from "./initiator.ts";

/** What the object's key says, for logs without such columns: the default format has no Region. */
export type FlowDefaults = { readonly accountId: string; readonly region: string | null };

/** Where the conversations of a batch lie. */
export type ConversationPlaces = {
  readonly store: ConversationStore;
  readonly tables: FlowTables;
  readonly defaults: FlowDefaults;
  /** By a conversation's number: 1 where its client is the host. */
  readonly localIsClient: Uint8Array;
  /** What is known of the remote address, by a conversation's number. */
  readonly remotes: () => readonly (AddressFacts | null)[];
};

export type HostOfConversation = {
  readonly accountId: string;
  readonly region: string | null;
  readonly question: HostQuestion;
};

/** By BASIS. */
const BASIS_NUMBERS = (["none", "ports", "reject", "ports", "flags"] as const).map((basis) => BASES.indexOf(basis));
/** By ACTION of columns.ts. */
const ACTION_NUMBERS = [NONE, ACTIONS.indexOf("ACCEPT"), ACTIONS.indexOf("REJECT")];
const DIRECTION = {
  in: DIRECTIONS.indexOf("INBOUND"),
  out: DIRECTIONS.indexOf("OUTBOUND"),
  unknown: DIRECTIONS.indexOf("UNKNOWN"),
};
const INITIATOR = {
  local: INITIATORS.indexOf("local"),
  remote: INITIATORS.indexOf("remote"),
  unknown: INITIATORS.indexOf("unknown"),
};

/** "unknown": an interface that an AWS service made. */
function accountNamed(text: string | null, { accountId }: FlowDefaults): string {
  return text === null || text === "unknown" ? accountId : text;
}

/** What one conversation says of its host. */
export function hostOf(places: ConversationPlaces, index: number): HostOfConversation {
  const { store, tables, defaults, localIsClient } = places;
  const text = (column: number): string | null => tables.names.text(store.cold[index * 16 + column] as number);
  const accountId = accountNamed(text(COLD.account), defaults);
  const [instanceId, interfaceId, vpcId] = [text(COLD.instance), text(COLD.interface), text(COLD.vpc)];
  const local = localIsClient[index] === 1 ? store.client(index) : store.server(index);
  const localIp = ipText(tables.addresses.ip(local));
  const host = instanceId ?? interfaceId ?? `${vpcId ?? accountId}/${localIp}`;
  const question = { host, instanceId, interfaceId, vpcId, localIp };
  return { accountId, region: text(COLD.region) ?? defaults.region, question };
}

/** `own`: numbers of conversations of `host`, in the order of its flows. */
export function packConversations(
  places: ConversationPlaces,
  host: string,
  own: Int32Array,
  strings: Table<string>,
  addresses: Table<AddressFacts>,
): Float64Array<ArrayBuffer> {
  const writer = new ConversationWriter(places, host, strings, addresses);
  places.store.touch(own);
  return packColumns(own.length, (to, first, step, row) => writer.write(to, first, step, own[row] as number));
}

/** One column of ids: their handles say whether it is the id of the flow before. */
class IdColumn {
  readonly #indexOf: (handle: number) => number;
  #last: number | null = null;
  #index = NONE;

  constructor(indexOf: (handle: number) => number) {
    this.#indexOf = indexOf;
  }

  indexOf(handle: number): number {
    if (handle !== this.#last) {
      this.#last = handle;
      this.#index = this.#indexOf(handle);
    }
    return this.#index;
  }
}

/** As in packColumns, the number of a column has its place at `first + column * step`. */
class ConversationWriter {
  readonly #places: ConversationPlaces;
  readonly #strings: Table<string>;
  readonly #remote: Column<AddressFacts>;
  readonly #remotes: readonly (AddressFacts | null)[];
  readonly #host: number;
  readonly #account: IdColumn;
  readonly #region: IdColumn;
  readonly #instance: IdColumn;
  readonly #interface: IdColumn;
  readonly #vpc: IdColumn;
  readonly #subnet: IdColumn;
  readonly #rejectReason: IdColumn;
  readonly #service: IdColumn;

  constructor(places: ConversationPlaces, host: string, strings: Table<string>, addresses: Table<AddressFacts>) {
    const { tables, defaults } = places;
    const text = (handle: number): string | null => tables.names.text(handle);
    const ids = (): IdColumn => new IdColumn((handle) => strings.indexOf(text(handle)));
    this.#places = places;
    this.#strings = strings;
    this.#remote = new Column(addresses);
    this.#remotes = places.remotes();
    this.#host = strings.indexOf(host);
    this.#account = new IdColumn((handle) => strings.indexOf(accountNamed(text(handle), defaults)));
    this.#region = new IdColumn((handle) => strings.indexOf(text(handle) ?? defaults.region));
    this.#instance = ids();
    this.#interface = ids();
    this.#vpc = ids();
    this.#subnet = ids();
    this.#rejectReason = ids();
    this.#service = ids();
  }

  write(to: Float64Array, first: number, step: number, index: number): void {
    const localIsClient = this.#places.localIsClient[index] === 1;
    this.#writeIds(to, first, step, index * 16);
    this.#writeEnds(to, first, step, index, localIsClient);
    this.#writeSums(to, first, step, index, localIsClient);
  }

  /** `at`: where the conversation's line begins. */
  #writeIds(to: Float64Array, first: number, step: number, at: number): void {
    const { cold } = this.#places.store;
    const instance = this.#instance.indexOf(cold[at + COLD.instance] as number);
    const networkInterface = this.#interface.indexOf(cold[at + COLD.interface] as number);
    to[first + COLUMN.record * step] = cold[at + COLD.record] as number;
    to[first + COLUMN.account * step] = this.#account.indexOf(cold[at + COLD.account] as number);
    to[first + COLUMN.region * step] = this.#region.indexOf(cold[at + COLD.region] as number);
    to[first + COLUMN.host * step] =
      instance !== NONE ? instance : networkInterface !== NONE ? networkInterface : this.#host;
    to[first + COLUMN.instance * step] = instance;
    to[first + COLUMN.interface * step] = networkInterface;
    to[first + COLUMN.vpc * step] = this.#vpc.indexOf(cold[at + COLD.vpc] as number);
    to[first + COLUMN.subnet * step] = this.#subnet.indexOf(cold[at + COLD.subnet] as number);
    to[first + COLUMN.rejectReason * step] = this.#rejectReason.indexOf(cold[at + COLD.rejectReason] as number);
    to[first + COLUMN.path * step] = (cold[at + COLD.path] as number) || NONE;
  }

  #writeEnds(to: Float64Array, first: number, step: number, index: number, localIsClient: boolean): void {
    const { store } = this.#places;
    const { cold } = store;
    const at = index * 16;
    const client = this.#ip(store.client(index));
    const server = this.#ip(store.server(index));
    // NONE where absent, as ports of records are.
    const clientPort = cold[at + COLD.clientPort] as number;
    const serverPort = numberOrNone(store.serverPort(index));
    const basis = store.mark(index, BASIS_SHIFT, 3);
    to[first + COLUMN.localIp * step] = localIsClient ? client : server;
    to[first + COLUMN.remoteIp * step] = localIsClient ? server : client;
    to[first + COLUMN.localPort * step] = localIsClient ? clientPort : serverPort;
    to[first + COLUMN.remotePort * step] = localIsClient ? serverPort : clientPort;
    to[first + COLUMN.protocol * step] = numberOrNone(store.protocol(index));
    to[first + COLUMN.direction * step] =
      basis === BASIS.none ? DIRECTION.unknown : localIsClient ? DIRECTION.out : DIRECTION.in;
    to[first + COLUMN.initiator * step] =
      basis === BASIS.none ? INITIATOR.unknown : localIsClient ? INITIATOR.local : INITIATOR.remote;
    to[first + COLUMN.basis * step] = BASIS_NUMBERS[basis] as number;
    to[first + COLUMN.action * step] = ACTION_NUMBERS[store.action(index)] as number;
    to[first + COLUMN.remoteService * step] = this.#service.indexOf(
      cold[at + (localIsClient ? COLD.serverService : COLD.clientService)] as number,
    );
    to[first + COLUMN.remote * step] = this.#remote.indexOf(this.#remotes[index] as AddressFacts | null);
  }

  #ip(handle: number): number {
    return ipNumber(this.#places.tables.addresses.ip(handle), this.#strings);
  }

  #writeSums(to: Float64Array, first: number, step: number, index: number, localIsClient: boolean): void {
    const { store } = this.#places;
    const { hot, sums } = store;
    const at = index * 16;
    const out = index * 8 + (localIsClient ? SUM.packetsToServer : SUM.packetsToClient);
    const back = index * 8 + (localIsClient ? SUM.packetsToClient : SUM.packetsToServer);
    const flagsToServer = store.mark(index, FLAGS_TO_SERVER_SHIFT, 8);
    const flagsToClient = store.mark(index, FLAGS_TO_CLIENT_SHIFT, 8);
    to[first + COLUMN.records * step] = hot[at + HOT.records] as number;
    to[first + COLUMN.packetsOut * step] = sums[out] as number;
    to[first + COLUMN.bytesOut * step] = sums[out + 1] as number;
    to[first + COLUMN.packetsIn * step] = sums[back] as number;
    to[first + COLUMN.bytesIn * step] = sums[back + 1] as number;
    to[first + COLUMN.firstMs * step] = ((hot[at + HOT.firstSeconds] as number) >>> 0) * 1000;
    to[first + COLUMN.lastMs * step] = ((hot[at + HOT.lastSeconds] as number) >>> 0) * 1000;
    to[first + COLUMN.tcpFlags * step] = localIsClient
      ? flagsToServer * 256 + flagsToClient
      : flagsToClient * 256 + flagsToServer;
  }
}
