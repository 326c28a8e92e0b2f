/**
 * Whether the names that one host asked for within an hour, none of which exists, are the work of one algorithm: the
 * logarithm of a likelihood ratio. Each kind of algorithm says how probable the marks of each name are, each kind of people's
 * names too; names are taken as independent given the kind. For names drawn from people's the ratio exceeds e^x at most once
 * in e^x groups (Wald, 1945), as far as they are independent. Trained by `npm run train:dga`: docs/dga.md.
 */

import { type GroupMarks, GROUP_SIZES, groupMarks, KINDS_OF_KIN, LENGTHS, type NameMarks } from "./dga-group-marks.ts";
import { GROUP_TABLES } from "./dga-group-tables.ts";

/** Names judged; of more, as many evenly. */
const GROUP_NAMES_MAX = 128;
/** Different names without which nothing is said. */
const GROUP_NAMES_MIN = 5;
/** e^14: once in 1.2 million groups. */
const GROUP_SCORE_MIN = 14;
/**
 * And for each name: people's names are not independent (a host reads one subject, one country's sites), and what no kind of
 * people's names here fits drifts by less than this a name.
 */
const GROUP_SCORE_A_NAME = 1;

/** Shares of the names that are the host's own and not the algorithm's: few, or most. */
const STRANGER_SHARES = [0.2, 0.75] as const;
/** Of an algorithm whose names have one length: that a name has it. */
const LENGTH_KEPT = 0.95;
/** Of an algorithm that takes many tops: that another one is none of the usual. */
const RARE_TOP = 0.75;
/** Tops alone never decide: there are hosts that meet the whole world's. */
const TOPS_SCORE_MAX = 7;

const SCORE_BINS = GROUP_TABLES.edges.length + GROUP_TABLES.shortEdges.length + 2;
const KIN_AT = SCORE_BINS + LENGTHS;
/** Probabilities: score bins, lengths, then KINDS_OF_KIN for each size of group. */
type Table = Float64Array;
const algorithms = GROUP_TABLES.algorithms.map(unpack);
const people = GROUP_TABLES.people.map(unpack);
const rareTops = unpack(GROUP_TABLES.rareTops);
const usualTops: ReadonlySet<string> = new Set(GROUP_TABLES.usualTops.split(" "));

/** Written as −100 times their natural logarithm. */
function unpack(row: string): Table {
  return Float64Array.from(row.split(" "), (value) => Math.exp(Number(value) / -100));
}

export type GroupVerdict = {
  /** Different names, of those that can be judged. */
  readonly names: number;
  /** Natural logarithm of the likelihood ratio; −Infinity where the names are too few. */
  readonly score: number;
  readonly isGenerated: boolean;
};

/** `domains`: registered domains that do not exist, lower case. */
export function judgeGroup(domains: readonly string[]): GroupVerdict {
  const step = Math.max(1, domains.length / GROUP_NAMES_MAX);
  const marks = groupMarks(domains.filter((_, index) => index % step < 1));
  const names = marks.names.length;
  if (names < GROUP_NAMES_MIN) return { names, score: Number.NEGATIVE_INFINITY, isGenerated: false };
  const size = GROUP_SIZES.findIndex((most) => names <= most);
  let score = Number.POSITIVE_INFINITY;
  for (const base of people) score = Math.min(score, ratioOver(base, marks, size));
  score += topsScore(marks, size);
  return { names, score, isGenerated: score >= Math.max(GROUP_SCORE_MIN, names * GROUP_SCORE_A_NAME) };
}

/** Mean over the kinds of algorithm, both shares of strangers, and names of one length or of many. */
function ratioOver(base: Table, marks: GroupMarks, size: number): number {
  const places = marks.names.map((name, at): Places => [
    scoreBin(name),
    SCORE_BINS + name.length,
    KIN_AT + size * KINDS_OF_KIN + (marks.kin[at] ?? 0),
  ]);
  const fixed = SCORE_BINS + modeOf(marks.names);
  const sums = algorithms.flatMap((table) =>
    STRANGER_SHARES.flatMap((strangers) => [
      sumOver(places, table, base, strangers, 0),
      sumOver(places, table, base, strangers, fixed) - Math.log(LENGTHS),
    ]),
  );
  const most = Math.max(...sums);
  return most + Math.log(sums.reduce((sum, one) => sum + Math.exp(one - most), 0) / sums.length);
}

type Places = readonly [score: number, length: number, kin: number];

/** `fixed`: place of the one length of all names, 0 where they have many. */
function sumOver(places: readonly Places[], table: Table, base: Table, strangers: number, fixed: number): number {
  let sum = 0;
  let product = 1;
  for (const [score, length, kin] of places) {
    const spread = fixed === 0 ? at(table, length) : length === fixed ? LENGTH_KEPT : (1 - LENGTH_KEPT) / LENGTHS;
    const ratio = (at(table, score) * at(table, kin) * spread) / (at(base, score) * at(base, kin) * at(base, length));
    product *= (1 - strangers) * ratio + strangers;
    if (product > 1e100 || product < 1e-100) {
      sum += Math.log(product);
      product = 1;
    }
  }
  return sum + Math.log(product);
}

function at(table: Table, place: number): number {
  return table[place] ?? 0;
}

function modeOf(names: readonly NameMarks[]): number {
  const counts = new Uint16Array(LENGTHS);
  for (const { length } of names) counts[length] = (counts[length] ?? 0) + 1;
  return counts.indexOf(Math.max(...counts));
}

/** Of an algorithm that takes many tops or few: how many unusual ones there are among the different tops. */
function topsScore({ tops }: GroupMarks, size: number): number {
  const rare = at(rareTops, size);
  let many = 0;
  for (const top of tops) many += Math.log(usualTops.has(top) ? (1 - RARE_TOP) / (1 - rare) : RARE_TOP / rare);
  return Math.min(TOPS_SCORE_MAX, Math.log(0.5 + 0.5 * Math.exp(many)));
}

function scoreBin({ score, isShort }: NameMarks): number {
  const edges = isShort ? GROUP_TABLES.shortEdges : GROUP_TABLES.edges;
  const from = isShort ? GROUP_TABLES.edges.length + 1 : 0;
  const place = edges.findIndex((edge) => score <= edge);
  return from + (place < 0 ? edges.length : place);
}
