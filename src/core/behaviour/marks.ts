/** Which independent sides of a call are new: what is done, from where, by which means, in which Region. */

import type { Feature } from "../profile/features.ts";
import type { Dimension } from "./surprise.ts";

/** Bits of `Signal.marks`. NEW: to the principal (to the account, while the principal is learning). UNHEARD: to the whole account. */
export const MARKS = {
  newWhat: 1,
  newWhere: 2,
  newHow: 4,
  newRegion: 8,
  unheardWhat: 16,
  unheardWhere: 32,
  unheardHow: 64,
  unheardRegion: 128,
  denied: 256,
  grown: 512,
} as const;

type Side = 0 | 1 | 2 | 3;

/** Features of one side depend on each other: a new network is often in a new country. The rest are no side of their own. */
const SIDES: Partial<Readonly<Record<Dimension["feature"], Side>>> = {
  api: 0,
  service: 0,
  instanceType: 0,
  asn: 1,
  country: 1,
  network: 1,
  userAgent: 2,
  region: 3,
} satisfies Partial<Record<Feature, Side>>;

export function sideOf(feature: Feature): Side | null {
  return SIDES[feature] ?? null;
}

export function marksOf(dimensions: readonly Dimension[], error: string | null): number {
  let marks = error === null ? 0 : MARKS.denied;
  for (const dimension of dimensions) {
    if (dimension.feature === "volume") marks |= MARKS.grown;
    const side = SIDES[dimension.feature];
    if (side === undefined || dimension.class !== "UNSEEN") continue;
    marks |= MARKS.newWhat << side;
    if (dimension.accountClass === "UNSEEN") marks |= MARKS.unheardWhat << side;
  }
  return marks;
}

/** The principal does what it always did, only more often. */
export function isGrowth(marks: number): boolean {
  return (marks & MARKS.grown) !== 0 && newSides(marks) === 0;
}

export function newSides(marks: number): number {
  return ones(marks & 0b1111);
}

export function unheardSides(marks: number): number {
  return ones((marks >> 4) & 0b1111);
}

function ones(bits: number): number {
  let count = 0;
  for (let rest = bits; rest > 0; rest >>= 1) count += rest & 1;
  return count;
}
