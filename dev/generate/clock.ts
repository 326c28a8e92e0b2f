/** The generated time: whole days from a Monday on. */

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

/** Monday, 26 October 2026. */
export const START_MS = Date.UTC(2026, 9, 26);

/** Attacks begin on day 15, when 14 days have been learned. */
export const SCENARIO_FIRST_DAY = 14;
export const SCENARIO_DAYS_MIN = SCENARIO_FIRST_DAY + 2;

/** To the second, as CloudTrail and the resolver write it. */
export function isoSecond(timeMs: number): string {
  return `${new Date(timeMs).toISOString().slice(0, 19)}Z`;
}

export function dayStartMs(day: number): number {
  return START_MS + day * DAY_MS;
}

/** 0 Sunday to 6 Saturday, where the clock is `offsetHours` ahead of UTC. */
export function weekday(timeMs: number, offsetHours: number): number {
  return new Date(timeMs + offsetHours * HOUR_MS).getUTCDay();
}
