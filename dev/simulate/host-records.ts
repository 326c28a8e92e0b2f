/** Synthetic flow log lines and resolver queries: ordinary traffic, a rebind that is told of, and lines that none should count. */

import type { Random } from "./random.ts";
import type { MadeRecord, Place } from "./records.ts";

export type HostKind = "flow" | "dns";

export const FLOW_HEADER =
  "version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status";

/** The host under which a profile counts them: a flow names its interface, a query its instance. */
function hostOf(kind: HostKind, host: string): string {
  return kind === "flow" ? `eni-${host}` : `i-${host}`;
}

/** `host`: 17 hexadecimal digits. */
export function makeHostRecord(
  random: Random,
  kind: HostKind,
  place: Place & { readonly vpcId: string },
  host: string,
  timeMs: number,
): MadeRecord {
  const name = hostOf(kind, host);
  const text = (kind === "flow" ? flowLine : queryLine)(random, place, name, timeMs);
  const counted = { id: random.word(16), principal: `${place.region} ${name}` };
  if (!random.chance(0.05)) return { text, counted };
  return { text: random.pick(kind === "flow" ? NO_FLOWS : NO_QUERIES)(place, name, timeMs), counted: null };
}

type MakeLine = (place: Place, name: string, timeMs: number) => string;

const NO_FLOWS: readonly MakeLine[] = [
  ({ accountId }, name, timeMs) => `2 ${accountId} ${name} - - - - - - - ${times(timeMs)} - NODATA`,
  ({ accountId }, name, timeMs) => `2 ${accountId} ${name} - - - - - - - ${times(timeMs)} - SKIPDATA`,
  ({ accountId }, name) => `2 ${accountId} ${name} 10.0.0.4`,
];
const NO_QUERIES: readonly MakeLine[] = [() => "null", () => '{"version":"1.100000"', () => '{"query_name":""}'];

function times(timeMs: number): string {
  const seconds = Math.floor(timeMs / 1000);
  return `${seconds} ${seconds + 59}`;
}

function flowLine(random: Random, { accountId }: Place, name: string, timeMs: number): string {
  const [local, remote] = ["10.0.0.4", `203.0.113.${random.below(6)}`];
  const [high, low] = [random.between(40_000, 60_000), random.pick([443, 80, 123])];
  const [packets, bytes] = [random.between(1, 40), random.between(60, 9_000)];
  const ends = random.chance(0.5) ? `${local} ${remote} ${high} ${low}` : `${remote} ${local} ${low} ${high}`;
  return `2 ${accountId} ${name} ${ends} 6 ${packets} ${bytes} ${times(timeMs)} ACCEPT OK`;
}

function queryLine(
  random: Random,
  { accountId, region, vpcId }: Place & { readonly vpcId: string },
  name: string,
  timeMs: number,
): string {
  const address = random.chance(0.05) ? "169.254.169.254" : `192.0.2.${random.below(9)}`;
  return JSON.stringify({
    version: "1.100000",
    account_id: accountId,
    region,
    vpc_id: vpcId,
    query_timestamp: new Date(timeMs).toISOString().replace(/\.\d+/, ""),
    query_name: `${random.pick(["www", "api", "cdn"])}.example.com.`,
    query_type: "A",
    query_class: "IN",
    rcode: "NOERROR",
    answers: [{ Rdata: address, Type: "A", Class: "IN" }],
    srcaddr: "10.0.0.4",
    srcport: String(random.between(40_000, 60_000)),
    transport: "UDP",
    srcids: { instance: name },
  });
}
