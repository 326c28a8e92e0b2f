/** CloudTrail's part in digests: a key that signs them, and ListPublicKeys. */

import { generateKeyPairSync, sign } from "node:crypto";

/** One for all runs of a thread: of signatures a run sees the length alone. */
const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 1_024 });
export const FINGERPRINT = "31e8b5433410dfb61a9dc45cc65b22ff";

/** Hexadecimal, as in a digest's metadata. */
export function signed(text: string): string {
  return sign("RSA-SHA256", Buffer.from(text), privateKey).toString("hex");
}

export function listPublicKeys(): Response {
  const value = publicKey.export({ type: "pkcs1", format: "der" }).toString("base64");
  return Response.json({ PublicKeyList: [{ Fingerprint: FINGERPRINT, Value: value }] });
}
