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
