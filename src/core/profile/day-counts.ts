/** The events of a value's newest days ↔ a few characters: one for a day of up to 62 events, three for more. */

import { DAY_EVENTS_MAX, FREQUENCY_DAYS_KEPT } from "../limits.ts";
import { type FrequencyTable, ringOf } from "./frequency.ts";

const DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_";
/** Stands before two digits. */
const LONG = "~";

/** From the newest day backwards, without the zeros at the end. */
export function packDays(table: FrequencyTable, row: number, newestDay: number): string {
  const start = row * FREQUENCY_DAYS_KEPT;
  let last = FREQUENCY_DAYS_KEPT - 1;
  while (last >= 0 && table.days[start + ringOf(newestDay - last)] === 0) last--;
  let text = "";
  for (let age = 0; age <= last; age++) {
    const count = table.days[start + ringOf(newestDay - age)] as number;
    text += count < DIGITS.length ? DIGITS[count] : `${LONG}${DIGITS[count >> 6]}${DIGITS[count & 63]}`;
  }
  return text;
}

export function unpackDays(table: FrequencyTable, row: number, packed: string, newestDay: number): void {
  let at = 0;
  for (let age = 0; age < FREQUENCY_DAYS_KEPT && at < packed.length; age++) {
    let count = DIGITS.indexOf(packed[at] as string);
    if (packed[at] === LONG) {
      count = DIGITS.indexOf(packed[at + 1] ?? "") * 64 + DIGITS.indexOf(packed[at + 2] ?? "");
      at += 2;
    }
    at++;
    table.days[row * FREQUENCY_DAYS_KEPT + ringOf(newestDay - age)] = Math.min(DAY_EVENTS_MAX, Math.max(0, count));
  }
}
