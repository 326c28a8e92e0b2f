/** Identity by content: SHA-256 over parts that cannot run into each other. */

import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";

/**
 * 64 lower-case hex digits. Each part is preceded by its length in UTF-16 units, so that ["ab", "c"] and ["a", "bc"]
 * differ whatever an attacker writes into a part.
 */
export function sha256Hex(parts: readonly string[]): string {
  let text = "";
  for (const part of parts) text += `${part.length}:${part}`;
  return bytesToHex(sha256(utf8ToBytes(text)));
}

/** First 32 digits of `sha256Hex`: long enough for a name, short enough to read. */
export function hashId(...parts: readonly string[]): string {
  return sha256Hex(parts).slice(0, 32);
}

/** The two halves of a hash at work. Of an array: a variable of the module would be made anew, as an object, at each change. */
const state = new Int32Array(2);

/**
 * 53 bits over two texts and a number between them, without joining them to one text. Not cryptographic: for ids that
 * AWS makes and no attacker chooses. `end`: of the part of `first` that counts.
 */
export function hash53(first: string, number: number, second: string, end = first.length): number {
  begin(0);
  absorb(first, end);
  absorbNumber(number);
  absorb(second, second.length);
  return finished();
}

/** 53 bits over bytes and two numbers: four bytes at a time, where a text has to be asked for each of its characters. */
export function hash53OfBytes(bytes: Uint8Array, first: number, second: number): number {
  begin(bytes.length);
  absorbBytes(bytes);
  absorbNumber(first);
  absorbNumber(second);
  return finished();
}

function begin(salt: number): void {
  state[0] = 0xdeadbeef ^ salt;
  state[1] = 0x41c6ce57;
}

function absorb(text: string, end: number): void {
  let [high, low] = [state[0] as number, state[1] as number];
  for (let index = 0; index < end; index++) {
    const code = text.charCodeAt(index);
    high = Math.imul(high ^ code, 0x9e3779b1);
    low = Math.imul(low ^ code, 0x5f356495);
  }
  state[0] = high;
  state[1] = low;
}

/** The shifts carry what the upper bits hold down to the lower ones, which a product alone never does. */
function absorbBytes(bytes: Uint8Array): void {
  let [high, low] = [state[0] as number, state[1] as number];
  for (let at = 0; at < bytes.length; at += 4) {
    const word = wordAt(bytes, at);
    high = Math.imul(high ^ word, 0x9e3779b1);
    high ^= high >>> 15;
    low = Math.imul(low ^ word, 0x5f356495);
    low ^= low >>> 13;
  }
  state[0] = high;
  state[1] = low;
}

/** Behind the end are zeros. */
function wordAt(bytes: Uint8Array, at: number): number {
  if (at + 4 > bytes.length) {
    return (bytes[at] as number) | ((bytes[at + 1] ?? 0) << 8) | ((bytes[at + 2] ?? 0) << 16);
  }
  return (
    (bytes[at] as number) |
    ((bytes[at + 1] as number) << 8) |
    ((bytes[at + 2] as number) << 16) |
    ((bytes[at + 3] as number) << 24)
  );
}

function absorbNumber(number: number): void {
  const upper = Math.floor(number / 4_294_967_296);
  absorbUnit(upper >>> 16);
  absorbUnit(upper & 0xffff);
  absorbUnit(number >>> 16);
  absorbUnit(number & 0xffff);
}

/** 16 bits at a time, as texts: what differs in the upper bits alone would never reach the lower ones. */
function absorbUnit(unit: number): void {
  state[0] = Math.imul((state[0] as number) ^ unit, 0x9e3779b1);
  state[1] = Math.imul((state[1] as number) ^ unit, 0x5f356495);
}

function finished(): number {
  let [high, low] = [state[0] as number, state[1] as number];
  high = Math.imul(high ^ (high >>> 16), 0x85ebca6b) ^ Math.imul(low ^ (low >>> 13), 0xc2b2ae35);
  low = Math.imul(low ^ (low >>> 16), 0x85ebca6b) ^ Math.imul(high ^ (high >>> 13), 0xc2b2ae35);
  return 4_294_967_296 * (2_097_151 & low) + (high >>> 0);
}
