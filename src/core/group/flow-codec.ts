/** Flow objects ↔ columns of numbers. */

import type { AddressFacts } from "../enrich/facts.ts";
import type { Flow } from "../event-flow.ts";
import type { Ip } from "../net/ip.ts";
import { Column, NONE, of, ofOrNull, type Table } from "../column.ts";
import {
  ACTIONS,
  BASES,
  COLUMN,
  DIRECTIONS,
  INITIATORS,
  ipNumber,
  IPV6_FROM,
  numberOrNone,
  packColumns,
  readColumns,
} from "./flow-columns.ts";

export function packFlows(
  flows: readonly Flow[],
  strings: Table<string>,
  addresses: Table<AddressFacts>,
): Float64Array<ArrayBuffer> {
  const columns = columnsOf(strings, addresses);
  return packColumns(flows.length, (to, first, step, row) =>
    writeFlow(to, first, step, flows[row] as Flow, columns, strings),
  );
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

function writeFlow(
  to: Float64Array,
  first: number,
  step: number,
  flow: Flow,
  columns: ReturnType<typeof columnsOf>,
  strings: Table<string>,
): void {
  to[first + COLUMN.record * step] = flow.record;
  to[first + COLUMN.records * step] = flow.records;
  to[first + COLUMN.account * step] = columns.account.indexOf(flow.accountId);
  to[first + COLUMN.region * step] = columns.region.indexOf(flow.region);
  to[first + COLUMN.host * step] = columns.host.indexOf(flow.host);
  to[first + COLUMN.instance * step] = columns.instance.indexOf(flow.instanceId);
  to[first + COLUMN.interface * step] = columns.interface.indexOf(flow.interfaceId);
  to[first + COLUMN.vpc * step] = columns.vpc.indexOf(flow.vpcId);
  to[first + COLUMN.subnet * step] = columns.subnet.indexOf(flow.subnetId);
  to[first + COLUMN.localIp * step] = ipNumber(flow.localIp, strings);
  to[first + COLUMN.remoteIp * step] = ipNumber(flow.remoteIp, strings);
  to[first + COLUMN.localPort * step] = numberOrNone(flow.localPort);
  to[first + COLUMN.remotePort * step] = numberOrNone(flow.remotePort);
  to[first + COLUMN.protocol * step] = numberOrNone(flow.protocol);
  to[first + COLUMN.direction * step] = DIRECTIONS.indexOf(flow.direction);
  to[first + COLUMN.initiator * step] = INITIATORS.indexOf(flow.initiator);
  to[first + COLUMN.basis * step] = BASES.indexOf(flow.initiatorBasis);
  to[first + COLUMN.packetsOut * step] = flow.packetsOut;
  to[first + COLUMN.bytesOut * step] = flow.bytesOut;
  to[first + COLUMN.packetsIn * step] = flow.packetsIn;
  to[first + COLUMN.bytesIn * step] = flow.bytesIn;
  to[first + COLUMN.firstMs * step] = flow.firstMs;
  to[first + COLUMN.lastMs * step] = flow.lastMs;
  to[first + COLUMN.tcpFlags * step] = flow.tcpFlagsOut * 256 + flow.tcpFlagsIn;
  to[first + COLUMN.action * step] = flow.action === null ? NONE : ACTIONS.indexOf(flow.action);
  to[first + COLUMN.rejectReason * step] = columns.rejectReason.indexOf(flow.rejectReason);
  to[first + COLUMN.remoteService * step] = columns.remoteService.indexOf(flow.remoteService);
  to[first + COLUMN.path * step] = numberOrNone(flow.path);
  to[first + COLUMN.remote * step] = columns.remote.indexOf(flow.remote);
}

/** `keeps`: which of them become objects, by their columns. Throws where the numbers are not those of `count` flows. */
export function unpackFlows(
  packed: Float64Array,
  count: number,
  strings: readonly string[],
  addresses: readonly AddressFacts[],
  keeps: (row: Float64Array) => boolean = () => true,
): Flow[] {
  const flows: Flow[] = [];
  readColumns(packed, count, (row) => {
    if (keeps(row)) flows.push(toFlow(row, strings, addresses));
  });
  return flows;
}

function toFlow(row: Float64Array, strings: readonly string[], addresses: readonly AddressFacts[]): Flow {
  const flags = row[COLUMN.tcpFlags] as number;
  return {
    kind: "flow",
    record: row[COLUMN.record] as number,
    records: row[COLUMN.records] as number,
    accountId: of(strings, row[COLUMN.account]),
    region: ofOrNull(strings, row[COLUMN.region]),
    host: of(strings, row[COLUMN.host]),
    instanceId: ofOrNull(strings, row[COLUMN.instance]),
    interfaceId: ofOrNull(strings, row[COLUMN.interface]),
    vpcId: ofOrNull(strings, row[COLUMN.vpc]),
    subnetId: ofOrNull(strings, row[COLUMN.subnet]),
    localIp: toIp(strings, row[COLUMN.localIp] as number),
    remoteIp: toIp(strings, row[COLUMN.remoteIp] as number),
    localPort: orNull(row[COLUMN.localPort] as number),
    remotePort: orNull(row[COLUMN.remotePort] as number),
    protocol: orNull(row[COLUMN.protocol] as number),
    direction: of(DIRECTIONS, row[COLUMN.direction]),
    initiator: of(INITIATORS, row[COLUMN.initiator]),
    initiatorBasis: of(BASES, row[COLUMN.basis]),
    packetsOut: row[COLUMN.packetsOut] as number,
    bytesOut: row[COLUMN.bytesOut] as number,
    packetsIn: row[COLUMN.packetsIn] as number,
    bytesIn: row[COLUMN.bytesIn] as number,
    firstMs: row[COLUMN.firstMs] as number,
    lastMs: row[COLUMN.lastMs] as number,
    tcpFlagsOut: flags >> 8,
    tcpFlagsIn: flags & 255,
    action: ofOrNull(ACTIONS, row[COLUMN.action]),
    rejectReason: ofOrNull(strings, row[COLUMN.rejectReason]),
    remoteService: ofOrNull(strings, row[COLUMN.remoteService]),
    path: orNull(row[COLUMN.path] as number),
    remote: ofOrNull(addresses, row[COLUMN.remote]),
  };
}

function toIp(strings: readonly string[], value: number): Ip {
  return value < IPV6_FROM ? value : of(strings, value - IPV6_FROM);
}

function orNull(value: number): number | null {
  return value === NONE ? null : value;
}
