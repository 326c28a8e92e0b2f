/** The quantiles of how unusual an account's principals were, day by day: what it may be told of costs how many bits. */

import {
  FREQUENCY_DAYS_KEPT,
  PROFILE_HALF_LIFE_DAYS,
  REMEMBERED_NAMES_MAX,
  SCORE_CELLS,
  SCORE_STEP_BITS,
  SCORE_STEPS,
} from "../limits.ts";
import { rememberName } from "../remember.ts";
import { hashOf, ringOf } from "./frequency.ts";

const cellOf = rememberName((principal) => hashOf(principal) % SCORE_CELLS, REMEMBERED_NAMES_MAX);

const DIGITS = "0123456789abcdef";

/**
 * For each of the newest FREQUENCY_DAYS_KEPT days, SCORE_CELLS cells: 0, or one more than the step of the highest score of
 * the principals of that cell. Maxima alone, so that the same scores in any order, however often, give the same cells.
 */
export class ScoreSketch {
  readonly #cells = new Uint8Array(FREQUENCY_DAYS_KEPT * SCORE_CELLS);

  /** `bits`: of one call. */
  add(principal: string, day: number, newestDay: number, bits: number): void {
    if (newestDay - day >= FREQUENCY_DAYS_KEPT) return;
    const at = ringOf(day) * SCORE_CELLS + cellOf(principal);
    const step = 1 + Math.min(SCORE_STEPS - 1, Math.floor(bits / SCORE_STEP_BITS));
    if (step > (this.#cells[at] as number)) this.#cells[at] = step;
  }

  /** Makes room for days up to `day`, where `newestDay` was the last. */
  advance(newestDay: number, day: number): void {
    for (let next = Math.max(newestDay + 1, day - FREQUENCY_DAYS_KEPT + 1); next <= day; next++) {
      const from = ringOf(next) * SCORE_CELLS;
      this.#cells.fill(0, from, from + SCORE_CELLS);
    }
  }

  /**
   * The lowest number of bits that at most `share` of the principal-days before `day` reached, each halved with every
   * PROFILE_HALF_LIFE_DAYS that it lies back; 0 with fewer than `daysMin` of them.
   */
  quantile(day: number, newestDay: number, share: number, daysMin: number): number {
    const reached = new Float64Array(SCORE_STEPS + 1);
    for (let past = day - 1; past > newestDay - FREQUENCY_DAYS_KEPT; past--) {
      const weight = 2 ** (-(day - 1 - past) / PROFILE_HALF_LIFE_DAYS);
      const cells = this.#cells.subarray(ringOf(past) * SCORE_CELLS, (ringOf(past) + 1) * SCORE_CELLS);
      const counts = new Uint16Array(SCORE_STEPS + 1);
      for (const step of cells) counts[step] = (counts[step] as number) + 1;
      let used = 0;
      for (let step = SCORE_STEPS; step >= 1; step--) {
        used += counts[step] as number;
        reached[step] = (reached[step] as number) + weight * distinct(used);
      }
    }
    const all = reached[1] as number;
    if (all < daysMin) return 0;
    let step = 1;
    while (step <= SCORE_STEPS && (reached[step] as number) > share * all) step++;
    return (step - 1) * SCORE_STEP_BITS;
  }

  /** A text for each day, from the newest backwards, "" for one without a call; without the empty ones at the end. */
  pack(newestDay: number): readonly string[] {
    const days: string[] = [];
    for (let age = 0; age < FREQUENCY_DAYS_KEPT; age++) {
      const from = ringOf(newestDay - age) * SCORE_CELLS;
      const cells = this.#cells.subarray(from, from + SCORE_CELLS);
      days.push(cells.some((step) => step > 0) ? Array.from(cells, (step) => DIGITS[step]).join("") : "");
    }
    while (days.at(-1) === "") days.pop();
    return days;
  }

  restore(days: readonly string[], newestDay: number): void {
    days.slice(0, FREQUENCY_DAYS_KEPT).forEach((text, age) => {
      const from = ringOf(newestDay - age) * SCORE_CELLS;
      for (let cell = 0; cell < SCORE_CELLS; cell++) {
        this.#cells[from + cell] = Math.max(0, DIGITS.indexOf(text[cell] ?? "0"));
      }
    });
  }
}

/** Linear counting: principals that so many used cells stand for. Source: Whang, Vander-Zanden and Taylor (1990). */
function distinct(used: number): number {
  return -SCORE_CELLS * Math.log(1 - Math.min(used, SCORE_CELLS - 1) / SCORE_CELLS);
}
