/** HostBatch ↔ one compact text for the way to a HostProfile: rows of numbers, with tables of what repeats. */

import type { AddressFacts, NameFacts } from "../enrich/facts.ts";
import type { DnsAnswer } from "../event-dns.ts";
import type { Flow, FlowDirection, InitiatorBasis } from "../event-flow.ts";
import type { ListMatch } from "../intel/tables.ts";
import { invariant } from "../invariant.ts";
import type { Ip } from "../net/ip.ts";
import type { HostBatch, Lookup } from "./host-batch.ts";
import { NONE, Table } from "./column.ts";

const DIRECTIONS: readonly FlowDirection[] = ["INBOUND", "OUTBOUND", "UNKNOWN"];
const INITIATORS: readonly Flow["initiator"][] = ["local", "remote", "unknown"];
const BASES: readonly InitiatorBasis[] = ["flags", "ports", "reject", "none"];
const ACTIONS: readonly ("ACCEPT" | "REJECT")[] = ["ACCEPT", "REJECT"];

type Packed = {
  readonly host: Pick<HostBatch, "accountId" | "region" | "host" | "facts" | "signals">;
  readonly strings: readonly string[];
  readonly addresses: readonly AddressFacts[];
  readonly names: readonly NameFacts[];
  readonly matches: readonly (readonly ListMatch[])[];
  readonly flows: readonly (readonly number[])[];
  readonly lookups: readonly (readonly number[])[];
};

export function packHostBatch(batch: HostBatch): string {
  const strings = new Table<string>();
  const addresses = new Table<AddressFacts>();
  const names = new Table<NameFacts>();
  const matches = new Table<readonly ListMatch[]>();
  const { accountId, region, host, facts, signals } = batch;
  return JSON.stringify({
    host: { accountId, region, host, facts, ...(signals === undefined ? {} : { signals }) },
    flows: batch.flows.map((flow) => flowRow(flow, strings, addresses)),
    lookups: batch.lookups.map((lookup) => lookupRow(lookup, strings, names, matches)),
    strings: strings.values,
    addresses: addresses.values,
    names: names.values,
    matches: matches.values,
  } satisfies Packed);
}

/** IPv4 as itself, IPv6 as a place in the table of strings, told apart by a number before it. */
function ipPair(ip: Ip, strings: Table<string>): readonly [number, number] {
  return typeof ip === "number" ? [4, ip] : [6, strings.indexOf(ip)];
}

function orNone(value: number | null): number {
  return value ?? NONE;
}

function flowRow(flow: Flow, strings: Table<string>, addresses: Table<AddressFacts>): number[] {
  return [
    flow.record,
    flow.records,
    strings.indexOf(flow.accountId),
    strings.indexOf(flow.region),
    strings.indexOf(flow.host),
    strings.indexOf(flow.instanceId),
    strings.indexOf(flow.interfaceId),
    strings.indexOf(flow.vpcId),
    strings.indexOf(flow.subnetId),
    ...ipPair(flow.localIp, strings),
    ...ipPair(flow.remoteIp, strings),
    orNone(flow.localPort),
    orNone(flow.remotePort),
    orNone(flow.protocol),
    DIRECTIONS.indexOf(flow.direction),
    INITIATORS.indexOf(flow.initiator),
    BASES.indexOf(flow.initiatorBasis),
    flow.packetsOut,
    flow.bytesOut,
    flow.packetsIn,
    flow.bytesIn,
    flow.firstMs,
    flow.lastMs,
    flow.tcpFlagsOut,
    flow.tcpFlagsIn,
    flow.action === null ? NONE : ACTIONS.indexOf(flow.action),
    strings.indexOf(flow.rejectReason),
    strings.indexOf(flow.remoteService),
    orNone(flow.path),
    addresses.indexOf(flow.remote),
  ];
}

