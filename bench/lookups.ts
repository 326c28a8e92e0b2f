/** Look-ups in threat tables beside the Sets that a program would use without them. The time includes splitting the queries. */

import { gunzipSync, gzipSync } from "node:zlib";
import { cidr4 } from "../src/core/net/cidr.ts";
import { formatIpv4, parseIpv4 } from "../src/core/net/address.ts";
import { DomainTableBuilder, findDomain } from "../src/core/net/domains.ts";
import { findIpv4, Ranges4Builder } from "../src/core/net/ranges4.ts";
import type { Benchmark, Read } from "./benchmark.ts";
import { inPieces } from "./pieces.ts";

const ENTRIES = 200_000;
/** Each query is asked so often: what is measured is the look-up, not the reading of the queries. */
const ROUNDS = 20;
const PREFIXES = [32, 24, 20, 16] as const;

/** A number that follows from `nth` alone (xorshift32), so that both sides and all runs have the same. */
function word(nth: number): number {
  let state = (Math.imul(nth + 1, 0x9e3779b1) ^ 0x2545f491) >>> 0;
  for (let round = 0; round < 3; round++) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
  }
  return state >>> 0;
}

const nameOf = (nth: number): string => `n${word(nth).toString(36)}.example`;
const prefixOf = (nth: number): number => PREFIXES[nth % 10 < 7 ? 0 : (nth % 3) + 1] ?? 32;

function once<T>(make: () => T): () => T {
  let made: T | null = null;
  return () => (made ??= make());
}

function counted(queries: readonly string[], isListed: (query: string) => boolean): Read {
  let check = 0;
  for (let round = 0; round < ROUNDS; round++) for (const query of queries) if (isListed(query)) check++;
  return { records: queries.length * ROUNDS, check };
}

async function textOf(body: AsyncIterable<Uint8Array>): Promise<string[]> {
  const pieces: Uint8Array[] = [];
  for await (const piece of body) pieces.push(piece);
  return new TextDecoder().decode(gunzipSync(Buffer.concat(pieces))).split("\n");
}

function lookupBenchmark(
  name: string,
  referenceName: string,
  queryOf: (nth: number) => string,
  ours: () => (query: string) => boolean,
  reference: () => (query: string) => boolean,
): Benchmark {
  const [ourLookup, theirLookup] = [once(ours), once(reference)];
  return {
    name,
    referenceName,
    records: 20_000 * ROUNDS,
    data: (records) =>
      gzipSync(Array.from({ length: Math.ceil(records / ROUNDS) }, (_, nth) => queryOf(nth)).join("\n")),
    ours: async (body) => counted(await textOf(body), ourLookup()),
    reference: async (bytes) => counted(await textOf(inPieces(bytes)), theirLookup()),
    large: null,
  };
}

/** One query in ten is listed. */
export const namesBenchmark = lookupBenchmark(
  "intel.names",
  "Set<string>, asked for each parent",
  (nth) => `www.${nth % 10 === 0 ? nameOf(nth) : `q${word(nth).toString(36)}.test`}`,
  () => {
    const builder = new DomainTableBuilder([1, 2]);
    for (let nth = 0; nth < ENTRIES; nth++) builder.add(nameOf(nth), "tree", nth % 8);
    const table = builder.build();
    return (query) => findDomain(table, query).length > 0;
  },
  () => {
    const set = new Set(Array.from({ length: ENTRIES }, (_, nth) => nameOf(nth)));
    return (query) => {
      for (let at = 0; at >= 0; at = query.indexOf(".", at) + 1 || -1) if (set.has(query.slice(at))) return true;
      return false;
    };
  },
);

export const addressesBenchmark = lookupBenchmark(
  "intel.addresses",
  "Set<number> for each prefix length",
  (nth) => formatIpv4(nth % 10 === 0 ? word(nth) : word(nth + 10_000_000)),
  () => {
    const builder = new Ranges4Builder();
    for (let nth = 0; nth < ENTRIES; nth++) {
      const { first, last } = cidr4(word(nth), prefixOf(nth));
      builder.add(first, last, nth % 8);
    }
    const table = builder.build();
    return (query) => findIpv4(table, parseIpv4(query) ?? 0) > 0;
  },
  () => {
    const sets = new Map(PREFIXES.map((prefix) => [prefix as number, new Set<number>()]));
    for (let nth = 0; nth < ENTRIES; nth++) sets.get(prefixOf(nth))?.add(cidr4(word(nth), prefixOf(nth)).first);
    return (query) => {
      const address = parseIpv4(query) ?? 0;
      for (const [prefix, set] of sets) if (set.has(cidr4(address, prefix).first)) return true;
      return false;
    };
  },
);
