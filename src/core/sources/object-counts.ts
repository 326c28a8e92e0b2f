/** What became of an object's records: read, left aside, or refused, with the first few reasons. */

import { REJECT_SAMPLE_CHARS_MAX, REJECT_SAMPLES_MAX } from "../limits.ts";

export class ObjectCounts {
  /** Inflated bytes. */
  bytes = 0;
  /** Records that became events. */
  records = 0;
  rejected = 0;
  /** Records of kinds that are counted and left, by kind. */
  readonly skipped: Record<string, number> = {};
  /** Reasons of the first few rejects, with the number of the record among all of the object. */
  readonly samples: string[] = [];

  /** Every record seen so far, whatever became of it. */
  get seen(): number {
    return Object.values(this.skipped).reduce((sum, count) => sum + count, this.records + this.rejected);
  }

  reject(reason: string): void {
    if (this.samples.length < REJECT_SAMPLES_MAX) {
      this.samples.push(`record ${this.seen + 1}: ${reason}`.slice(0, REJECT_SAMPLE_CHARS_MAX));
    }
    this.rejected++;
  }

  skip(kind: string): void {
    this.skipped[kind] = (this.skipped[kind] ?? 0) + 1;
  }
}
