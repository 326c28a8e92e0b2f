/** Trusted lists win: what they hold raises nothing. What they silence is counted, so that a blind spot can be seen. */

import type { Category } from "./categories.ts";
import type { ListMatch } from "./tables.ts";

export type Judged = {
  /** Threat and reference matches; empty where something trusted matched. */
  readonly matches: readonly ListMatch[];
  /** The trusted entries that matched. */
  readonly trustedBy: readonly ListMatch[];
  /** What would have been in `matches`. */
  readonly silenced: readonly ListMatch[];
};

/**
 * `matches` of one caller or one connection, whatever they were found by: GuardDuty raises no finding at all on a
 * trusted address, so a trusted address silences a leaked key too.
 */
export function judgeTrust(matches: readonly ListMatch[]): Judged {
  if (matches.length === 0) return NOTHING;
  const trustedBy = matches.filter(({ category }) => category === "trusted");
  const others = matches.filter(({ category }) => category !== "trusted");
  return trustedBy.length === 0
    ? { matches: others, trustedBy, silenced: [] }
    : { matches: [], trustedBy, silenced: others };
}

const NOTHING: Judged = { matches: [], trustedBy: [], silenced: [] };

/** Trusted list → category of what it silenced → how often. Plain data, to be added up and stored. */
export type SilencedCounts = Readonly<Record<string, Readonly<Partial<Record<Category, number>>>>>;

/** `counts` with one judgement more. Each trusted list that matched counts each silenced match once. */
export function countSilenced(counts: SilencedCounts, { trustedBy, silenced }: Judged): SilencedCounts {
  if (silenced.length === 0) return counts;
  const total: Record<string, Partial<Record<Category, number>>> = { ...counts };
  for (const list of new Set(trustedBy.map((match) => match.list))) {
    const own = { ...(Object.hasOwn(counts, list) ? counts[list] : {}) };
    for (const { category } of silenced) own[category] = (own[category] ?? 0) + 1;
    // A list may be named "__proto__": an own property, never a prototype.
    Object.defineProperty(total, list, { value: own, enumerable: true, configurable: true, writable: true });
  }
  return total;
}
