/** Flows ↔ columns of numbers, each written once where it is the same in all: a host's account, interface and address are. */

import type { AddressFacts } from "../enrich/facts.ts";
import type { Flow, FlowDirection, InitiatorBasis } from "../event-flow.ts";
import { invariant } from "../invariant.ts";
import type { Ip } from "../net/ip.ts";
import { Column, NONE, type Table } from "./column.ts";

const DIRECTIONS: readonly FlowDirection[] = ["INBOUND", "OUTBOUND", "UNKNOWN"];
const INITIATORS: readonly Flow["initiator"][] = ["local", "remote", "unknown"];
const BASES: readonly InitiatorBasis[] = ["flags", "ports", "reject", "none"];
const ACTIONS: readonly ("ACCEPT" | "REJECT")[] = ["ACCEPT", "REJECT"];

const COLUMNS = 29;
/** An IPv6 address is its place in the table of strings, behind all IPv4 addresses. */
const IPV6_FROM = 2 ** 32;

/** Before each column: whether one number stands for all of its flows. */
const SAME = 0;
const EACH = 1;

export function packFlows(
  flows: readonly Flow[],
  strings: Table<string>,
  addresses: Table<AddressFacts>,
): Float64Array<ArrayBuffer> {
  const rows = new Float64Array(flows.length * COLUMNS);
  const columns = columnsOf(strings, addresses);
  for (let at = 0; at < flows.length; at++) writeRow(rows, at * COLUMNS, flows[at] as Flow, columns, strings);
  return toColumns(rows, flows.length);
}

function columnsOf(strings: Table<string>, addresses: Table<AddressFacts>) {
  const column = (): Column<string> => new Column(strings);
  return {
    account: column(),
    region: column(),
    host: column(),
    instance: column(),
    interface: column(),
    vpc: column(),
    subnet: column(),
    rejectReason: column(),
    remoteService: column(),
    remote: new Column(addresses),
  };
}

function writeRow(
  rows: Float64Array,
  at: number,
  flow: Flow,
  columns: ReturnType<typeof columnsOf>,
  strings: Table<string>,
): void {
  rows[at] = flow.record;
  rows[at + 1] = flow.records;
  rows[at + 2] = columns.account.indexOf(flow.accountId);
  rows[at + 3] = columns.region.indexOf(flow.region);
  rows[at + 4] = columns.host.indexOf(flow.host);
  rows[at + 5] = columns.instance.indexOf(flow.instanceId);
  rows[at + 6] = columns.interface.indexOf(flow.interfaceId);
  rows[at + 7] = columns.vpc.indexOf(flow.vpcId);
  rows[at + 8] = columns.subnet.indexOf(flow.subnetId);
  rows[at + 9] = ipNumber(flow.localIp, strings);
  rows[at + 10] = ipNumber(flow.remoteIp, strings);
  rows[at + 11] = flow.localPort ?? NONE;
  rows[at + 12] = flow.remotePort ?? NONE;
  rows[at + 13] = flow.protocol ?? NONE;
  rows[at + 14] = DIRECTIONS.indexOf(flow.direction);
  rows[at + 15] = INITIATORS.indexOf(flow.initiator);
  rows[at + 16] = BASES.indexOf(flow.initiatorBasis);
  rows[at + 17] = flow.packetsOut;
  rows[at + 18] = flow.bytesOut;
  rows[at + 19] = flow.packetsIn;
  rows[at + 20] = flow.bytesIn;
  rows[at + 21] = flow.firstMs;
  rows[at + 22] = flow.lastMs;
  rows[at + 23] = flow.tcpFlagsOut * 256 + flow.tcpFlagsIn;
  rows[at + 24] = flow.action === null ? NONE : ACTIONS.indexOf(flow.action);
  rows[at + 25] = columns.rejectReason.indexOf(flow.rejectReason);
  rows[at + 26] = columns.remoteService.indexOf(flow.remoteService);
  rows[at + 27] = flow.path ?? NONE;
  rows[at + 28] = columns.remote.indexOf(flow.remote);
}

function ipNumber(ip: Ip, strings: Table<string>): number {
  return typeof ip === "number" ? ip : IPV6_FROM + strings.indexOf(ip);
}

