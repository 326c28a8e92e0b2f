/** What hosts look up → a resolver query log, as Route 53 writes it → which of them are told, and of what. */

import { join } from "node:path";
import { writeFileSync } from "node:fs";
import { z } from "zod";
import type { FindingType } from "../../../src/core/finding-types.ts";
import { HOUR_MS, isoSecond } from "../../generate/clock.ts";
import { findingsIn } from "../scan.ts";
import { withScratch } from "../scratch.ts";

export type HostHour = {
  /** In the order in which they are looked up, spread evenly over an hour. */
  readonly queries: readonly Query[];
};
export type Query = { readonly name: string; readonly type?: string; readonly rcode: "NOERROR" | "NXDOMAIN" };

/** A Tuesday, half past nine: hosts do not wait for the full hour. */
const START_MS = Date.UTC(2026, 10, 17, 9, 30);

const resourceShape = z.object({ instanceDetails: z.object({ instanceId: z.string() }) });

/** Types told of each host, in the order given. */
export async function typesByHost(hosts: readonly HostHour[]): Promise<readonly ReadonlySet<FindingType>[]> {
  const lines = hosts.flatMap(({ queries }, host) =>
    queries.map((query, at) => {
      const timeMs = START_MS + Math.floor((at * HOUR_MS) / queries.length);
      return { timeMs, text: lineOf(query, host, timeMs) };
    }),
  );
  lines.sort((one, other) => one.timeMs - other.timeMs);
  const types = hosts.map(() => new Set<FindingType>());
  await withScratch(async (folder) => {
    const path = join(folder, "queries.log");
    writeFileSync(path, lines.map(({ text }) => `${text}\n`).join(""));
    for (const { type, latest } of await findingsIn(path)) {
      types[hostOf(resourceShape.parse(latest.resource).instanceDetails.instanceId)]?.add(type);
    }
  });
  return types;
}

function lineOf({ name, type = "A", rcode }: Query, host: number, timeMs: number): string {
  return JSON.stringify({
    version: "1.100000",
    account_id: "123456789012",
    region: "eu-west-1",
    vpc_id: "vpc-0a1b2c3d4e5f60718",
    query_timestamp: isoSecond(timeMs),
    query_name: name.endsWith(".") ? name : `${name}.`,
    query_type: type,
    query_class: "IN",
    rcode,
    answers: [],
    srcaddr: `10.${host >> 14}.${(host >> 7) & 127}.${(host & 127) + 10}`,
    srcport: String(32_768 + (host % 20_000)),
    transport: "UDP",
    srcids: { instance: instanceId(host) },
  });
}

function instanceId(host: number): string {
  return `i-0${host.toString(16).padStart(16, "0")}`;
}

function hostOf(instance: string): number {
  return Number.parseInt(instance.slice(2), 16);
}
