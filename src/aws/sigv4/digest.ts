/** SHA-256, HMAC and the signing key, over WebCrypto: the same in Workers and in Node. */

import type { CredentialScope } from "./authorization.ts";

const HMAC = { name: "HMAC", hash: "SHA-256" };
const encoder = new TextEncoder();

export async function sha256Hex(data: Uint8Array | string): Promise<string> {
  const bytes = typeof data === "string" ? encoder.encode(data) : data;
  return toHex(new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)));
}

export function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Of an even number of hex digits; the caller has checked them. */
export function fromHex(hex: string): Uint8Array {
  return Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

/** True when `signature` (hex) signs `text` with the key of this secret and scope. WebCrypto compares in constant time. */
export async function signatureHolds(
  secret: string,
  scope: CredentialScope,
  text: string,
  signature: string,
): Promise<boolean> {
  const key = await importKey(await signingKey(secret, scope));
  return crypto.subtle.verify(HMAC, key, fromHex(signature), encoder.encode(text));
}

/** Equal or not, in a time that tells nothing of where two texts differ: their digests are compared, in full. */
export async function equalInConstantTime(a: string, b: string): Promise<boolean> {
  const [left, right] = await Promise.all([sha256Hex(a), sha256Hex(b)]);
  let difference = 0;
  for (let i = 0; i < left.length; i++) difference |= left.charCodeAt(i) ^ right.charCodeAt(i);
  return difference === 0;
}

async function signingKey(secret: string, scope: CredentialScope): Promise<Uint8Array> {
  let key = encoder.encode(`AWS4${secret}`);
  for (const part of [scope.date, scope.region, scope.service, "aws4_request"]) {
    key = new Uint8Array(await crypto.subtle.sign(HMAC, await importKey(key), encoder.encode(part)));
  }
  return key;
}

function importKey(bytes: Uint8Array): Promise<CryptoKey> {
  return crypto.subtle.importKey("raw", bytes, HMAC, false, ["sign", "verify"]);
}
