/**
 * JSON checked on its bytes, as strictly as JSON.parse does (RFC 8259), without making values of it.
 * Every function takes bytes that end in a zero byte, which no JSON has: none looks further.
 */

import { RECORD_DEPTH_MAX } from "../../limits.ts";

export const QUOTE = 0x22;
export const COMMA = 0x2c;
export const COLON = 0x3a;
export const OPEN_BRACE = 0x7b;
export const CLOSE_BRACE = 0x7d;
export const OPEN_BRACKET = 0x5b;
export const CLOSE_BRACKET = 0x5d;
export const BACKSLASH = 0x5c;
const BLANK = 0x20;
const MINUS = 0x2d;
const ZERO = 0x30;
const NINE = 0x39;
const DOT = 0x2e;
const UNICODE = 0x75;

/** What functions give where the bytes are no JSON, or end too early. */
export const NOT_JSON = -1;

function table(bytes: Iterable<number>): Uint8Array {
  const marks = new Uint8Array(256);
  for (const byte of bytes) marks[byte] = 1;
  return marks;
}

const codes = (chars: string): number[] => Array.from(chars, (char) => char.charCodeAt(0));
/** Bytes at which text must be looked at: its end, an escape, and the control characters that it must escape. */
const STOPS = table([QUOTE, BACKSLASH, ...Array.from({ length: BLANK }, (_, code) => code)]);
const ESCAPES = table(codes('"\\/bfnrt'));
const HEX = table(codes("0123456789abcdefABCDEF"));
const [TRUE, FALSE, NULL] = ["true", "false", "null"].map((word) => Uint8Array.from(codes(word))) as [
  Uint8Array,
  Uint8Array,
  Uint8Array,
];

/** The first place from `at` on that is no blank. */
export function skipBlanks(bytes: Uint8Array, at: number): number {
  let next = at;
  while (isBlank(bytes[next] as number)) next++;
  return next;
}

function isBlank(byte: number): boolean {
  return byte === BLANK || byte === 0x0a || byte === 0x0d || byte === 0x09;
}

/** Behind the quote that ends the text which began before `from`. */
export function endOfText(bytes: Uint8Array, from: number): number {
  let at = from;
  for (;;) {
    // Four bytes a turn: this loop is half of what reading a log costs.
    while (
      STOPS[bytes[at] as number] === 0 &&
      STOPS[bytes[++at] as number] === 0 &&
      STOPS[bytes[++at] as number] === 0 &&
      STOPS[bytes[++at] as number] === 0
    ) {
      at++;
    }
    const byte = bytes[at];
    if (byte === QUOTE) return at + 1;
    if (byte !== BACKSLASH) return NOT_JSON;
    const escape = bytes[at + 1] as number;
    if (ESCAPES[escape] === 1) at += 2;
    else if (escape === UNICODE && areHex(bytes, at + 2)) at += 6;
    else return NOT_JSON;
  }
}

function areHex(bytes: Uint8Array, at: number): boolean {
  for (let digit = 0; digit < 4; digit++) if (HEX[bytes[at + digit] as number] === 0) return false;
  return true;
}

/** By nesting level, whether it is an object. */
const IS_OBJECT = new Uint8Array(RECORD_DEPTH_MAX);

/** Behind the value at `from`: the member of a record. Deeper than a record may be counts as no JSON. */
export function endOfValue(bytes: Uint8Array, from: number): number {
  let depth = 0;
  let at = from;
  for (;;) {
    const byte = bytes[at] as number;
    if (byte === QUOTE) at = endOfText(bytes, at + 1);
    else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) {
      if (++depth >= RECORD_DEPTH_MAX) return NOT_JSON;
      IS_OBJECT[depth] = byte === OPEN_BRACE ? 1 : 0;
      at = skipBlanks(bytes, at + 1);
      if (bytes[at] !== (byte === OPEN_BRACE ? CLOSE_BRACE : CLOSE_BRACKET)) {
        if (byte === OPEN_BRACE) at = endOfKey(bytes, at);
        if (at === NOT_JSON) return NOT_JSON;
        continue;
      }
    } else at = endOfScalar(bytes, at);
    if (at === NOT_JSON) return NOT_JSON;
    // What has ended is a value, or an empty object or list whose bracket is here.
    for (;;) {
      if (depth === 0) return at;
      at = skipBlanks(bytes, at);
      const next = bytes[at];
      const isObject = IS_OBJECT[depth] === 1;
      if (next === COMMA) {
        at = skipBlanks(bytes, at + 1);
        if (isObject) at = endOfKey(bytes, at);
        if (at === NOT_JSON) return NOT_JSON;
        break;
      }
      if (next !== (isObject ? CLOSE_BRACE : CLOSE_BRACKET)) return NOT_JSON;
      depth--;
      at++;
    }
  }
}

/** The value behind the key at `at`. */
function endOfKey(bytes: Uint8Array, at: number): number {
  if (bytes[at] !== QUOTE) return NOT_JSON;
  const end = endOfText(bytes, at + 1);
  if (end === NOT_JSON) return NOT_JSON;
  const colon = skipBlanks(bytes, end);
  return bytes[colon] === COLON ? skipBlanks(bytes, colon + 1) : NOT_JSON;
}

function endOfScalar(bytes: Uint8Array, at: number): number {
  switch (bytes[at]) {
    case TRUE[0]:
      return endOfWord(bytes, at, TRUE);
    case FALSE[0]:
      return endOfWord(bytes, at, FALSE);
    case NULL[0]:
      return endOfWord(bytes, at, NULL);
    default:
      return endOfNumber(bytes, at);
  }
}

function endOfWord(bytes: Uint8Array, from: number, word: Uint8Array): number {
  for (let at = 1; at < word.length; at++) if (bytes[from + at] !== word[at]) return NOT_JSON;
  return from + word.length;
}

function endOfNumber(bytes: Uint8Array, from: number): number {
  let at = bytes[from] === MINUS ? from + 1 : from;
  const whole = at;
  at = skipDigits(bytes, at);
  if (at === whole || (bytes[whole] === ZERO && at > whole + 1)) return NOT_JSON;
  if (bytes[at] === DOT) {
    const digits = at + 1;
    at = skipDigits(bytes, digits);
    if (at === digits) return NOT_JSON;
  }
  if (bytes[at] !== 0x65 && bytes[at] !== 0x45) return at;
  const sign = bytes[at + 1];
  const digits = sign === 0x2b || sign === MINUS ? at + 2 : at + 1;
  at = skipDigits(bytes, digits);
  return at === digits ? NOT_JSON : at;
}

function skipDigits(bytes: Uint8Array, at: number): number {
  let next = at;
  while ((bytes[next] as number) >= ZERO && (bytes[next] as number) <= NINE) next++;
  return next;
}
