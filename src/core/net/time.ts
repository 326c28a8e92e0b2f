/** Times of logs and findings: milliseconds since the epoch ↔ ISO 8601 text in UTC, by own arithmetic on the civil calendar. */

import { invariant } from "../invariant.ts";

const DAY_MS = 86_400_000;
/** 1970-01-01 as days since 0001-01-01 of the proleptic Gregorian calendar. */
const EPOCH_DAYS = 719_162;
const DAYS_IN_400_YEARS = 146_097;
const MS_MIN = -62_135_596_800_000;
const MS_MAX = 253_402_300_799_999;

/** Days of the year before each month (1 to 12) of a common year. */
const DAYS_BEFORE = [0, 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];
const DAYS_IN = [0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function isLeap(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

/** Days since 1970-01-01 of a date that exists; years 1 to 9999. */
function daysFromCivil(year: number, month: number, day: number): number {
  const past = year - 1;
  const leaps = (past >> 2) - Math.floor(past / 100) + Math.floor(past / 400);
  const leapDay = month > 2 && isLeap(year) ? 1 : 0;
  return past * 365 + leaps + (DAYS_BEFORE[month] ?? 0) + leapDay + day - 1 - EPOCH_DAYS;
}

/** Two digits at a place as a number; -1 if either is none. */
function two(text: string, at: number): number {
  const tens = text.charCodeAt(at) - 48;
  const ones = text.charCodeAt(at + 1) - 48;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : -1;
}

/** Milliseconds of ".123456789", digits past the third cut off, and where it ends; null if it is none. */
function fraction(text: string): { ms: number; end: number } | null {
  let ms = 0;
  let end = 20;
  for (; end < text.length && end < 29; end++) {
    const digit = text.charCodeAt(end) - 48;
    if (!(digit >= 0 && digit <= 9)) break;
    if (end < 23) ms = ms * 10 + digit;
  }
  if (end === 20) return null;
  return { ms: end === 21 ? ms * 100 : end === 22 ? ms * 10 : ms, end };
}

const MINUS = 45;
const COLON = 58;

function separatorsAreRight(text: string): boolean {
  const middle = text.charCodeAt(10);
  return (
    text.charCodeAt(4) === MINUS &&
    text.charCodeAt(7) === MINUS &&
    (middle === 84 || middle === 32) &&
    text.charCodeAt(13) === COLON &&
    text.charCodeAt(16) === COLON
  );
}

/**
 * "2024-07-31T13:06:24Z", "2024-07-31T13:06:24.123Z" or "2025-01-21 17:39:10.000000000" → milliseconds since the epoch.
 * UTC always: a "Z" may be left out, another offset is refused. Up to nine digits of fraction, cut to milliseconds.
 * `null` for anything else, dates that do not exist and leap seconds included.
 */
export function msFromIso(text: string): number | null {
  if (text.length < 19 || !separatorsAreRight(text)) return null;
  const century = two(text, 0);
  const yearOfCentury = two(text, 2);
  const month = two(text, 5);
  const day = two(text, 8);
  const hour = two(text, 11);
  const minute = two(text, 14);
  const second = two(text, 17);
  if (century < 0 || yearOfCentury < 0 || hour < 0 || hour > 23) return null;
  if (minute < 0 || minute > 59 || second < 0 || second > 59) return null;
  const year = century * 100 + yearOfCentury;
  const daysInMonth = month === 2 && isLeap(year) ? 29 : (DAYS_IN[month] ?? 0);
  if (year < 1 || day < 1 || day > daysInMonth) return null;

  let ms = 0;
  let end = 19;
  if (text.charCodeAt(19) === 46) {
    const part = fraction(text);
    if (part === null) return null;
    ms = part.ms;
    end = part.end;
  }
  if (end !== text.length && !(end === text.length - 1 && text.charCodeAt(end) === 90)) return null;
  return daysFromCivil(year, month, day) * DAY_MS + ((hour * 60 + minute) * 60 + second) * 1000 + ms;
}

function padded(value: number, width: number): string {
  return String(value).padStart(width, "0");
}

/** Year, month and day of a day count since 1970-01-01, as "2024-07-31". */
function civilFromDays(days: number): string {
  const sinceYearOne = days + EPOCH_DAYS;
  // A first guess from the mean length of a year is at most one year off.
  let year = Math.floor((sinceYearOne * 400) / DAYS_IN_400_YEARS) + 1;
  if (daysFromCivil(year, 1, 1) > days) year--;
  else if (daysFromCivil(year + 1, 1, 1) <= days) year++;
  const dayOfYear = days - daysFromCivil(year, 1, 1);
  let month = 12;
  while (month > 1 && daysFromCivil(year, month, 1) - daysFromCivil(year, 1, 1) > dayOfYear) month--;
  const day = days - daysFromCivil(year, month, 1) + 1;
  return `${padded(year, 4)}-${padded(month, 2)}-${padded(day, 2)}`;
}

/** Milliseconds since the epoch (integer, years 1 to 9999) → "2024-07-31T13:06:24.000Z". */
export function isoFromMs(timeMs: number): string {
  invariant(Number.isSafeInteger(timeMs) && timeMs >= MS_MIN && timeMs <= MS_MAX, `not a time in ms: ${timeMs}`);
  const days = Math.floor(timeMs / DAY_MS);
  const ofDay = timeMs - days * DAY_MS;
  const hour = padded(Math.floor(ofDay / 3_600_000), 2);
  const minute = padded(Math.floor(ofDay / 60_000) % 60, 2);
  const second = padded(Math.floor(ofDay / 1000) % 60, 2);
  return `${civilFromDays(days)}T${hour}:${minute}:${second}.${padded(ofDay % 1000, 3)}Z`;
}
