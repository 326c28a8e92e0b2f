/** What the model of groups sees of the names that one host asked for: marks of each name, alone and beside the others. */

import { DGA_UNJUDGED, dgaLabelScore } from "./dga.ts";
import { registeredLabel } from "../net/registered-label.ts";

/** Groups up to each of these sizes are judged by tables of their own: the more names, the more of them are alike. */
export const GROUP_SIZES: readonly number[] = [9, 19, 39, 79, Number.POSITIVE_INFINITY];
/** Beginnings and ends of labels that two names have in common: words, or the part that an algorithm leaves as it is. */
const END_CHARS = 5;
/** None, the beginning, the end, both. */
export const KINDS_OF_KIN = 4;
/** Labels under this length have score bins of their own: they say less. */
const SHORT_CHARS = 6;
export const LENGTHS = 38;
const LENGTH_MIN = 3;

export type NameMarks = {
  readonly label: string;
  readonly score: number;
  readonly isShort: boolean;
  /** 0 to LENGTHS − 1. */
  readonly length: number;
};
export type GroupMarks = {
  readonly names: readonly NameMarks[];
  /** For each name: 1 with a beginning that another name has too, 2 with an end; 3 with both, 0 with none. */
  readonly kin: Uint8Array;
  /** Each once. */
  readonly tops: ReadonlySet<string>;
};

/**
 * Of registered domains, lower case. Names that differ in digits, hyphens or the top label alone are one: numbered hosts,
 * one brand under many tops. Internationalised ones and those of one or two characters are left out.
 */
export function groupMarks(domains: readonly string[]): GroupMarks {
  const byStem = new Map<string, NameMarks>();
  const tops = new Set<string>();
  for (const domain of domains) {
    const place = registeredLabel(domain);
    const label = domain.slice(place >>> 8, place & 255);
    const score = dgaLabelScore(label, 0, label.length);
    if (score === DGA_UNJUDGED) continue;
    const isShort = label.length < SHORT_CHARS;
    const length = Math.min(label.length - LENGTH_MIN, LENGTHS - 1);
    const stem = stemOf(label);
    if (byStem.has(stem)) continue;
    byStem.set(stem, { label, score, isShort, length });
    tops.add(domain.slice(domain.lastIndexOf(".") + 1));
  }
  const names = [...byStem.values()];
  return { names, kin: kinOf(names), tops };
}

/** The letters, where they are most of the label. */
function stemOf(label: string): string {
  const letters = label.replaceAll(/[^a-z]/g, "");
  return letters.length * 2 >= label.length ? letters : label;
}

function kinOf(names: readonly NameMarks[]): Uint8Array {
  const beginnings = names.map(({ label }) => (label.length > END_CHARS ? label.slice(0, END_CHARS) : null));
  const ends = names.map(({ label }) => (label.length > END_CHARS ? label.slice(-END_CHARS) : null));
  const [begins, endsOften] = [shared(beginnings), shared(ends)];
  return Uint8Array.from(
    names,
    (_, at) => (begins.has(beginnings[at] ?? null) ? 1 : 0) + (endsOften.has(ends[at] ?? null) ? 2 : 0),
  );
}

/** Those that are there twice or more. */
function shared(parts: readonly (string | null)[]): ReadonlySet<string | null> {
  const once = new Set<string | null>();
  const often = new Set<string | null>();
  for (const part of parts) {
    if (part !== null && once.has(part)) often.add(part);
    once.add(part);
  }
  return often;
}
