/** Which of the names that a host asked for within an hour in vain an algorithm made. */

import { DGA_SCORE_ONE_PERCENT, dgaScore } from "../enrich/dga.ts";
import { judgeGroup } from "../enrich/dga-group.ts";
import { DGA_NAMES_MIN, DGA_SHARE_MIN } from "./host-thresholds.ts";

/**
 * Told by each alone, or by all together; none where neither says so. `names`: distinct registered domains, lower case.
 * Where only all together tell, and fewer than DGA_NAMES_MIN stand out, all are given.
 */
export function generatedNames(names: readonly string[]): readonly string[] {
  if (names.length < DGA_NAMES_MIN) return [];
  const single = names.filter((name) => dgaScore(name) > DGA_SCORE_ONE_PERCENT);
  if (single.length >= Math.max(DGA_NAMES_MIN, names.length * DGA_SHARE_MIN)) return single;
  if (!judgeGroup(names).isGenerated) return [];
  return single.length >= DGA_NAMES_MIN ? single : names;
}
