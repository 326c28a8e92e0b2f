/** How often the values of one feature were seen, by day of event time: exact, and the same in whatever order they arrive. */

import { hash53 } from "../hash.ts";
import { DAY_EVENTS_MAX, FREQUENCY_DAYS_KEPT, VALUE_FIXED_BYTES } from "../limits.ts";
import { jsonBytesOf } from "../text.ts";
import { Overflow } from "./overflow.ts";
import type { SealedTable } from "./sealed.ts";

export const DAY_MS = 86_400_000;
const W = FREQUENCY_DAYS_KEPT;
const ROWS_FIRST = 4;
/** Of a table without rows: many are unpacked, and get as many rows as they had. */
const NO_NUMBERS = new Float64Array(0);
const NO_DAYS = new Uint16Array(0);

/** Stands for a value that is only in the overflow. */
export const NO_ROW = -1;

/**
 * Values in rows of typed arrays. Each row has the events of the newest FREQUENCY_DAYS_KEPT days of its profile in a
 * ring (`day % FREQUENCY_DAYS_KEPT`) and those before in one sum. The room is in bytes of the packed profile; where it
 * ends, the values of the smallest hashes stay, which is the same set in any order of arrival.
 */
export class FrequencyTable {
  readonly rows = new Map<string, number>();
  readonly values: string[] = [];
  /** Event times in seconds. */
  firstSeconds = NO_NUMBERS;
  lastSeconds = NO_NUMBERS;
  older = NO_NUMBERS;
  days = NO_DAYS;
  overflow: Overflow | null = null;
  /** Values of this hash and above have no row. */
  cut = Number.POSITIVE_INFINITY;
  /** What the profile's sealed days say; null when they changed. */
  sealed: SealedTable | null = null;
  readonly #bytesMax: number;
  #bytes = 0;
  #lastValue: string | null = null;
  #lastRow = NO_ROW;

  constructor(bytesMax: number) {
    this.#bytesMax = bytesMax;
  }

  /** The row of a value, made where there is room. `NO_ROW` where there is none: then the event is in the overflow. */
  add(value: string, day: number, newestDay: number, seconds: number): number {
    if (this.sealed !== null && day < this.sealed.day) this.sealed = null;
    const row = value === this.#lastValue ? this.#lastRow : this.#rowFor(value);
    if (row === NO_ROW) {
      this.#overflow(hashOf(value), day, day);
      return NO_ROW;
    }
    this.#lastValue = value;
    this.#lastRow = row;
    if (seconds < (this.firstSeconds[row] as number)) this.firstSeconds[row] = seconds;
    if (seconds > (this.lastSeconds[row] as number)) this.lastSeconds[row] = seconds;
    if (newestDay - day >= W) {
      this.older[row] = (this.older[row] as number) + 1;
      return row;
    }
    const at = row * W + ringOf(day);
    this.days[at] = Math.min(DAY_EVENTS_MAX, (this.days[at] as number) + 1);
    return row;
  }

  /** Undoes `add` for events that are not to be learned. First and last times stay. */
  remove(value: string, day: number, newestDay: number): void {
    const row = this.rows.get(value);
    if (row === undefined) return;
    if (newestDay - day >= W) this.older[row] = Math.max(0, (this.older[row] as number) - 1);
    else {
      const at = row * W + ringOf(day);
      this.days[at] = Math.max(0, (this.days[at] as number) - 1);
    }
    if (this.#isEmpty(row)) this.#drop(row);
    this.sealed = null;
  }

  /** Makes room for days up to `day`, where `newestDay` was the last. */
  advance(newestDay: number, day: number): void {
    for (let next = Math.max(newestDay + 1, day - W + 1); next <= day; next++) {
      const slot = ringOf(next);
      for (let row = 0; row < this.values.length; row++) {
        const at = row * W + slot;
        this.older[row] = (this.older[row] as number) + (this.days[at] as number);
        this.days[at] = 0;
      }
    }
    this.sealed = null;
  }

  /** Makes room for so many rows at once, where they are about to be put back. */
  reserve(rows: number): void {
    if (rows > this.older.length) this.#resize(rows);
  }

  /** Puts back a packed row. */
  restore(value: string, firstSeconds: number, lastSeconds: number, older: number): number {
    const row = this.#append(value);
    this.#bytes += costOf(value);
    this.firstSeconds[row] = firstSeconds;
    this.lastSeconds[row] = lastSeconds;
    this.older[row] = older;
    return row;
  }

  #rowFor(value: string): number {
    const known = this.rows.get(value);
    if (known !== undefined) return known;
    if (this.cut !== Number.POSITIVE_INFINITY && hashOf(value) >= this.cut) return NO_ROW;
    this.#append(value);
    this.#bytes += costOf(value);
    while (this.#bytes > this.#bytesMax) this.#evict();
    return this.rows.get(value) ?? NO_ROW;
  }

  #append(value: string): number {
    const row = this.values.push(value) - 1;
    if (row >= this.older.length) this.#resize(Math.max(ROWS_FIRST, this.older.length * 2));
    this.rows.set(value, row);
    this.firstSeconds[row] = Number.POSITIVE_INFINITY;
    this.lastSeconds[row] = Number.NEGATIVE_INFINITY;
    return row;
  }

