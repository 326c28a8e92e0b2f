/** Threat tables ↔ one run of bytes for an object store: sections with their lengths, each table in its own form. */

import { decodeDomains, encodeDomains } from "../net/domains.ts";
import type { HashKey } from "../net/keyed-hash.ts";
import { decodeRanges4, encodeRanges4 } from "../net/ranges4.ts";
import { decodeRanges6, encodeRanges6 } from "../net/ranges6.ts";
import { tableMagic } from "../net/table-codec.ts";
import { err, ok, type Result } from "../result.ts";
import { isCategory } from "./categories.ts";
import type { Label } from "./label.ts";
import { decodeRanks, encodeRanks, RankTableBuilder } from "./rank-table.ts";
import type { ThreatTables } from "./tables.ts";

const MAGIC = tableMagic("WPTI");
const VERSION = 2;
/** By version: labels, ranges4, ranges6, domains, access keys; since version 2 ranks. */
const SECTIONS: Readonly<Record<number, number>> = { 1: 5, 2: 6 };
const HEADER_WORDS = 2;

/** Header: magic, version, length of each section in bytes; sections start at multiples of four. */
export function encodeTables(tables: ThreatTables): Uint8Array {
  const sections = [
    encodeLabels(tables.labels),
    encodeRanges4(tables.ranges4),
    encodeRanges6(tables.ranges6),
    encodeDomains(tables.domains),
    encodeDomains(tables.accessKeys),
    encodeRanks(tables.ranks),
  ];
  const headerBytes = (HEADER_WORDS + sections.length) * 4;
  const total = sections.reduce((sum, section) => sum + padded(section.length), headerBytes);
  const bytes = new Uint8Array(total);
  const header = new Uint32Array(bytes.buffer, 0, HEADER_WORDS + sections.length);
  header.set([MAGIC, VERSION, ...sections.map((section) => section.length)]);
  let at = headerBytes;
  for (const section of sections) {
    bytes.set(section, at);
    at += padded(section.length);
  }
  return bytes;
}

function padded(length: number): number {
  return Math.ceil(length / 4) * 4;
}

/** The tables are views into `bytes`, which must stay as they are. */
export function decodeTables(bytes: Uint8Array, key: HashKey): Result<ThreatTables> {
  if (bytes.length < HEADER_WORDS * 4) return err("tables are cut short");
  const aligned = bytes.byteOffset % 4 === 0 ? bytes : bytes.slice();
  const [magic, version = 0] = new Uint32Array(aligned.buffer, aligned.byteOffset, HEADER_WORDS);
  if (magic !== MAGIC) return err("not threat tables");
  const sections = SECTIONS[version];
  if (sections === undefined) return err(`tables have version ${version}, this program reads ${VERSION}`);
  const headerBytes = (HEADER_WORDS + sections) * 4;
  if (bytes.length < headerBytes) return err("tables are cut short");
  const lengths = new Uint32Array(aligned.buffer, aligned.byteOffset + HEADER_WORDS * 4, sections);
  if (lengths.reduce((sum, length) => sum + padded(length), headerBytes) !== bytes.length) {
    return err("tables are cut short");
  }
  let at = headerBytes;
  const next = (nth: number): Uint8Array => {
    const length = lengths[nth] ?? 0;
    const section = aligned.subarray(at, at + length);
    at += padded(length);
    return section;
  };
  const labels = decodeLabels(next(0));
  const ranges4 = decodeRanges4(next(1));
  const ranges6 = decodeRanges6(next(2));
  const domains = decodeDomains(next(3), key);
  const accessKeys = decodeDomains(next(4), key);
  const ranks = sections < 6 ? ok(new RankTableBuilder(key).build()) : decodeRanks(next(5), key);
  if (!labels) return err("tables are damaged: labels");
  if (!ranges4.ok) return ranges4;
  if (!ranges6.ok) return ranges6;
  if (!domains.ok) return domains;
  if (!accessKeys.ok) return accessKeys;
  if (!ranks.ok) return ranks;
  const [four, six, names, keys] = [ranges4.value, ranges6.value, domains.value, accessKeys.value];
  return ok({ labels, ranges4: four, ranges6: six, domains: names, accessKeys: keys, ranks: ranks.value });
}

/** JSON in UTF-16: core has no encoder of its own, and there are at most some thousand labels. */
function encodeLabels(labels: readonly Label[]): Uint8Array {
  const text = JSON.stringify(labels.map(({ list, category, family, sinceDay }) => [list, category, family, sinceDay]));
  const units = Uint16Array.from({ length: text.length }, (_, at) => text.charCodeAt(at));
  return new Uint8Array(units.buffer);
}

function decodeLabels(bytes: Uint8Array): Label[] | null {
  if (bytes.length % 2 !== 0) return null;
  const rows = parseRows(unitsText(new Uint16Array(bytes.buffer, bytes.byteOffset, bytes.length / 2)));
  if (!rows) return null;
  const labels: Label[] = [];
  for (const row of rows) {
    const [list, category, family, sinceDay]: readonly unknown[] = Array.isArray(row) ? row : [];
    if (typeof list !== "string" || typeof category !== "string" || !isCategory(category)) return null;
    if (family !== null && typeof family !== "string") return null;
    labels.push({ list, category, family, ...(typeof sinceDay === "number" ? { sinceDay } : {}) });
  }
  return labels;
}

function unitsText(units: Uint16Array): string {
  const pieces: string[] = [];
  for (let at = 0; at < units.length; at += 4096) pieces.push(String.fromCharCode(...units.subarray(at, at + 4096)));
  return pieces.join("");
}

function parseRows(text: string): readonly unknown[] | null {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}
