/** How much a registered name looks made by a machine: a weak sign, never enough by itself. */

/** 0 (like a word) to 1. `domain`: the registered domain, ASCII, lower case; its first label is looked at. */
export function nameShape(domain: string): number {
  const label = domain.split(".")[0] ?? "";
  if (label.length < 6) return 0;
  const signs = [
    label.length >= 24 ? 0.25 : 0,
    digitRuns(label) >= 2 ? 0.3 : 0,
    share(label, /\d/g) >= 0.25 ? 0.25 : 0,
    (label.match(/-/g)?.length ?? 0) >= 3 ? 0.25 : 0,
    longestRun(label, /[bcdfghjklmnpqrstvwxz]+/g) >= 5 ? 0.35 : 0,
    label.length >= 10 && share(label, /[aeiouy]/g) < 0.2 ? 0.25 : 0,
  ];
  return Math.min(
    1,
    signs.reduce((sum, sign) => sum + sign, 0),
  );
}

/** Digits between letters: "a3f9k2" has three, "shop2024" one. */
function digitRuns(label: string): number {
  return label.match(/\d+/g)?.length ?? 0;
}

function share(label: string, pattern: RegExp): number {
  return (label.match(pattern)?.length ?? 0) / label.length;
}

function longestRun(label: string, pattern: RegExp): number {
  return Math.max(0, ...(label.match(pattern) ?? []).map((run) => run.length));
}
