/** The events of a value's newest days ↔ a few characters: one for a day of up to 62 events, three for more. */

import { DAY_EVENTS_MAX, FREQUENCY_DAYS_KEPT } from "../limits.ts";
import { type FrequencyTable, ringOf, slotBefore } from "./frequency.ts";

const DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_";
/** Stands before two digits. */
const LONG = "~";

const VALUES = new Int8Array(128).fill(-1);
for (let value = 0; value < DIGITS.length; value++) VALUES[DIGITS.charCodeAt(value)] = value;
const LONG_CODE = LONG.charCodeAt(0);

/** From the newest day backwards, without the zeros at the end. */
export function packDays({ days }: FrequencyTable, row: number, newestDay: number): string {
  const start = row * FREQUENCY_DAYS_KEPT;
  let text = "";
  let zeros = "";
  for (let age = 0, slot = ringOf(newestDay); age < FREQUENCY_DAYS_KEPT; age++, slot = slotBefore(slot)) {
    const count = days[start + slot] as number;
    if (count === 0) zeros += DIGITS[0];
    else {
      text += zeros + (count < DIGITS.length ? DIGITS[count] : `${LONG}${DIGITS[count >> 6]}${DIGITS[count & 63]}`);
      zeros = "";
    }
  }
  return text;
}

export function unpackDays({ days }: FrequencyTable, row: number, packed: string, newestDay: number): void {
  const start = row * FREQUENCY_DAYS_KEPT;
  let at = 0;
  let slot = ringOf(newestDay);
  for (let age = 0; age < FREQUENCY_DAYS_KEPT && at < packed.length; age++, slot = slotBefore(slot)) {
    let count = valueAt(packed, at);
    if (packed.charCodeAt(at) === LONG_CODE) {
      count = valueAt(packed, at + 1) * 64 + valueAt(packed, at + 2);
      at += 2;
    }
    at++;
    days[start + slot] = Math.min(DAY_EVENTS_MAX, Math.max(0, count));
  }
}

/** -1 for what is no digit, and behind the end. */
function valueAt(packed: string, at: number): number {
  return VALUES[packed.charCodeAt(at)] ?? -1;
}
