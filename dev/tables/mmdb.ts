/** Reads MaxMind DB files: a binary tree over the bits of addresses, and records behind it. Source: "MaxMind DB File Format Specification", version 2.0. */

import { mapOf, MmdbFields, type MmdbValue } from "./mmdb-fields.ts";

export type Mmdb = {
  /** 4 or 6. */
  readonly ipVersion: number;
  /** Seconds since 1970. */
  readonly buildEpoch: number;
  readonly nodeCount: number;
  /** Bits a record: 24, 28 or 32. */
  readonly recordSize: number;
  readonly bytes: Uint8Array;
  readonly fields: MmdbFields;
};

/** A run of addresses that share a record. The first 64 bits of an IPv6 address, or the 32 of an IPv4 one in `high`. */
export type MmdbRange = { readonly high: number; readonly low: number; readonly bits: number; readonly record: number };

const MARKER = Buffer.from("\u00ab\u00cd\u00efMaxMind.com", "latin1");
/** Zero bytes between tree and records. */
const GAP = 16;
/** Half a /64 is nobody's: of what lies below it, the first record stands for all. */
const BITS_MAX = 64;

/** Throws for what is no such file. */
export function openMmdb(bytes: Buffer): Mmdb {
  const marker = bytes.lastIndexOf(MARKER);
  if (marker < 0) throw new Error("no MaxMind DB: it has no metadata");
  const metadata = mapOf(new MmdbFields(bytes.subarray(marker + MARKER.length)).read(0)[0]);
  const nodeCount = numberOf(metadata["node_count"]);
  const recordSize = numberOf(metadata["record_size"]);
  if (recordSize !== 24 && recordSize !== 28 && recordSize !== 32) throw new Error(`records of ${recordSize} bits`);
  const records = (nodeCount * recordSize * 2) / 8 + GAP;
  if (records > marker) throw new Error("the MaxMind DB is cut short");
  return {
    ipVersion: numberOf(metadata["ip_version"]),
    buildEpoch: numberOf(metadata["build_epoch"]),
    nodeCount,
    recordSize,
    bytes,
    fields: new MmdbFields(bytes.subarray(records, marker)),
  };
}

function numberOf(value: MmdbValue | undefined): number {
  if (typeof value !== "number" && typeof value !== "bigint")
    throw new Error("the MaxMind DB's metadata lacks a number");
  return Number(value);
}

/** In ascending order, without those of no record. `record`: where its fields begin. */
export function* rangesOf(mmdb: Mmdb): Generator<MmdbRange> {
  const bitsMax = mmdb.ipVersion === 4 ? 32 : BITS_MAX;
  const stack: MmdbRange[] = [{ high: 0, low: 0, bits: 0, record: 0 }];
  for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
    const { high, low, bits, record } = at;
    if (record >= mmdb.nodeCount) {
      if (record > mmdb.nodeCount) yield { high, low, bits, record: record - mmdb.nodeCount - GAP };
    } else if (bits === bitsMax) {
      const first = firstBelow(mmdb, record);
      if (first !== null) yield { high, low, bits, record: first };
    } else {
      const one =
        bits < 32 ? { high: (high | (1 << (31 - bits))) >>> 0, low } : { high, low: (low | (1 << (63 - bits))) >>> 0 };
      stack.push({ ...one, bits: bits + 1, record: childOf(mmdb, record, 1) });
      stack.push({ high, low, bits: bits + 1, record: childOf(mmdb, record, 0) });
    }
  }
}

function firstBelow(mmdb: Mmdb, node: number): number | null {
  const stack = [node];
  for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
    if (at > mmdb.nodeCount) return at - mmdb.nodeCount - GAP;
    if (at < mmdb.nodeCount) stack.push(childOf(mmdb, at, 1), childOf(mmdb, at, 0));
  }
  return null;
}

/** A node is two records, the left one for a bit of 0; of 28 bits, the byte between them has the high half-bytes of both. */
function childOf({ bytes, recordSize }: Mmdb, node: number, side: 0 | 1): number {
  const at = (node * recordSize * 2) / 8;
  const byte = (offset: number): number => bytes[at + offset] as number;
  if (recordSize === 24) return byte(side * 3) * 65_536 + byte(side * 3 + 1) * 256 + byte(side * 3 + 2);
  if (recordSize === 32) {
    return byte(side * 4) * 16_777_216 + byte(side * 4 + 1) * 65_536 + byte(side * 4 + 2) * 256 + byte(side * 4 + 3);
  }
  const top = side === 0 ? byte(3) >>> 4 : byte(3) & 15;
  const from = side === 0 ? 0 : 4;
  return top * 16_777_216 + byte(from) * 65_536 + byte(from + 1) * 256 + byte(from + 2);
}
