/** A domain's reputation as a documented sum of points, and the GuardDuty class that it comes to. */

import type { Category } from "./categories.ts";
import { RANK_CLASSES } from "./rank-table.ts";
import { nameShape } from "./name-shape.ts";

/** The middle words of `Impact:EC2/{Malicious,Bitcoin,Abused,Suspicious}DomainRequest.Reputation`. */
export type ReputationClass = "malicious" | "bitcoin" | "abused" | "suspicious";

export type ReputationInput = {
  /** Registered domain, ASCII, lower case. */
  readonly domain: string;
  /** Categories of the lists that hold the name. */
  readonly categories: readonly Category[];
  /** Days since the name was first listed; null where the lists do not say. */
  readonly listedDays: number | null;
  /** 1 is the most popular domain; null where it is in no ranking. */
  readonly rank: number | null;
  /** Whether a ranking is loaded at all: without one, being in none means nothing. */
  readonly ranked: boolean;
  /** Days since this deployment first saw the domain resolved; null where it is not known. */
  readonly seenDays: number | null;
};

export type ReputationReason = { readonly why: string; readonly points: number };

export type Reputation = {
  /** Null: nothing to say. */
  readonly class: ReputationClass | null;
  /** 0 (harmless) to 100. */
  readonly score: number;
  /** What the score is made of, for the finding's explanation. */
  readonly reasons: readonly ReputationReason[];
};

/**
 * Points of a listing. The heaviest counts in full and every further category 5, at most 15. `trusted` ends the
 * matter; `custom-threat` has a finding type of its own, and reference categories say nothing of a name.
 */
const CATEGORY_POINTS: Readonly<Partial<Record<Category, number>>> = {
  "command-and-control": 90,
  "drop-point": 85,
  phishing: 80,
  "drive-by": 80,
  malicious: 80,
  dga: 75,
  blackhole: 70,
  cryptocurrency: 70,
  scanner: 50,
  abused: 45,
  suspicious: 45,
};
const FURTHER_POINTS = 5;
const FURTHER_POINTS_MAX = 15;

/**
 * A listing loses half its points in two years: names lapse and are registered anew by others. Age alone silences none: a
 * list that still holds the name is doubted, and not disbelieved.
 */
const LISTING_HALF_LIFE_DAYS = 730;

/** Popular domains are listed by mistake, or for one page of millions. First row that fits. */
const POPULARITY_POINTS: readonly (readonly [rankMax: number, points: number])[] = [
  [RANK_CLASSES[0], -60],
  [RANK_CLASSES[1], -40],
  [RANK_CLASSES[2], -20],
  [RANK_CLASSES[3], -10],
];
const UNRANKED_POINTS = 10;

/** A domain that nobody here resolved before this week. */
const NEW_DAYS = 7;
const NEW_POINTS = 15;
const SHAPE_POINTS = 20;

/** Below it there is no finding. Signs without any listing reach 45 at most, and only all of them together this. */
const CLASS_SCORE_MIN = 40;
/** Below it a malicious or cryptocurrency listing is too old or too doubtful for a High finding: suspicious instead. */
const HIGH_SCORE_MIN = 55;

export function domainReputation(input: ReputationInput): Reputation {
  if (input.categories.includes("trusted")) return { class: null, score: 0, reasons: [] };
  const reasons = [listing(input), popularity(input), newness(input), shape(input)].filter(
    ({ points }) => points !== 0,
  );
  const sum = reasons.reduce((total, { points }) => total + points, 0);
  const score = Math.round(Math.min(100, Math.max(0, sum)));
  return { class: classOf(heaviest(input.categories), score), score, reasons };
}

function listing({ categories, listedDays }: ReputationInput): ReputationReason {
  const first = heaviest(categories);
  if (first === null) return { why: "in no list", points: 0 };
  const others = new Set(categories.filter((category) => CATEGORY_POINTS[category] !== undefined)).size - 1;
  const full = (CATEGORY_POINTS[first] ?? 0) + Math.min(FURTHER_POINTS_MAX, others * FURTHER_POINTS);
  const age = Math.max(0, listedDays ?? 0);
  const since = age < 1 ? "" : ` since ${Math.round(age)} days`;
  const aged = full * 2 ** (-age / LISTING_HALF_LIFE_DAYS);
  return { why: `listed as ${first}${since}`, points: Math.round(Math.max(aged, Math.min(full, CLASS_SCORE_MIN))) };
}

function heaviest(categories: readonly Category[]): Category | null {
  let best: Category | null = null;
  for (const category of categories) {
    if ((CATEGORY_POINTS[category] ?? 0) > (best ? (CATEGORY_POINTS[best] ?? 0) : 0)) best = category;
  }
  return best;
}

function popularity({ rank, ranked }: ReputationInput): ReputationReason {
  if (rank === null) return { why: "in no popularity ranking", points: ranked ? UNRANKED_POINTS : 0 };
  const row = POPULARITY_POINTS.find(([rankMax]) => rank <= rankMax);
  if (row === undefined) return { why: "beyond the million most popular domains", points: 0 };
  return { why: `among the ${row[0].toLocaleString("en-US")} most popular domains`, points: row[1] };
}

function newness({ seenDays }: ReputationInput): ReputationReason {
  const isNew = seenDays !== null && seenDays < NEW_DAYS;
  return { why: `first seen less than ${NEW_DAYS} days ago`, points: isNew ? NEW_POINTS : 0 };
}

function shape({ domain, rank }: ReputationInput): ReputationReason {
  const points = rank === null ? Math.round(nameShape(domain) * SHAPE_POINTS) : 0;
  return { why: "the name looks made by a machine", points };
}

function classOf(category: Category | null, score: number): ReputationClass | null {
  if (score < CLASS_SCORE_MIN) return null;
  if (category === null || category === "suspicious" || category === "scanner") return "suspicious";
  if (category === "abused") return "abused";
  if (score < HIGH_SCORE_MIN) return "suspicious";
  return category === "cryptocurrency" ? "bitcoin" : "malicious";
}
