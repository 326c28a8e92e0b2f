/** One batch of summed conversations → Flows, host by host, so that only one host's are objects at a time. */

import type { Flow, InitiatorBasis } from "../event-flow.ts";
import type { FlowTables } from "../sources/flow/flow-tables.ts";
import { ACTION } from "../sources/flow/columns.ts";
import { type Ip, ipText } from "../net/ip.ts";
import { CONVERSATION as C, CONVERSATION_SLOTS, LOCAL_SIDE, unpackKey } from "./conversation-slots.ts";
import { BASIS } from "./initiator.ts";
import { localSides, type Pair } from "./local-side.ts";

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

type Names = Pick<Flow, "accountId" | "region" | "instanceId" | "interfaceId" | "vpcId" | "subnetId">;

const BASES: Readonly<Record<number, InitiatorBasis>> = {
  [BASIS.guess]: "ports",
  [BASIS.ports]: "ports",
  [BASIS.reject]: "reject",
  [BASIS.flags]: "flags",
};

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

  /** A VPC's records without interface and instance are those of several hosts, one an address. */
  *#split(group: readonly number[]): Generator<HostFlows> {
    const sides = localSides(group.map((at) => this.#pair(at)));
    const byHost = new Map<string, Flow[]>();
    for (const [index, at] of group.entries()) {
      const flow = this.#flow(at, sides[index] === LOCAL_SIDE.client);
      const flows = byHost.get(flow.host);
      if (flows) flows.push(flow);
      else byHost.set(flow.host, [flow]);
    }
    for (const [host, flows] of byHost) {
      const [first] = flows;
      if (first) yield { accountId: first.accountId, region: first.region, host, flows };
    }
  }

  #pair(at: number): Pair {
    return {
      client: this.#ip(at + C.client),
      server: this.#ip(at + C.server),
      local: this.#values[at + C.local] as number,
    };
  }

  #flow(at: number, localIsClient: boolean): Flow {
    const values = this.#values;
    const value = (slot: number): number => values[at + slot] as number;
    const names = this.#names(at);
    const { serverPort, protocol, action } = unpackKey(value(C.packed));
    const clientPort = value(C.clientPort) < 0 ? null : value(C.clientPort);
    const localIp = this.#ip(at + (localIsClient ? C.client : C.server));
    const known = value(C.basis) !== BASIS.none;
    const packets = [value(C.packetsToServer), value(C.packetsToClient)] as const;
    const bytes = [value(C.bytesToServer), value(C.bytesToClient)] as const;
    const flags = [value(C.flagsToServer), value(C.flagsToClient)] as const;
    const [out, back] = localIsClient ? ([0, 1] as const) : ([1, 0] as const);
    return {
      kind: "flow",
      record: value(C.record),
      records: value(C.records),
      ...names,
      host: names.instanceId ?? names.interfaceId ?? `${names.vpcId ?? names.accountId}/${ipText(localIp)}`,
      localIp,
      remoteIp: this.#ip(at + (localIsClient ? C.server : C.client)),
      localPort: localIsClient ? clientPort : serverPort,
      remotePort: localIsClient ? serverPort : clientPort,
      protocol,
      direction: known ? (localIsClient ? "OUTBOUND" : "INBOUND") : "UNKNOWN",
      initiator: known ? (localIsClient ? "local" : "remote") : "unknown",
      initiatorBasis: BASES[value(C.basis)] ?? "none",
      packetsOut: packets[out],
      bytesOut: bytes[out],
      packetsIn: packets[back],
      bytesIn: bytes[back],
      firstMs: value(C.firstSeconds) * 1000,
      lastMs: value(C.lastSeconds) * 1000,
      tcpFlagsOut: flags[out],
      tcpFlagsIn: flags[back],
      action: action === ACTION.accept ? "ACCEPT" : action === ACTION.reject ? "REJECT" : null,
      rejectReason: this.#text(at + C.rejectReason),
      remoteService: this.#text(at + (localIsClient ? C.serverService : C.clientService)),
      path: value(C.path) || null,
    };
  }

  #names(at: number): Names {
    const account = this.#text(at + C.account);
    return {
      // "unknown": an interface that an AWS service made.
      accountId: account === null || account === "unknown" ? this.#defaults.accountId : account,
      region: this.#text(at + C.region) ?? this.#defaults.region,
      instanceId: this.#text(at + C.instance),
      interfaceId: this.#text(at + C.interface),
      vpcId: this.#text(at + C.vpc),
      subnetId: this.#text(at + C.subnet),
    };
  }

  #text(at: number): string | null {
    return this.#tables.names.text(this.#values[at] as number);
  }

  #ip(at: number): Ip {
    return this.#tables.addresses.ip(this.#values[at] as number);
  }
}