function lookupRow(
  lookup: Lookup,
  strings: Table<string>,
  names: Table<NameFacts>,
  matches: Table<readonly ListMatch[]>,
): number[] {
  return [
    lookup.record,
    lookup.records,
    strings.indexOf(lookup.name),
    strings.indexOf(lookup.type),
    strings.indexOf(lookup.rcode),
    strings.indexOf(lookup.firewallAction),
    strings.indexOf(lookup.srcIp),
    strings.indexOf(lookup.transport),
    lookup.firstMs,
    lookup.lastMs,
    names.indexOf(lookup.facts),
    matches.indexOf(lookup.answerMatches.length === 0 ? null : lookup.answerMatches),
    ...lookup.answers.flatMap((answer) => answerRow(answer, strings)),
  ];
}

function answerRow({ rdata, type, class: klass }: DnsAnswer, strings: Table<string>): number[] {
  return [strings.indexOf(rdata), strings.indexOf(type), strings.indexOf(klass)];
}

/** Takes one row's numbers in order. */
class RowReader {
  readonly #packed: Packed;
  readonly #row: readonly number[];
  #at = 0;

  constructor(packed: Packed, row: readonly number[]) {
    this.#packed = packed;
    this.#row = row;
  }

  number(): number {
    const value = this.#row[this.#at++];
    invariant(value !== undefined, "a packed row has all of its numbers");
    return value;
  }

  orNull(): number | null {
    const value = this.number();
    return value === NONE ? null : value;
  }

  of<T>(values: readonly T[]): T {
    const value = values[this.number()];
    invariant(value !== undefined, "a packed row names a value of its table");
    return value;
  }

  ofOrNull<T>(values: readonly T[]): T | null {
    return values[this.number()] ?? null;
  }

  text(): string {
    return this.of(this.#packed.strings);
  }

  textOrNull(): string | null {
    return this.ofOrNull(this.#packed.strings);
  }

  /** All that is left of the row. */
  answers(): DnsAnswer[] {
    const answers: DnsAnswer[] = [];
    while (this.#at < this.#row.length) answers.push({ rdata: this.text(), type: this.text(), class: this.text() });
    return answers;
  }

  ip(): Ip {
    return this.number() === 4 ? this.number() : this.text();
  }
}

export function unpackHostBatch(text: string): HostBatch {
  const packed = JSON.parse(text) as Packed;
  return {
    ...packed.host,
    flows: packed.flows.map((row) => toFlow(new RowReader(packed, row), packed)),
    lookups: packed.lookups.map((row) => toLookup(new RowReader(packed, row), packed)),
  };
}

/** Fields are read in the order in which flowRow wrote them. */
function toFlow(row: RowReader, packed: Packed): Flow {
  return {
    kind: "flow",
    record: row.number(),
    records: row.number(),
    accountId: row.text(),
    region: row.textOrNull(),
    host: row.text(),
    instanceId: row.textOrNull(),
    interfaceId: row.textOrNull(),
    vpcId: row.textOrNull(),
    subnetId: row.textOrNull(),
    localIp: row.ip(),
    remoteIp: row.ip(),
    localPort: row.orNull(),
    remotePort: row.orNull(),
    protocol: row.orNull(),
    direction: row.of(DIRECTIONS),
    initiator: row.of(INITIATORS),
    initiatorBasis: row.of(BASES),
    packetsOut: row.number(),
    bytesOut: row.number(),
    packetsIn: row.number(),
    bytesIn: row.number(),
    firstMs: row.number(),
    lastMs: row.number(),
    tcpFlagsOut: row.number(),
    tcpFlagsIn: row.number(),
    action: row.ofOrNull(ACTIONS),
    rejectReason: row.textOrNull(),
    remoteService: row.textOrNull(),
    path: row.orNull(),
    remote: row.ofOrNull(packed.addresses),
  };
}

function toLookup(row: RowReader, packed: Packed): Lookup {
  const record = row.number();
  const records = row.number();
  const name = row.text();
  return {
    record,
    records,
    name,
    nameLower: name.toLowerCase(),
    type: row.text(),
    rcode: row.textOrNull(),
    firewallAction: row.textOrNull(),
    srcIp: row.textOrNull(),
    transport: row.textOrNull(),
    firstMs: row.number(),
    lastMs: row.number(),
    facts: row.ofOrNull(packed.names),
    answerMatches: row.ofOrNull(packed.matches) ?? [],
    answers: row.answers(),
  };
}
