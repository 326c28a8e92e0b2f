/** JSON text of any shape, hostile ones among them. */

import type { Random } from "../simulate/random.ts";

const NAMES = [
  "eventName",
  "userIdentity",
  "Records",
  "__proto__",
  "constructor",
  "toString",
  "a",
  "",
  "\\ud800",
  "\\u0000",
  "Principal",
  "Statement",
] as const;

const TEXTS = [
  "",
  "\\ud800",
  "\\udc00\\ud800",
  "\\u0000",
  '\\n\\t\\\\\\"',
  "é💥",
  "__proto__",
  "2026-01-01T00:00:00Z",
  "198.51.100.7",
] as const;

/** A value as text; `depth` more levels at most, but for the few that are deep on purpose. */
export function jsonText(random: Random, depth = 3): string {
  switch (random.below(depth > 0 ? 12 : 8)) {
    case 0:
      return random.pick(["null", "true", "false"]);
    case 1:
      return random.pick(["0", "-0", "1e400", "-1e400", "1E-5", "9007199254740993", "12345678901234567890", "3.5"]);
    case 2:
      return `"${random.pick(TEXTS)}"`;
    case 3:
      return random.chance(0.01)
        ? `"${"x".repeat(random.between(200_000, 300_000))}"`
        : `"${random.word(random.below(30))}"`;
    case 4:
      return random.chance(0.02) ? nested(random, random.pick([60, 65, 1_000, 10_000])) : "{}";
    case 5:
    case 6:
    case 7:
      return `"${random.word(5)}"`;
    case 8:
      return `[${many(random, () => jsonText(random, depth - 1))}]`;
    default:
      return `{${many(random, () => `"${random.pick(NAMES)}":${jsonText(random, depth - 1)}`)}}`;
  }
}

function many(random: Random, make: () => string): string {
  return Array.from({ length: random.below(5) }, make).join(",");
}

function nested(random: Random, depth: number): string {
  const [open, close] = random.pick([
    ["[", "]"],
    ['{"a":', "}"],
    ['[{"a":', "}]"],
  ]) as [string, string];
  return `${open.repeat(depth)}1${close.repeat(depth)}`;
}

/** A flat or nested JSON object with one of its values replaced, one removed, one doubled. */
export function changedObject(random: Random, object: Readonly<Record<string, unknown>>): string {
  const members = Object.entries(object).map(([name, value]) => [name, JSON.stringify(value)] as [string, string]);
  for (let left = random.below(4); left > 0; left--) {
    const at = random.below(members.length);
    const member = members[at];
    if (member === undefined) break;
    switch (random.below(3)) {
      case 0:
        members[at] = [member[0], jsonText(random)];
        break;
      case 1:
        members.splice(at, 1);
        break;
      default:
        members.splice(random.below(members.length), 0, [member[0], jsonText(random)]);
    }
  }
  return `{${members.map(([name, text]) => `${JSON.stringify(name)}:${text}`).join(",")}}`;
}
