/** Hashes for names: SHA-256 where an attacker could gain from a collision, a fast mix where none could. */

import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import { encodeUtf8 } from "./text.ts";

/** First 32 hex digits of SHA-256 over the parts, each with its length, so that no two lists of parts run together. */
export function hashId(...parts: readonly string[]): string {
  return sha256Hex(encodeUtf8(parts.map((part) => `${part.length}:${part}`).join(""))).slice(0, 32);
}

export function sha256Hex(bytes: Uint8Array): string {
  return bytesToHex(sha256(bytes));
}

/** 53 bits, not cryptographic: for ids that AWS makes and no attacker chooses. */
export function hash53(text: string): number {
  let high = 0xdeadbeef;
  let low = 0x41c6ce57;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    high = Math.imul(high ^ code, 0x9e3779b1);
    low = Math.imul(low ^ code, 0x5f356495);
  }
  high = Math.imul(high ^ (high >>> 16), 0x85ebca6b) ^ Math.imul(low ^ (low >>> 13), 0xc2b2ae35);
  low = Math.imul(low ^ (low >>> 16), 0x85ebca6b) ^ Math.imul(high ^ (high >>> 13), 0xc2b2ae35);
  return 4294967296 * (2097151 & low) + (high >>> 0);
}
