/** One batch of summed conversations → Flows, host by host, so that only one host's are objects at a time. */

import type { Enrichment } from "../enrich/facts.ts";
import type { Flow, InitiatorBasis } from "../event-flow.ts";
import type { FlowTables } from "../sources/flow/flow-tables.ts";
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
  /** In order of their first record. */
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
  readonly #tables: FlowTables;
  readonly #defaults: FlowDefaults;
  readonly #addressFacts: Enrichment["address"];

  constructor(
    store: ConversationStore,
    records: number,
    tables: FlowTables,
    defaults: FlowDefaults,
    addressFacts: Enrichment["address"],
  ) {
    this.#store = store;
    this.records = records;
    this.conversations = store.count;
    this.#tables = tables;
    this.#defaults = defaults;
    this.#addressFacts = addressFacts;
  }

  /** Hosts in order of their first conversation. To be used up before `onBatch` returns. */
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
    const sides = localSides(this.#store, group, this.#tables.addresses);
    const flows = group.map((index, at) => this.#flow(index, sides[at] === LOCAL_SIDE.client));
    const [first] = flows;
    if (!first) return;
    // One interface is one host; a VPC's records without interface and instance are those of one host an address.
    const byHost = first.instanceId || first.interfaceId ? [[first.host, flows] as const] : groupByHost(flows);
    for (const [host, own] of byHost) yield { accountId: first.accountId, region: first.region, host, flows: own };
  }

  #flow(index: number, localIsClient: boolean): Flow {
    const store = this.#store;
    const { hot, sums, cold } = store;
    const { addresses } = this.#tables;
    const at = index * 16;
    const serverPort = store.serverPort(index);
    const clientPort = orNull(cold[at + COLD.clientPort] as number);
    const remoteIp = addresses.ip(localIsClient ? store.server(index) : store.client(index));
    const localIp = addresses.ip(localIsClient ? store.client(index) : store.server(index));
    const basis = store.mark(index, BASIS_SHIFT, 3);
    const account = this.#text(at + COLD.account);
    const instanceId = this.#text(at + COLD.instance);
    const interfaceId = this.#text(at + COLD.interface);
    const vpcId = this.#text(at + COLD.vpc);
    // "unknown": an interface that an AWS service made.
    const accountId = account === null || account === "unknown" ? this.#defaults.accountId : account;
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
    return this.#tables.names.text(this.#store.cold[at] as number);
  }
}

function groupByHost(flows: readonly Flow[]): Map<string, Flow[]> {
  const byHost = new Map<string, Flow[]>();
  for (const flow of flows) {
    const own = byHost.get(flow.host);
    if (own) own.push(flow);
    else byHost.set(flow.host, [flow]);
  }
  return byHost;
}

function orNull(value: number): number | null {
  return value < 0 ? null : value;
}
