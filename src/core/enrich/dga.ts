/**
 * How much a name looks like the work of a domain generation algorithm: log-odds of a logistic regression over hashed runs
 * of characters, trained by `npm run train:dga`. What it knows and misses: docs/dga.md.
 */

import { DGA_BIAS, DGA_SCALE, DGA_WEIGHTS } from "./dga-weights.ts";
import { DGA_GRAMS_MAX, DGA_WEIGHTS_COUNT, DGA_ZERO_CODE, gramPlaces } from "./dga-grams.ts";
import { registeredLabel } from "../net/registered-label.ts";

/** Given for what cannot be judged: no registered label, one that is too short to tell, or an internationalised one. */
export const DGA_UNJUDGED = -100;

/**
 * Scores that 1 % and 0.1 % of the distinct names of a sweep through popular domains exceed (201,995 names, some of them
 * generated themselves): the recall at each is in docs/dga.md.
 */
export const DGA_SCORE_ONE_PERCENT = 3.3;
export const DGA_SCORE_ONE_PER_MILLE = 7.5;

/** Any two letters are somebody's; below this a label says nothing. */
export const DGA_LABEL_CHARS_MIN = 3;

const weights = unpack(DGA_WEIGHTS);
/** Scratch; nothing in it outlives a call. */
const places = new Uint16Array(DGA_GRAMS_MAX);

/** `nameLower`: in lower case, with or without the trailing dot. Above 0: more likely generated than not, in the training's half-and-half mix. */
export function dgaScore(nameLower: string): number {
  const label = registeredLabel(nameLower);
  if (label === 0) return DGA_UNJUDGED;
  return dgaLabelScore(nameLower, label >>> 8, label & 255);
}

/** Of the label `name[from, to)` itself. */
export function dgaLabelScore(name: string, from: number, to: number): number {
  if (to - from < DGA_LABEL_CHARS_MIN || name.startsWith("xn--", from)) return DGA_UNJUDGED;
  const count = gramPlaces(name, from, to, places);
  let sum = 0;
  for (let at = 0; at < count; at++) sum += weights[places[at] ?? 0] ?? 0;
  return DGA_BIAS + (sum * DGA_SCALE) / Math.sqrt(count);
}

/** A character a weight. */
function unpack(text: string): Int8Array {
  const values = new Int8Array(DGA_WEIGHTS_COUNT);
  for (let at = 0; at < values.length; at++) values[at] = text.charCodeAt(at) - DGA_ZERO_CODE;
  return values;
}
