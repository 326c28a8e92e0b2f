/** Inputs from samples: a few changes each, some blind, some of the kinds that parsers trip over. */

import type { Random } from "../simulate/random.ts";

/** Texts that mean something to some parser. */
const TOKENS = [
  "\u0000",
  "\ud800",
  "\udfff",
  "\ufeff",
  "\u2028",
  "\\u0000",
  "\\ud800",
  "\\",
  '"',
  "'",
  "`",
  "<",
  ">",
  "&",
  "&amp;",
  "&#x0;",
  "&#55296;",
  "]]>",
  "<!--",
  "<![CDATA[",
  "<?xml",
  "</",
  "/>",
  "{",
  "}",
  "[",
  "]",
  ",",
  ":",
  ";",
  "#",
  "|",
  "!",
  "||",
  "^",
  "*",
  "*.",
  "**",
  "${",
  "${aws:username}",
  "?",
  "%",
  "%00",
  "%zz",
  "+",
  "=",
  "/",
  "//",
  "../",
  "\n",
  "\r\n",
  "\r",
  "\t",
  " ",
  "-",
  "--",
  "__proto__",
  '"__proto__":{"a":1},',
  '"constructor":null,',
  "1e400",
  "-1e400",
  "1e-400",
  "-0",
  "0",
  "00",
  "9007199254740993",
  "NaN",
  "Infinity",
  "null",
  "true",
  "false",
  "[]",
  "{}",
  '""',
  "é",
  "💥",
  "\u202e",
  "www.",
  "http://",
  "xn--",
  "0.0.0.0/0",
  "::/0",
  "::ffff:1.2.3.4",
  "256.1.1.1",
  "1.2.3.4-1.2.3.9",
  "NODATA",
  "SKIPDATA",
  "OK",
  "ACCEPT",
  "version",
  "Records",
  "logEvents",
  "message",
  "omitted",
  "2026-02-30T25:61:61Z",
  "0000-00-00",
  "AWSLogs/",
  "o-1234567890",
  "@channel",
  "<!here>",
  "arn:aws:iam::123456789012:root",
] as const;

export function mutatedText(random: Random, sample: string, others: readonly string[]): string {
  let text = sample;
  for (let left = changes(random); left > 0; left--) text = changed(random, text, others);
  return text;
}

/** Most inputs are changed little, so that they get deep into the parser. */
function changes(random: Random): number {
  return random.pick([0, 1, 1, 1, 2, 2, 3, 5, 12]);
}

const TEXT_CHARS_MAX = 400_000;

function changed(random: Random, text: string, others: readonly string[]): string {
  const at = random.below(text.length + 1);
  const end = Math.min(text.length, at + span(random));
  switch (random.below(9)) {
    case 0:
    case 1:
      return text.slice(0, at) + random.pick(TOKENS) + text.slice(at);
    case 2:
      return text.slice(0, at) + random.pick(TOKENS) + text.slice(end);
    case 3:
      return text.slice(0, at) + text.slice(end);
    case 4:
      return text.slice(0, end) + text.slice(at);
    case 5:
      return text.slice(0, at);
    case 6: {
      const other = random.pick(others);
      const from = random.below(other.length + 1);
      return text.slice(0, at) + other.slice(from, from + span(random)) + text.slice(at);
    }
    case 7:
      return (
        text.slice(0, at) + String.fromCharCode(random.below(random.pick([128, 256, 65_536]))) + text.slice(at + 1)
      );
    default:
      return repeated(random, text, at, end);
  }
}

function span(random: Random): number {
  return random.below(random.pick([2, 8, 40, 400]));
}

/** Seldom very long: one in a thousand cases is enough of those that take long by their size. */
function repeated(random: Random, text: string, at: number, end: number): string {
  const times = random.chance(0.02) ? 10_000 : random.between(2, 20);
  const part = text.slice(at, end) || random.pick(["[", '{"a":', "(", "a", "<a>"]);
  const fits = Math.max(1, Math.min(times, Math.floor((TEXT_CHARS_MAX - text.length) / part.length)));
  return text.slice(0, at) + part.repeat(fits) + text.slice(end);
}

export function mutatedBytes(random: Random, sample: Uint8Array): Uint8Array {
  let bytes: Uint8Array = sample.slice();
  for (let left = changes(random); left > 0 && bytes.length > 0; left--) {
    const at = random.below(bytes.length);
    const end = Math.min(bytes.length, at + span(random));
    switch (random.below(5)) {
      case 0:
        bytes[at] = (bytes[at] ?? 0) ^ (1 << random.below(8));
        break;
      case 1:
        bytes[at] = random.pick([0, 1, 0x7f, 0x80, 0xff, random.below(256)]);
        break;
      case 2:
        bytes = joined(bytes.subarray(0, at), bytes.subarray(end));
        break;
      case 3:
        bytes = joined(bytes.subarray(0, end), bytes.subarray(at));
        break;
      default:
        bytes = random.chance(0.3) ? bytes.slice(0, at) : bytes;
    }
  }
  return bytes;
}

function joined(one: Uint8Array, other: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(one.length + other.length);
  bytes.set(one);
  bytes.set(other, one.length);
  return bytes;
}

/** The same bytes, cut anywhere: no parser of a stream may mind. */
export function slices(random: Random, bytes: Uint8Array): Uint8Array[] {
  const all: Uint8Array[] = [];
  for (let at = 0; at < bytes.length;) {
    const end = at + 1 + random.below(random.pick([1, 16, 300, 5_000]));
    all.push(bytes.slice(at, end));
    at = end;
  }
  return all;
}
