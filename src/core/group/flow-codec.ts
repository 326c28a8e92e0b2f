/** Flows ↔ columns of numbers, each written once where it is the same in all: a host's account, interface and address are. */

import type { AddressFacts } from "../enrich/facts.ts";
import type { Flow, FlowDirection, InitiatorBasis } from "../event-flow.ts";
import { invariant } from "../invariant.ts";
import type { Ip } from "../net/ip.ts";
import { Column, NONE, type Table } from "../column.ts";

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

/** Of one host's flows mostly; larger ones are not kept. */
const SCRATCH_KEPT_MAX = 32_768;
let scratch = new Float64Array(0);

export function packFlows(
  flows: readonly Flow[],
  strings: Table<string>,
  addresses: Table<AddressFacts>,
): Float64Array<ArrayBuffer> {
  const count = flows.length;
  if (count === 0) return new Float64Array(0);
  // Each column behind the other, a mark's place for each before them: moved towards the front, none runs into the next.
  const needed = COLUMNS + count * COLUMNS;
  const numbers = needed <= scratch.length ? scratch : new Float64Array(needed);
  if (needed <= SCRATCH_KEPT_MAX) scratch = numbers;
  const columns = columnsOf(strings, addresses);
  for (let at = 0; at < count; at++) writeFlow(numbers, COLUMNS + at, count, flows[at] as Flow, columns, strings);
  return numbers.slice(0, compact(numbers, count));
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

/** `first`: place of the flow in the first column; its places in the others lie `step` apart. */
function writeFlow(
  to: Float64Array,
  first: number,
  step: number,
  flow: Flow,
  columns: ReturnType<typeof columnsOf>,
  strings: Table<string>,
): void {
  to[first] = flow.record;
  to[first + step] = flow.records;
  to[first + 2 * step] = columns.account.indexOf(flow.accountId);
  to[first + 3 * step] = columns.region.indexOf(flow.region);
  to[first + 4 * step] = columns.host.indexOf(flow.host);
  to[first + 5 * step] = columns.instance.indexOf(flow.instanceId);
  to[first + 6 * step] = columns.interface.indexOf(flow.interfaceId);
  to[first + 7 * step] = columns.vpc.indexOf(flow.vpcId);
  to[first + 8 * step] = columns.subnet.indexOf(flow.subnetId);
  to[first + 9 * step] = ipNumber(flow.localIp, strings);
  to[first + 10 * step] = ipNumber(flow.remoteIp, strings);
  to[first + 11 * step] = flow.localPort ?? NONE;
  to[first + 12 * step] = flow.remotePort ?? NONE;
  to[first + 13 * step] = flow.protocol ?? NONE;
  to[first + 14 * step] = DIRECTIONS.indexOf(flow.direction);
  to[first + 15 * step] = INITIATORS.indexOf(flow.initiator);
  to[first + 16 * step] = BASES.indexOf(flow.initiatorBasis);
  to[first + 17 * step] = flow.packetsOut;
  to[first + 18 * step] = flow.bytesOut;
  to[first + 19 * step] = flow.packetsIn;
  to[first + 20 * step] = flow.bytesIn;
  to[first + 21 * step] = flow.firstMs;
  to[first + 22 * step] = flow.lastMs;
  to[first + 23 * step] = flow.tcpFlagsOut * 256 + flow.tcpFlagsIn;
  to[first + 24 * step] = flow.action === null ? NONE : ACTIONS.indexOf(flow.action);
  to[first + 25 * step] = columns.rejectReason.indexOf(flow.rejectReason);
  to[first + 26 * step] = columns.remoteService.indexOf(flow.remoteService);
  to[first + 27 * step] = flow.path ?? NONE;
  to[first + 28 * step] = columns.remote.indexOf(flow.remote);
}

function ipNumber(ip: Ip, strings: Table<string>): number {
  return typeof ip === "number" ? ip : IPV6_FROM + strings.indexOf(ip);
}

/** Marks each column and writes it once where it is the same in all → how many numbers there are now. */
function compact(numbers: Float64Array, count: number): number {
  let length = 0;
  for (let column = 0; column < COLUMNS; column++) {
    const from = COLUMNS + column * count;
    const first = numbers[from] as number;
    let same = 1;
    while (same < count && numbers[from + same] === first) same++;
    numbers[length++] = same === count ? SAME : EACH;
    if (same === count) numbers[length++] = first;
    else {
      numbers.copyWithin(length, from, from + count);
      length += count;
    }
  }
  return length;
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
