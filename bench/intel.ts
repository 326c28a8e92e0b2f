/** Look-up time and memory of the threat tables at a million entries: `node bench/intel.ts`. */

import type { Ipv6Words } from "../src/core/net/address.ts";
import { cidr4, cidr6 } from "../src/core/net/cidr.ts";
import { DomainTableBuilder, encodeDomains, findDomain } from "../src/core/net/domains.ts";
import { encodeRanges4, findIpv4, Ranges4Builder } from "../src/core/net/ranges4.ts";
import { encodeRanges6, findIpv6, Ranges6Builder } from "../src/core/net/ranges6.ts";
import { tableBytes } from "../src/core/net/table-codec.ts";

const ENTRIES = 1_000_000;
const LOOKUPS = 1 << 20;
const NAMES = 1 << 15;
const RUNS = 9;
const LISTS = 8;

type Row = { name: string; entries: number; buildMs: number; bytesPerEntry: number; storedMb: number; ns: number };

let state = 42;
/** xorshift32: fast enough not to be what is measured. */
function word(): number {
  state ^= state << 13;
  state ^= state >>> 17;
  state ^= state << 5;
  return state >>> 0;
}

function below(limit: number): number {
  return word() % limit;
}

/** Best of RUNS of `look` called once for each query: the rest is what others do on the machine. The sum keeps the calls. */
function nsPerLookup(look: (query: number) => number): number {
  const times: number[] = [];
  let sum = 0;
  for (let run = 0; run <= RUNS; run++) {
    const start = performance.now();
    for (let query = 0; query < LOOKUPS; query++) sum += look(query);
    if (run > 0) times.push(((performance.now() - start) * 1e6) / LOOKUPS);
  }
  if (Number.isNaN(sum)) throw new Error("a look-up gave no number");
  return Math.min(...times);
}

function timed<T>(build: () => T): { built: T; buildMs: number } {
  const start = performance.now();
  return { built: build(), buildMs: performance.now() - start };
}

/** Prefix lengths of real blocklists: seven in ten are single addresses, one in five a /24. */
function prefix4(): number {
  const share = below(100);
  if (share < 70) return 32;
  return share < 92 ? 24 : 16 + below(16);
}

function ipv4(name: string, address: () => number): Row {
  const builder = new Ranges4Builder();
  for (let nth = 0; nth < ENTRIES; nth++) {
    const { first, last } = cidr4(address(), prefix4());
    builder.add(first, last, below(LISTS));
  }
  const { built, buildMs } = timed(() => builder.build());
  const queries = Uint32Array.from({ length: LOOKUPS }, address);
  const ns = nsPerLookup((query) => findIpv4(built, queries[query] ?? 0));
  return row(name, tableBytes(built), encodeRanges4(built), buildMs, ns);
}

function ipv6(): Row {
  const builder = new Ranges6Builder();
  // Global unicast as it is given out: a few thousand /32s, many hosts and subnets in each.
  const networks = Uint32Array.from({ length: 4_000 }, () => 0x20000000 + below(0x0d000000));
  const address = (): Ipv6Words => [networks[below(networks.length)] ?? 0, word(), 0, word()];
  for (let nth = 0; nth < ENTRIES; nth++) {
    const { first, last } = cidr6(address(), below(10) < 7 ? 128 : 48 + below(17));
    builder.add(first, last, below(LISTS));
  }
  const { built, buildMs } = timed(() => builder.build());
  const queries = Array.from({ length: LOOKUPS }, address);
  const ns = nsPerLookup((query) => findIpv6(built, queries[query] ?? [0, 0, 0, 0]));
  return row("ipv6", tableBytes(built), encodeRanges6(built), buildMs, ns);
}

const LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789-";

function label(length: number): string {
  return Array.from({ length }, () => LETTERS[below(36)] ?? "a").join("");
}

function domains(): Row {
  const builder = new DomainTableBuilder([0x243f6a88, 0x85a308d3]);
  const names = Array.from({ length: ENTRIES }, () => `${label(6 + below(12))}.${label(2 + below(2))}`);
  for (const name of names) builder.add(name, "tree", below(LISTS));
  const { built, buildMs } = timed(() => builder.build());
  // One query in a hundred is listed; resolver logs have mostly three labels and a trailing dot.
  // Names of a log are fresh from the parser: flat strings that are in the cache, which a million of them would not be.
  const made = Array.from({ length: NAMES }, () => {
    const registered = below(100) === 0 ? (names[below(ENTRIES)] ?? "") : `${label(6 + below(12))}.com`;
    return `${label(3 + below(8))}.${registered}.`;
  });
  const queries: unknown = JSON.parse(JSON.stringify(made));
  if (!Array.isArray(queries)) throw new Error("names are lost");
  const ns = nsPerLookup((query) => findDomain(built, String(queries[query & (NAMES - 1)])).length);
  const bytes = tableBytes(built.hashes) + built.hashes.filter.byteLength;
  return row("domains", bytes, encodeDomains(built), buildMs, ns);
}

function row(name: string, bytes: number, stored: Uint8Array, buildMs: number, ns: number): Row {
  const storedMb = stored.byteLength / 1e6;
  return { name, entries: ENTRIES, buildMs, bytesPerEntry: bytes / ENTRIES, storedMb, ns };
}

const rows = [
  ipv4("ipv4, spread evenly", word),
  // Three quarters of the entries and queries fall into 1/256 of the space.
  ipv4("ipv4, crowded", () => (below(4) === 0 ? word() : 0x2d000000 + below(1 << 24))),
  ipv6(),
  domains(),
];
for (const { name, buildMs, bytesPerEntry, storedMb, ns } of rows) {
  const figures = `${ns.toFixed(0)} ns a look-up, ${bytesPerEntry.toFixed(2)} bytes an entry`;
  console.log(`${name}: ${figures}, ${storedMb.toFixed(1)} MB stored, built in ${buildMs.toFixed(0)} ms`);
}