  /** The value of the largest hash goes: it will never come back, so what is kept of the others is whole. */
  #evict(): void {
    let worst = 0;
    let hash = -1;
    for (let row = 0; row < this.values.length; row++) {
      const own = hashOf(this.values[row] as string);
      if (own > hash) [worst, hash] = [row, own];
    }
    this.cut = hash;
    const [first, last] = [this.firstSeconds[worst] as number, this.lastSeconds[worst] as number];
    // A value that goes as it comes has no time yet: its event is on its way to the overflow.
    if (first !== Number.POSITIVE_INFINITY) this.#overflow(hash, dayOfSeconds(first), dayOfSeconds(last));
    this.#drop(worst);
    this.sealed = null;
  }

  #overflow(hash: number, firstDay: number, lastDay: number): void {
    this.overflow ??= new Overflow();
    this.overflow.add(hash, firstDay, lastDay);
  }

  #isEmpty(row: number): boolean {
    if ((this.older[row] as number) > 0) return false;
    for (let slot = 0; slot < W; slot++) if ((this.days[row * W + slot] as number) > 0) return false;
    return true;
  }

  /** The last row moves into the gap. */
  #drop(row: number): void {
    const value = this.values[row] as string;
    this.#bytes -= costOf(value);
    this.rows.delete(value);
    const last = this.values.length - 1;
    const moved = this.values.pop() as string;
    if (row !== last) {
      this.values[row] = moved;
      this.rows.set(moved, row);
      this.firstSeconds[row] = this.firstSeconds[last] as number;
      this.lastSeconds[row] = this.lastSeconds[last] as number;
      this.older[row] = this.older[last] as number;
      this.days.copyWithin(row * W, last * W, last * W + W);
    }
    this.older[last] = 0;
    this.days.fill(0, last * W, last * W + W);
    this.#lastValue = null;
  }

  #resize(rows: number): void {
    this.firstSeconds = resized(this.firstSeconds, rows);
    this.lastSeconds = resized(this.lastSeconds, rows);
    this.older = resized(this.older, rows);
    const days = new Uint16Array(rows * W);
    days.set(this.days);
    this.days = days;
  }
}

function resized(numbers: Float64Array, length: number): Float64Array<ArrayBuffer> {
  const longer = new Float64Array(length);
  longer.set(numbers);
  return longer;
}

/** Once for every value of every call: as whole numbers, of which the remainder is no call into the C library. */
export function ringOf(day: number): number {
  const slot = (day | 0) % W;
  return slot < 0 ? slot + W : slot;
}

/** The slot of the day before. */
export function slotBefore(slot: number): number {
  return slot === 0 ? W - 1 : slot - 1;
}

export function dayOf(timeMs: number): number {
  return Math.floor(timeMs / DAY_MS);
}

function dayOfSeconds(seconds: number): number {
  return Math.floor(seconds / 86_400);
}

/** Which values stay when room ends. Chosen by nobody in particular: 53 bits of a fixed hash. */
export function hashOf(value: string): number {
  return hash53(value, 0, "");
}

/** Most bytes of a value in a packed profile: itself in JSON, and its numbers at their longest. */
function costOf(value: string): number {
  return jsonBytesOf(value) + VALUE_FIXED_BYTES;
}