function toColumns(rows: Float64Array, count: number): Float64Array<ArrayBuffer> {
  const packed = new Float64Array(rows.length + COLUMNS);
  let length = 0;
  if (count === 0) return packed.slice(0, 0);
  for (let column = 0; column < COLUMNS; column++) {
    const first = rows[column] as number;
    let same = 1;
    while (same < count && rows[same * COLUMNS + column] === first) same++;
    packed[length++] = same === count ? SAME : EACH;
    if (same === count) packed[length++] = first;
    else for (let row = 0; row < count; row++) packed[length++] = rows[row * COLUMNS + column] as number;
  }
  return packed.slice(0, length);
}

/** Throws where the numbers are not those of `count` flows. */
export function unpackFlows(
  packed: Float64Array,
  count: number,
  strings: readonly string[],
  addresses: readonly AddressFacts[],
): Flow[] {
  const rows = toRows(packed, count);
  const flows: Flow[] = [];
  for (let at = 0; at < rows.length; at += COLUMNS) flows.push(toFlow(rows, at, strings, addresses));
  return flows;
}

function toRows(packed: Float64Array, count: number): Float64Array {
  const rows = new Float64Array(count * COLUMNS);
  let from = 0;
  const columns = count === 0 ? 0 : COLUMNS;
  for (let column = 0; column < columns; column++) {
    const step = packed[from++];
    invariant(step === SAME || step === EACH, "packed flows have all of their columns");
    for (let row = 0; row < count; row++) rows[row * COLUMNS + column] = packed[from + row * step] as number;
    from += step === SAME ? 1 : count;
  }
  invariant(from === packed.length, "packed flows have all of their numbers");
  return rows;
}

function toFlow(rows: Float64Array, at: number, strings: readonly string[], addresses: readonly AddressFacts[]): Flow {
  const flags = rows[at + 23] as number;
  return {
    kind: "flow",
    record: rows[at] as number,
    records: rows[at + 1] as number,
    accountId: of(strings, rows[at + 2]),
    region: ofOrNull(strings, rows[at + 3]),
    host: of(strings, rows[at + 4]),
    instanceId: ofOrNull(strings, rows[at + 5]),
    interfaceId: ofOrNull(strings, rows[at + 6]),
    vpcId: ofOrNull(strings, rows[at + 7]),
    subnetId: ofOrNull(strings, rows[at + 8]),
    localIp: toIp(strings, rows[at + 9] as number),
    remoteIp: toIp(strings, rows[at + 10] as number),
    localPort: orNull(rows[at + 11] as number),
    remotePort: orNull(rows[at + 12] as number),
    protocol: orNull(rows[at + 13] as number),
    direction: of(DIRECTIONS, rows[at + 14]),
    initiator: of(INITIATORS, rows[at + 15]),
    initiatorBasis: of(BASES, rows[at + 16]),
    packetsOut: rows[at + 17] as number,
    bytesOut: rows[at + 18] as number,
    packetsIn: rows[at + 19] as number,
    bytesIn: rows[at + 20] as number,
    firstMs: rows[at + 21] as number,
    lastMs: rows[at + 22] as number,
    tcpFlagsOut: flags >> 8,
    tcpFlagsIn: flags & 255,
    action: ofOrNull(ACTIONS, rows[at + 24]),
    rejectReason: ofOrNull(strings, rows[at + 25]),
    remoteService: ofOrNull(strings, rows[at + 26]),
    path: orNull(rows[at + 27] as number),
    remote: ofOrNull(addresses, rows[at + 28]),
  };
}

function toIp(strings: readonly string[], value: number): Ip {
  return value < IPV6_FROM ? value : of(strings, value - IPV6_FROM);
}

function orNull(value: number): number | null {
  return value === NONE ? null : value;
}

export function of<T>(values: readonly T[], index: number | undefined): T {
  const value = values[index ?? NONE];
  invariant(value !== undefined, "a packed row names a value of its table");
  return value;
}

export function ofOrNull<T>(values: readonly T[], index: number | undefined): T | null {
  return index === undefined || index === NONE ? null : (values[index] ?? null);
}
