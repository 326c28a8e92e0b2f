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
  const columns = new PackedColumns(packed, count);
  const flows: Flow[] = [];
  for (let row = 0; row < count; row++) flows.push(toFlow(columns, row, strings, addresses));
  return flows;
}

/** Where each column lies. */
class PackedColumns {
  readonly #numbers: Float64Array;
  readonly #starts = new Int32Array(COLUMNS);
  readonly #steps = new Int32Array(COLUMNS);

  constructor(numbers: Float64Array, count: number) {
    this.#numbers = numbers;
    let from = 0;
    const columns = count === 0 ? 0 : COLUMNS;
    for (let column = 0; column < columns; column++) {
      const step = numbers[from++];
      invariant(step === SAME || step === EACH, "packed flows have all of their columns");
      this.#starts[column] = from;
      this.#steps[column] = step;
      from += step === SAME ? 1 : count;
    }
    invariant(from === numbers.length, "packed flows have all of their numbers");
  }

  at(column: number, row: number): number {
    return this.#numbers[(this.#starts[column] as number) + row * (this.#steps[column] as number)] as number;
  }
}

function toFlow(
  columns: PackedColumns,
  row: number,
  strings: readonly string[],
  addresses: readonly AddressFacts[],
): Flow {
  const flags = columns.at(23, row);
  return {
    kind: "flow",
    record: columns.at(0, row),
    records: columns.at(1, row),
    accountId: of(strings, columns.at(2, row)),
    region: ofOrNull(strings, columns.at(3, row)),
    host: of(strings, columns.at(4, row)),
    instanceId: ofOrNull(strings, columns.at(5, row)),
    interfaceId: ofOrNull(strings, columns.at(6, row)),
    vpcId: ofOrNull(strings, columns.at(7, row)),
    subnetId: ofOrNull(strings, columns.at(8, row)),
    localIp: toIp(strings, columns.at(9, row)),
    remoteIp: toIp(strings, columns.at(10, row)),
    localPort: orNull(columns.at(11, row)),
    remotePort: orNull(columns.at(12, row)),
    protocol: orNull(columns.at(13, row)),
    direction: of(DIRECTIONS, columns.at(14, row)),
    initiator: of(INITIATORS, columns.at(15, row)),
    initiatorBasis: of(BASES, columns.at(16, row)),
    packetsOut: columns.at(17, row),
    bytesOut: columns.at(18, row),
    packetsIn: columns.at(19, row),
    bytesIn: columns.at(20, row),
    firstMs: columns.at(21, row),
    lastMs: columns.at(22, row),
    tcpFlagsOut: flags >> 8,
    tcpFlagsIn: flags & 255,
    action: ofOrNull(ACTIONS, columns.at(24, row)),
    rejectReason: ofOrNull(strings, columns.at(25, row)),
    remoteService: ofOrNull(strings, columns.at(26, row)),
    path: orNull(columns.at(27, row)),
    remote: ofOrNull(addresses, columns.at(28, row)),
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
