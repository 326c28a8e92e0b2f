/** One batch of summed conversations → Flows, host by host, so that only one host's are objects at a time. */

import type { Flow, InitiatorBasis } from "../event-flow.ts";
import type { FlowTables } from "../sources/flow/flow-tables.ts";
import { ipText } from "../net/ip.ts";
import {
  CONVERSATION as C,
  CONVERSATION_SLOTS,
  LOCAL_SIDE,
  actionOf,
  portOf,
  protocolOf,
} from "./conversation-slots.ts";
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
  readonly #values: Float64Array;
  readonly #tables: FlowTables;
  readonly #defaults: FlowDefaults;

  constructor(values: Float64Array, records: number, tables: FlowTables, defaults: FlowDefaults) {
    this.#values = values;
    this.records = records;
    this.conversations = values.length / CONVERSATION_SLOTS;
    this.#tables = tables;
    this.#defaults = defaults;
  }

  /** Hosts in order of their first conversation. To be used up before `onBatch` returns. */
  *hosts(): Generator<HostFlows> {
    const groups = new Map<number, number[]>();
    for (let at = 0; at < this.#values.length; at += CONVERSATION_SLOTS) {
      const handle = this.#values[at + C.host] as number;
      const group = groups.get(handle);
      if (group) group.push(at);
      else groups.set(handle, [at]);
    }
    for (const group of groups.values()) yield* this.#split(group);
  }

  *#split(group: readonly number[]): Generator<HostFlows> {
    const sides = localSides(this.#values, group, this.#tables.addresses);
    const flows = group.map((at, index) => this.#flow(at, sides[index] === LOCAL_SIDE.client));
    const [first] = flows;
    if (!first) return;
    // One interface is one host; a VPC's records without interface and instance are those of one host an address.
    const byHost = first.instanceId || first.interfaceId ? [[first.host, flows] as const] : groupByHost(flows);
    for (const [host, own] of byHost) yield { accountId: first.accountId, region: first.region, host, flows: own };
  }

  #flow(at: number, localIsClient: boolean): Flow {
    const values = this.#values;
    const packed = values[at + C.packed] as number;
    const serverPort = portOf(packed);
    const clientPort = orNull(values[at + C.clientPort] as number);
    const localIp = this.#tables.addresses.ip(values[at + (localIsClient ? C.client : C.server)] as number);
    const basis = values[at + C.basis] as number;
    const account = this.#text(at + C.account);
    const instanceId = this.#text(at + C.instance);
    const interfaceId = this.#text(at + C.interface);
    const vpcId = this.#text(at + C.vpc);
    // "unknown": an interface that an AWS service made.
    const accountId = account === null || account === "unknown" ? this.#defaults.accountId : account;
    return {
      kind: "flow",
      record: values[at + C.record] as number,
      records: values[at + C.records] as number,
      accountId,
      region: this.#text(at + C.region) ?? this.#defaults.region,
      host: instanceId ?? interfaceId ?? `${vpcId ?? accountId}/${ipText(localIp)}`,
      instanceId,
      interfaceId,
      vpcId,
      subnetId: this.#text(at + C.subnet),
      localIp,
      remoteIp: this.#tables.addresses.ip(values[at + (localIsClient ? C.server : C.client)] as number),
      localPort: localIsClient ? clientPort : serverPort,
      remotePort: localIsClient ? serverPort : clientPort,
      protocol: protocolOf(packed),
      direction: basis === BASIS.none ? "UNKNOWN" : localIsClient ? "OUTBOUND" : "INBOUND",
      initiator: basis === BASIS.none ? "unknown" : localIsClient ? "local" : "remote",
      initiatorBasis: BASES[basis] ?? "none",
      packetsOut: values[at + (localIsClient ? C.packetsToServer : C.packetsToClient)] as number,
      bytesOut: values[at + (localIsClient ? C.bytesToServer : C.bytesToClient)] as number,
      packetsIn: values[at + (localIsClient ? C.packetsToClient : C.packetsToServer)] as number,
      bytesIn: values[at + (localIsClient ? C.bytesToClient : C.bytesToServer)] as number,
      firstMs: (values[at + C.firstSeconds] as number) * 1000,
      lastMs: (values[at + C.lastSeconds] as number) * 1000,
      tcpFlagsOut: values[at + (localIsClient ? C.flagsToServer : C.flagsToClient)] as number,
      tcpFlagsIn: values[at + (localIsClient ? C.flagsToClient : C.flagsToServer)] as number,
      action: ACTIONS[actionOf(packed)] ?? null,
      rejectReason: this.#text(at + C.rejectReason),
      remoteService: this.#text(at + (localIsClient ? C.serverService : C.clientService)),
      path: (values[at + C.path] as number) || null,
    };
  }

  #text(at: number): string | null {
    return this.#tables.names.text(this.#values[at] as number);
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
