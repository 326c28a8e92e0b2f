/** One batch of summed conversations → Flows, host by host and when asked for, so that few hosts' are objects at a time. */

import type { Enrichment } from "../enrich/facts.ts";
import type { Flow, InitiatorBasis } from "../event-flow.ts";
import type { AddressTable } from "../sources/flow/address-table.ts";
import type { FlowTables } from "../sources/flow/flow-tables.ts";
import type { NameTable } from "../sources/flow/name-table.ts";
import { ipText } from "../net/ip.ts";
import {
  BASIS_SHIFT,
  COLD,
  type ConversationStore,
  FLAGS_TO_CLIENT_SHIFT,
  FLAGS_TO_SERVER_SHIFT,
  HOT,
  LOCAL_SIDE,
  SUM,
} from "./conversation-store.ts";
import { BASIS } from "./initiator.ts";
import { localSides } from "./local-side.ts";

/** What the object's key says, for logs without such columns: the default format has no Region. */
export type FlowDefaults = { readonly accountId: string; readonly region: string | null };

export type HostFlows = {
  readonly accountId: string;
  readonly region: string | null;
  /** `Flow.host` of all of them. */
  readonly host: string;
  readonly first: Flow;
  /** In order of their first record; made anew each time, while the batch holds. */
  readonly flows: readonly Flow[];
};

/** By BASIS. */
const BASES: readonly InitiatorBasis[] = ["none", "ports", "reject", "ports", "flags"];

const ACTIONS: readonly Flow["action"][] = [null, "ACCEPT", "REJECT"];

export class ConversationBatch {
  /** Records summed in this batch. */
  readonly records: number;
  readonly conversations: number;
  readonly #store: ConversationStore;
  readonly #names: NameTable;
  readonly #addresses: AddressTable;
  readonly #defaults: FlowDefaults;
  readonly #addressFacts: Enrichment["address"];
  readonly #onRelease: (store: ConversationStore) => void;

  constructor(
    store: ConversationStore,
    records: number,
    tables: FlowTables,
    defaults: FlowDefaults,
    addressFacts: Enrichment["address"],
    onRelease: (store: ConversationStore) => void,
  ) {
    this.#store = store;
    this.records = records;
    this.conversations = store.count;
    this.#names = tables.names;
    this.#addresses = tables.addresses;
    this.#defaults = defaults;
    this.#addressFacts = addressFacts;
    this.#onRelease = onRelease;
  }

  /** The batch was used up: its place is free for conversations to come, and its flows are void. */
  release(): void {
    this.#onRelease(this.#store);
  }

  /** Hosts in order of their first conversation. */
  *hosts(): Generator<HostFlows> {
    const groups = new Map<number, number[]>();
    for (let index = 0; index < this.conversations; index++) {
      const handle = this.#store.hot[index * 16 + HOT.host] as number;
      const group = groups.get(handle);
      if (group) group.push(index);
      else groups.set(handle, [index]);
    }
    for (const group of groups.values()) yield* this.#split(group);
  }

  *#split(group: readonly number[]): Generator<HostFlows> {
    const sides = localSides(this.#store, group, this.#addresses);
    // The number of the conversation, and whether its client is the host.
    const all = group.map((index, at) => index * 2 + Number(sides[at] === LOCAL_SIDE.client));
    const [first] = all.slice(0, 1).map((one) => this.#flowOf(one));
    if (!first) return;
    // One interface is one host; a VPC's records without interface and instance are those of one host an address.
    const byHost =
      first.instanceId || first.interfaceId ? [all] : Map.groupBy(all, (one) => this.#hostOf(one)).values();
    for (const own of byHost) yield this.#host(Int32Array.from(own), first);
  }

  #host(own: Int32Array, { accountId, region }: Flow): HostFlows {
    const first = this.#flowOf(own[0] as number);
    const flows = (): Flow[] => {
      const all: Flow[] = [];
      for (const one of own) all.push(this.#flowOf(one));
      return all;
    };
    return {
      accountId,
      region,
      host: first.host,
      first,
      get flows() {
        return flows();
      },
    };
  }

  #flowOf(one: number): Flow {
    return this.#flow(one >> 1, (one & 1) === 1);
  }

  /** Of a conversation without interface and instance: its host. */
  #hostOf(one: number): string {
    const store = this.#store;
    const at = (one >> 1) * 16;
    const local = this.#addresses.ip((one & 1) === 1 ? store.client(one >> 1) : store.server(one >> 1));
    return `${this.#text(at + COLD.vpc) ?? this.#accountOf(at)}/${ipText(local)}`;
  }

