/** The time format of x-amz-date: ISO 8601 basic, UTC, to the second. */

const AMZ_DATE = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z$/;

/** `20150830T123600Z` to milliseconds, or null for another format or a day that no calendar has. */
export function parseAmzDate(text: string): number | null {
  const match = AMZ_DATE.exec(text);
  if (!match) return null;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1).map(Number);
  const timeMs = Date.UTC(year, month - 1, day, hour, minute, second);
  return formatAmzDate(timeMs) === text ? timeMs : null;
}

/** Milliseconds to `20150830T123600Z`. */
export function formatAmzDate(timeMs: number): string {
  return new Date(timeMs).toISOString().replaceAll(/[-:]|\.\d{3}/g, "");
}
