/** The binary form of the lookup tables: one header, sorted words, tags, sets. Little-endian, as on every Workers machine. */

import { err, ok, type Result } from "../result.ts";
import type { NumberSets } from "./number-sets.ts";

/** Tags are narrow unless there are too many distinct sets. */
export type Tags = Uint16Array | Uint32Array;

export type PackedTable = {
  readonly count: number;
  /** `count` first words of the keys, then `count` second words, and so on. */
  readonly words: Uint32Array;
  readonly tags: Tags;
  readonly sets: NumberSets;
  /** One word for the table's own use. */
  readonly extra: number;
};

/** Four ASCII letters read as a native word: on a machine of other byte order it does not match. */
export function tableMagic(letters: string): number {
  return letters.split("").reduceRight((word, letter) => word * 256 + letter.charCodeAt(0), 0);
}

const VERSION = 1;
const HEADER_WORDS = 8;

export function narrowTags(tags: Uint32Array): Tags {
  for (const tag of tags) if (tag > 0xffff) return tags;
  return Uint16Array.from(tags);
}

/** Layout: magic, version, bytes a tag, count, sets + 1, members, extra, 0; words; tags (padded to 4); offsets; members. */
export function packTable(magic: number, table: PackedTable): Uint8Array {
  const { words, tags, sets } = table;
  const tagWords = Math.ceil(tags.byteLength / 4);
  const all = new Uint32Array(HEADER_WORDS + words.length + tagWords + sets.offsets.length + sets.members.length);
  const header = [magic, VERSION, tags.BYTES_PER_ELEMENT, table.count, sets.offsets.length, sets.members.length];
  all.set(header);
  all[6] = table.extra;
  all.set(words, HEADER_WORDS);
  const bytes = new Uint8Array(all.buffer);
  const tagsAt = HEADER_WORDS + words.length;
  bytes.set(new Uint8Array(tags.buffer, tags.byteOffset, tags.byteLength), tagsAt * 4);
  all.set(sets.offsets, tagsAt + tagWords);
  all.set(sets.members, tagsAt + tagWords + sets.offsets.length);
  return bytes;
}

/** `tagBits`: how many low bits of a tag are no part of the set's id. Keeps views into `bytes`, no copy where aligned. */
export function unpackTable(
  magic: number,
  wordsPerKey: number,
  tagBits: number,
  bytes: Uint8Array,
): Result<PackedTable> {
  if (bytes.byteLength < HEADER_WORDS * 4 || bytes.byteLength % 4 !== 0) return err("table is cut short");
  const aligned = bytes.byteOffset % 4 === 0 ? bytes : bytes.slice();
  const all = new Uint32Array(aligned.buffer, aligned.byteOffset, aligned.byteLength / 4);
  const [ownMagic, version, tagBytes, count = 0, offsetCount = 0, memberCount = 0, extra = 0] = all;
  if (ownMagic !== magic) return err("not a table of this kind");
  if (version !== VERSION) return err(`table has version ${version}, this program reads ${VERSION}`);
  if (tagBytes !== 2 && tagBytes !== 4) return err("table header is damaged");
  const wordCount = count * wordsPerKey;
  const tagWords = Math.ceil((count * tagBytes) / 4);
  if (HEADER_WORDS + wordCount + tagWords + offsetCount + memberCount !== all.length) return err("table is cut short");
  const tagsAt = HEADER_WORDS + wordCount;
  const setsAt = tagsAt + tagWords;
  const tagsFrom = all.byteOffset + tagsAt * 4;
  const tags =
    tagBytes === 2 ? new Uint16Array(all.buffer, tagsFrom, count) : new Uint32Array(all.buffer, tagsFrom, count);
  const sets = { offsets: all.subarray(setsAt, setsAt + offsetCount), members: all.subarray(setsAt + offsetCount) };
  const words = all.subarray(HEADER_WORDS, tagsAt);
  if (!setsAreSound(sets) || !tagsAreSound(tags, tagBits, sets)) return err("table is damaged");
  return ok({ count, words, tags, sets, extra });
}

function setsAreSound({ offsets, members }: NumberSets): boolean {
  if (offsets.length < 2 || offsets[1] !== 0 || offsets.at(-1) !== members.length) return false;
  return offsets.every((offset, at) => at === 0 || offset >= (offsets[at - 1] ?? 0));
}

function tagsAreSound(tags: Tags, tagBits: number, sets: NumberSets): boolean {
  const idMax = sets.offsets.length - 2;
  for (const tag of tags) if (tag >>> tagBits > idMax) return false;
  return true;
}

/** Bytes held in memory, the index included. */
export function tableBytes(table: { words: Uint32Array; tags: Tags; sets: NumberSets; top: Uint32Array }): number {
  const { words, tags, sets, top } = table;
  return words.byteLength + tags.byteLength + sets.offsets.byteLength + sets.members.byteLength + top.byteLength;
}
