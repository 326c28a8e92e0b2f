/**
 * A log of many hours in one object is cut by the hour: a sum over a day has no rhythm, spreads what was done in a minute, and
 * is judged by its fullest hour alone. Records lie a little before and after their hour in any log; those of a file in no
 * order of time are cut seldom.
 */

import { HOUR_CUT_RECORDS, HOUR_CUTS_FREE, HOUR_SLACK_SECONDS } from "../limits.ts";

const HOUR_SECONDS = 3_600;

export class HourCuts {
  /** Seconds since the epoch between which a record belongs to the hour at hand; none yet. */
  fromSeconds = Number.NEGATIVE_INFINITY;
  toSeconds = Number.POSITIVE_INFINITY;
  #cuts = 0;

  /**
   * To be asked of a record outside of the hour at hand, and of the first of a batch. True where what is held, if anything,
   * must be emitted before it. `read`: records of all batches; `isHolding`: whether this batch has any.
   */
  turnTo(seconds: number, read: number, isHolding: boolean): boolean {
    if (seconds <= 0) return false;
    if (isHolding) {
      if (this.#cuts >= HOUR_CUTS_FREE + read / HOUR_CUT_RECORDS) return false;
      this.#cuts++;
    }
    this.fromSeconds = seconds - (seconds % HOUR_SECONDS) - HOUR_SLACK_SECONDS;
    this.toSeconds = this.fromSeconds + HOUR_SECONDS + 2 * HOUR_SLACK_SECONDS;
    return isHolding;
  }
}
