/** A sweep through popular domains, which nobody should be told of: as one host, and dealt out to many. */

import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { z } from "zod";
import type { FindingType } from "../../../src/core/finding-types.ts";
import { findingsIn } from "../scan.ts";
import { type Query, typesByHost } from "./host-queries.ts";

export type Sweep = {
  readonly queries: number;
  /** Findings of the one client, as recorded. */
  readonly asRecorded: readonly FindingType[];
  /** Hosts with QUERIES_AN_HOUR of the queries each, in their order; of the first so many. */
  readonly hostHours: number;
  readonly told: Readonly<Partial<Record<FindingType, number>>>;
};

/** A busy host's distinct names in an hour. */
const QUERIES_AN_HOUR = 200;

const lineShape = z.object({ query_name: z.string(), query_type: z.string(), rcode: z.string() });

export async function benignSweep(path: string, hostHoursMax = Number.POSITIVE_INFINITY): Promise<Sweep> {
  const lines = gunzipSync(readFileSync(path)).toString().trimEnd().split("\n");
  const queries = lines.map((line): Query => {
    const { query_name: name, query_type: type, rcode } = lineShape.parse(JSON.parse(line));
    return { name, type, rcode: rcode === "NXDOMAIN" ? "NXDOMAIN" : "NOERROR" };
  });
  const hours: { queries: Query[] }[] = [];
  for (let at = 0; at < queries.length && hours.length < hostHoursMax; at += QUERIES_AN_HOUR) {
    hours.push({ queries: queries.slice(at, at + QUERIES_AN_HOUR) });
  }
  const told: Partial<Record<FindingType, number>> = {};
  for (const types of await typesByHost(hours)) for (const type of types) told[type] = (told[type] ?? 0) + 1;
  const recorded = hostHoursMax === Number.POSITIVE_INFINITY ? await findingsIn(path) : [];
  return {
    queries: queries.length,
    asRecorded: [...new Set(recorded.map(({ type }) => type))].sort(),
    hostHours: hours.length,
    told,
  };
}
