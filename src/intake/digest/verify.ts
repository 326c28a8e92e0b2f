/**
 * A digest object against its signature. Sources: CloudTrail User Guide, "Custom implementations of CloudTrail log file
 * integrity validation"; and what the AWS CLI's `cloudtrail validate-logs` does where the page leaves room:
 *   - all hashes (of the digest, of its predecessor, of log files) are over the UNCOMPRESSED bytes: it inflates first;
 *   - a starting digest signs the literal text "null" for the signature of its predecessor;
 *   - backfill digests (`…_backfill.json.gz`) sign the same text and form a chain of their own; their metadata field
 *     `backfill-generation-timestamp` says when they were signed, which is when their public key was valid.
 */

import { Buffer } from "node:buffer";
import { createHash, createPublicKey, createVerify, type KeyObject } from "node:crypto";
import { msFromIso } from "../../core/net/time.ts";
import { err, ok, type Result } from "../../core/result.ts";
import { type Digest, parseDigest } from "./parse.ts";

/** As read from S3. */
export type DigestObject = {
  readonly bucket: string;
  readonly key: string;
  /** Inflated. */
  readonly content: Uint8Array;
  /** `x-amz-meta-signature`: hexadecimal. */
  readonly signature: string | null;
  /** `x-amz-meta-signature-algorithm`: "SHA256withRSA". */
  readonly signatureAlgorithm: string | null;
  /** `x-amz-meta-backfill-generation-timestamp`, of backfill digests; ms. */
  readonly generatedMs: number | null;
};

/** `headers`: of the GetObject answer. `content`: its body, inflated. */
export function digestObject(bucket: string, key: string, headers: Headers, content: Uint8Array): DigestObject {
  return {
    bucket,
    key,
    content,
    signature: headers.get("x-amz-meta-signature"),
    signatureAlgorithm: headers.get("x-amz-meta-signature-algorithm"),
    generatedMs: msFromIso(headers.get("x-amz-meta-backfill-generation-timestamp") ?? ""),
  };
}

/** DER (PKCS #1) of the public key with this fingerprint that was valid around `timeMs`, or null. */
export type KeyOf = (fingerprint: string, timeMs: number) => Promise<Uint8Array | null>;

export type DigestFault =
  /** Not a digest: not gzip, not JSON, fields missing. */
  | "unreadable"
  /** It names another bucket or key than the one it lies at. */
  | "moved"
  /** Its metadata carry no signature, or of another algorithm. */
  | "unsigned"
  /** CloudTrail knows no public key of this fingerprint in this Region and time. */
  | "unknown-key"
  | "invalid-signature";

export type CheckedDigest = {
  readonly bucket: string;
  readonly key: string;
  /** SHA-256 of the uncompressed content, hexadecimal. */
  readonly sha256: string;
  readonly signature: string | null;
  /** Null where it could not be read. */
  readonly digest: Digest | null;
  /** Null for a digest that stands where CloudTrail put it, as CloudTrail signed it. */
  readonly fault: DigestFault | null;
  readonly detail: string;
};

const ALGORITHM = "SHA256withRSA";

/** Whether one digest is where and what CloudTrail delivered; `chain.ts` tells whether all of them are. Throws as `keyOf`. */
export async function checkDigest(object: DigestObject, keyOf: KeyOf): Promise<CheckedDigest> {
  const { bucket, key, signature } = object;
  const sha256 = createHash("sha256").update(object.content).digest("hex");
  const parsed = parseDigest(new TextDecoder().decode(object.content));
  const digest = parsed.ok ? parsed.value : null;
  const checked = { bucket, key, sha256, signature, digest };
  if (!parsed.ok) return { ...checked, fault: "unreadable", detail: parsed.error };
  const fault = placeFault(object, parsed.value) ?? (await signatureFault(object, parsed.value, sha256, keyOf));
  return { ...checked, fault: fault?.fault ?? null, detail: fault?.detail ?? "" };
}

type Fault = { readonly fault: DigestFault; readonly detail: string };

function placeFault(object: DigestObject, digest: Digest): Fault | null {
  if (digest.digestS3Bucket === object.bucket && digest.digestS3Object === object.key) return null;
  return { fault: "moved", detail: `it was delivered as ${digest.digestS3Bucket}/${digest.digestS3Object}` };
}

async function signatureFault(
  object: DigestObject,
  digest: Digest,
  sha256: string,
  keyOf: KeyOf,
): Promise<Fault | null> {
  const { signature, signatureAlgorithm } = object;
  if (signature === null) return { fault: "unsigned", detail: "its metadata carry no signature" };
  if (signatureAlgorithm !== ALGORITHM || digest.digestSignatureAlgorithm !== ALGORITHM) {
    return { fault: "unsigned", detail: `signed with "${signatureAlgorithm}", not ${ALGORITHM}`.slice(0, 200) };
  }
  const der = await keyOf(digest.digestPublicKeyFingerprint, object.generatedMs ?? digest.endMs);
  const key = der && publicKeyOf(der);
  if (key === null) {
    return { fault: "unknown-key", detail: `no public key has the fingerprint ${digest.digestPublicKeyFingerprint}` };
  }
  if (!key.ok) return { fault: "unknown-key", detail: key.error };
  return isSigned(key.value, signedText(digest, sha256), signature)
    ? null
    : { fault: "invalid-signature", detail: "its content is not what CloudTrail signed" };
}

/** What CloudTrail signs, from the digest's own fields. */
export function signedText(digest: Digest, sha256: string): string {
  const place = `${digest.digestS3Bucket}/${digest.digestS3Object}`;
  return `${digest.digestEndTime}\n${place}\n${sha256}\n${digest.previousDigestSignature ?? "null"}`;
}

function publicKeyOf(der: Uint8Array): Result<KeyObject> {
  try {
    return ok(createPublicKey({ key: Buffer.from(der), format: "der", type: "pkcs1" }));
  } catch {
    return err("its public key is not a PKCS #1 key");
  }
}

function isSigned(key: KeyObject, text: string, signature: string): boolean {
  if (!/^(?:[0-9a-f]{2})+$/i.test(signature)) return false;
  try {
    return createVerify("RSA-SHA256").update(text).verify(key, Buffer.from(signature, "hex"));
  } catch {
    return false;
  }
}