  /** "unknown": an interface that an AWS service made. */
  #accountOf(at: number): string {
    const account = this.#text(at + COLD.account);
    return account === null || account === "unknown" ? this.#defaults.accountId : account;
  }

  #flow(index: number, localIsClient: boolean): Flow {
    const store = this.#store;
    const { hot, sums, cold } = store;
    const addresses = this.#addresses;
    const at = index * 16;
    const serverPort = store.serverPort(index);
    const clientPort = orNull(cold[at + COLD.clientPort] as number);
    const remoteIp = addresses.ip(localIsClient ? store.server(index) : store.client(index));
    const localIp = addresses.ip(localIsClient ? store.client(index) : store.server(index));
    const basis = store.mark(index, BASIS_SHIFT, 3);
    const accountId = this.#accountOf(at);
    const instanceId = this.#text(at + COLD.instance);
    const interfaceId = this.#text(at + COLD.interface);
    const vpcId = this.#text(at + COLD.vpc);
    const out = index * 8 + (localIsClient ? SUM.packetsToServer : SUM.packetsToClient);
    const back = index * 8 + (localIsClient ? SUM.packetsToClient : SUM.packetsToServer);
    return {
      kind: "flow",
      record: cold[at + COLD.record] as number,
      records: hot[at + HOT.records] as number,
      accountId,
      region: this.#text(at + COLD.region) ?? this.#defaults.region,
      host: instanceId ?? interfaceId ?? `${vpcId ?? accountId}/${ipText(localIp)}`,
      instanceId,
      interfaceId,
      vpcId,
      subnetId: this.#text(at + COLD.subnet),
      localIp,
      remoteIp,
      localPort: localIsClient ? clientPort : serverPort,
      remotePort: localIsClient ? serverPort : clientPort,
      protocol: store.protocol(index),
      direction: basis === BASIS.none ? "UNKNOWN" : localIsClient ? "OUTBOUND" : "INBOUND",
      initiator: basis === BASIS.none ? "unknown" : localIsClient ? "local" : "remote",
      initiatorBasis: BASES[basis] ?? "none",
      packetsOut: sums[out] as number,
      bytesOut: sums[out + 1] as number,
      packetsIn: sums[back] as number,
      bytesIn: sums[back + 1] as number,
      firstMs: ((hot[at + HOT.firstSeconds] as number) >>> 0) * 1000,
      lastMs: ((hot[at + HOT.lastSeconds] as number) >>> 0) * 1000,
      tcpFlagsOut: store.mark(index, localIsClient ? FLAGS_TO_SERVER_SHIFT : FLAGS_TO_CLIENT_SHIFT, 8),
      tcpFlagsIn: store.mark(index, localIsClient ? FLAGS_TO_CLIENT_SHIFT : FLAGS_TO_SERVER_SHIFT, 8),
      action: ACTIONS[store.action(index)] ?? null,
      rejectReason: this.#text(at + COLD.rejectReason),
      remoteService: this.#text(at + (localIsClient ? COLD.serverService : COLD.clientService)),
      path: (cold[at + COLD.path] as number) || null,
      remote: this.#addressFacts(remoteIp),
    };
  }

  #text(at: number): string | null {
    return this.#names.text(this.#store.cold[at] as number);
  }
}

function orNull(value: number): number | null {
  return value < 0 ? null : value;
}
