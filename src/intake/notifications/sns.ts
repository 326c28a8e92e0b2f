/**
 * Whether a message came from SNS, from a topic of ours, just now. Source: SNS Developer Guide, "Verifying the signatures
 * of Amazon SNS messages". A repeat within the hour is believed again: what it names has its row by then.
 */

import { Buffer } from "node:buffer";
import { createVerify, type KeyObject, X509Certificate } from "node:crypto";
import {
  SNS_AGE_MAX_MS,
  SNS_AHEAD_MAX_MS,
  SNS_CERTIFICATE_CHARS_MAX,
  SNS_CERTIFICATES_MAX,
} from "../../core/limits.ts";
import { msFromIso } from "../../core/net/time.ts";
import { err, ok, type Result } from "../../core/result.ts";
import { parseSnsMessage, type SnsMessage, signedText } from "./sns-message.ts";

export type SnsRefusal = {
  readonly kind: "shape" | "version" | "topic" | "time" | "certificate" | "signature";
  readonly detail: string;
};

export type SnsVerifier = {
  /** `topics`: ARNs that are listened to. Throws where the certificate cannot be fetched just now. */
  readonly verify: (text: string, topics: readonly string[]) => Promise<Result<SnsMessage, SnsRefusal>>;
};

/** The whole URL is matched: no port, no user, no query, no other host can hide in it. */
const CERTIFICATE_URL = /^https:\/\/sns\.[a-z0-9-]{1,40}\.amazonaws\.com(?:\.cn)?\/[A-Za-z0-9_-]{1,200}\.pem$/;

/** `fetch` must not follow redirects. Certificates are kept by URL. */
export function createSnsVerifier(fetch: (url: string) => Promise<Response>, nowMs: () => number): SnsVerifier {
  const keys = new Map<string, CertifiedKey | null>();

  async function keyAt(url: string): Promise<CertifiedKey | null> {
    const known = keys.get(url);
    if (known !== undefined) return known;
    const key = await fetchKey(fetch, url);
    const oldest = keys.keys().next();
    if (keys.size >= SNS_CERTIFICATES_MAX && !oldest.done) keys.delete(oldest.value);
    keys.set(url, key);
    return key;
  }

  async function verify(text: string, topics: readonly string[]): Promise<Result<SnsMessage, SnsRefusal>> {
    const parsed = parseSnsMessage(text);
    if (!parsed.ok) return refused("shape", parsed.error);
    const message = parsed.value;
    const early = earlyRefusal(message, topics, nowMs());
    if (early) return early;
    const key = await keyAt(message.SigningCertURL);
    if (key === null || nowMs() < key.fromMs || nowMs() > key.toMs) {
      return refused("certificate", "the signing certificate is none, or not valid now");
    }
    return isSigned(key.publicKey, message)
      ? ok(message)
      : refused("signature", "the signature is not of this message");
  }
  return { verify };
}

function refused(kind: SnsRefusal["kind"], detail: string): Result<never, SnsRefusal> {
  return err({ kind, detail });
}

/** All that can be told without a certificate, so that strangers cannot make us fetch one. */
function earlyRefusal(message: SnsMessage, topics: readonly string[], nowMs: number): Result<never, SnsRefusal> | null {
  if (message.SignatureVersion !== "2") {
    return refused("version", "SignatureVersion 2 (SHA-256) is required: set it on the topic");
  }
  if (!topics.includes(message.TopicArn)) return refused("topic", "the topic is not listened to");
  const timeMs = msFromIso(message.Timestamp);
  if (timeMs === null || nowMs - timeMs > SNS_AGE_MAX_MS || timeMs - nowMs > SNS_AHEAD_MAX_MS) {
    return refused("time", "the message is not of the last hour");
  }
  return CERTIFICATE_URL.test(message.SigningCertURL)
    ? null
    : refused("certificate", "SigningCertURL is not a certificate of SNS");
}

type CertifiedKey = { readonly publicKey: KeyObject; readonly fromMs: number; readonly toMs: number };

/** Null for an answer that is no certificate and will not become one; throws for what may pass. */
async function fetchKey(fetch: (url: string) => Promise<Response>, url: string): Promise<CertifiedKey | null> {
  const response = await fetch(url);
  if (response.status >= 500 || response.status === 429) {
    await response.body?.cancel();
    throw new Error(`the SNS certificate could not be fetched: ${response.status}`);
  }
  const text = await response.text();
  if (response.status !== 200 || text.length > SNS_CERTIFICATE_CHARS_MAX) return null;
  try {
    const certificate = new X509Certificate(text);
    const [fromMs, toMs] = [Date.parse(certificate.validFrom), Date.parse(certificate.validTo)];
    return { publicKey: certificate.publicKey, fromMs, toMs };
  } catch {
    return null;
  }
}

/** Only canonical base64 counts: other texts of the same bytes would be other messages with the same signature. */
function isSigned(key: KeyObject, message: SnsMessage): boolean {
  const signature = Buffer.from(message.Signature, "base64");
  if (signature.toString("base64") !== message.Signature) return false;
  try {
    return createVerify("RSA-SHA256").update(signedText(message), "utf8").verify(key, signature);
  } catch {
    return false;
  }
}
