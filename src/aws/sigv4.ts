/**
 * Verifies AWS Signature Version 4 in header form, for whatever service speaks it.
 * Source: "Create a signed AWS API request" and "Troubleshooting SigV4", IAM User Guide.
 */

import { SIGV4_BODY_BYTES_MAX, SIGV4_SKEW_MS } from "../core/limits.ts";
import { err, ok, type Result } from "../core/result.ts";
import { parseAmzDate } from "./sigv4/amz-date.ts";
import { type Authorization, type CredentialScope, parseAuthorization } from "./sigv4/authorization.ts";
import { canonicalRequest, type PathEncoding } from "./sigv4/canonical.ts";
import { equalInConstantTime, sha256Hex, signatureHolds } from "./sigv4/digest.ts";
import { type DeclaredPayload, declaredPayload, readBody, UNSIGNED_PAYLOAD } from "./sigv4/payload.ts";
import type { SigV4Refusal } from "./sigv4/refusal.ts";
import { requestTarget } from "./sigv4/uri.ts";

export { parseAuthorization, type CredentialScope } from "./sigv4/authorization.ts";
export type { SigV4Refusal } from "./sigv4/refusal.ts";

/** What is known of an access key. With `sessionToken` it is temporary, and requests must carry that very token. */
export interface SigV4Credentials {
  readonly secret: string;
  readonly sessionToken?: string;
  readonly expiresMs?: number;
}

export interface SigV4Expectation {
  readonly service: string;
  /** Regions that a request may be signed for. */
  readonly regions: readonly string[];
  readonly nowMs: number;
  readonly credentials: (accessKeyId: string) => Promise<SigV4Credentials | null>;
  /** Default `twice`; S3 alone is `once`. */
  readonly pathEncoding?: PathEncoding;
  /** Whether `x-amz-content-sha256: UNSIGNED-PAYLOAD` will do. Default false. */
  readonly unsignedPayload?: boolean;
  /** Default SIGV4_BODY_BYTES_MAX. */
  readonly bodyBytesMax?: number;
}

export interface SigV4Verified {
  readonly scope: CredentialScope;
  /** The request's body, which verifying has used up. */
  readonly body: Uint8Array;
}

/** Stands in for the secret of an unknown key, so that unknown keys and wrong signatures take the same time. */
const NO_SECRET = "no such access key";

/**
 * The signer's scope and the body, or why the request is refused. Reads the body at most once and within the bound;
 * a body whose hash is declared is read only after the signature holds.
 */
export async function verifySigV4(
  request: Request,
  expected: SigV4Expectation,
): Promise<Result<SigV4Verified, SigV4Refusal>> {
  const parsed = parseRequest(request, expected);
  if (!parsed.ok) return parsed;
  const { authorization, payload, amzDate } = parsed.value;
  const { scope, signedHeaders, signature } = authorization;

  const known = await expected.credentials(scope.accessKeyId);
  const bytesMax = expected.bodyBytesMax ?? SIGV4_BODY_BYTES_MAX;
  const early = payload.kind === "absent" ? await readBody(request, bytesMax) : undefined;
  if (early === null) return err({ kind: "body-too-large", bytesMax });

  const payloadHash = await payloadHashOf(payload, early);
  const canonical = canonicalRequest(request, signedHeaders, payloadHash, expected.pathEncoding ?? "twice");
  if (!canonical.ok) return malformed(canonical.error);
  const text = await stringToSign(amzDate, scope, canonical.value);
  const holds = await signatureHolds(known?.secret ?? NO_SECRET, scope, text, signature);
  if (known === null) return err({ kind: "unknown-access-key", accessKeyId: scope.accessKeyId });
  if (!holds) return err({ kind: "signature-mismatch" });
  const session = await refuseSession(request.headers.get("x-amz-security-token"), known, expected.nowMs);
  if (session) return err(session);

  const body = early ?? (await readBody(request, bytesMax));
  if (body === null) return err({ kind: "body-too-large", bytesMax });
  if (payload.kind === "hash") {
    const computed = await sha256Hex(body);
    if (computed !== payload.hash) return err({ kind: "payload-mismatch", declared: payload.hash, computed });
  }
  return ok({ scope, body });
}

interface ParsedRequest {
  readonly authorization: Authorization;
  readonly payload: DeclaredPayload;
  readonly amzDate: string;
}

/** Everything that can be refused without a secret. */
function parseRequest(request: Request, expected: SigV4Expectation): Result<ParsedRequest, SigV4Refusal> {
  const header = request.headers.get("authorization");
  if (header === null) return err({ kind: hasQuerySignature(request) ? "query-form" : "unsigned" });
  if (hasQuerySignature(request)) return malformed("signed both in the header and in the query");
  const authorization = parseAuthorization(header);
  if (!authorization.ok) return malformed(authorization.error);
  const { scope, signedHeaders } = authorization.value;

  const amzDate = request.headers.get("x-amz-date");
  if (amzDate === null) return malformed("x-amz-date is absent");
  const requestMs = parseAmzDate(amzDate);
  if (requestMs === null) return malformed("x-amz-date isn't like 20150830T123600Z");
  const scopeRefusal = refuseScope(scope, amzDate.slice(0, 8), expected);
  if (scopeRefusal) return err(scopeRefusal);
  const unsigned = unsignedHeader(request, signedHeaders);
  if (unsigned !== null) return err({ kind: "header-not-signed", header: unsigned });
  if (Math.abs(requestMs - expected.nowMs) > SIGV4_SKEW_MS) {
    return err({ kind: "skewed", requestMs, nowMs: expected.nowMs });
  }

  const payload = declaredPayload(request.headers.get("x-amz-content-sha256"), expected.unsignedPayload ?? false);
  if (!payload.ok) return err({ kind: "payload-unsupported", declared: payload.error });
  return ok({ authorization: authorization.value, payload: payload.value, amzDate });
}

function malformed(detail: string): Result<never, SigV4Refusal> {
  return err({ kind: "malformed", detail });
}

function hasQuerySignature(request: Request): boolean {
  return /(?:^|&)(?:X-Amz-(?:Signature|Algorithm|Credential)|AWSAccessKeyId)=/i.test(requestTarget(request.url).query);
}

function refuseScope(scope: CredentialScope, day: string, expected: SigV4Expectation): SigV4Refusal | null {
  const wrong = (part: "date" | "region" | "service", right: string): SigV4Refusal => {
    return { kind: "wrong-scope", part, got: scope[part], expected: right };
  };
  if (scope.date !== day) return wrong("date", day);
  if (scope.service !== expected.service) return wrong("service", expected.service);
  return expected.regions.includes(scope.region) ? null : wrong("region", expected.regions[0] ?? "");
}

/** The first header that must be signed and isn't: host, and every x-amz-* that the request carries. */
function unsignedHeader(request: Request, signedHeaders: readonly string[]): string | null {
  const signed = new Set(signedHeaders);
  if (!signed.has("host")) return "host";
  for (const name of request.headers.keys()) {
    if (name.startsWith("x-amz-") && !signed.has(name)) return name;
  }
  return null;
}

async function payloadHashOf(payload: DeclaredPayload, body: Uint8Array | undefined): Promise<string> {
  if (payload.kind === "hash") return payload.hash;
  return payload.kind === "unsigned" ? UNSIGNED_PAYLOAD : sha256Hex(body ?? "");
}

async function stringToSign(amzDate: string, scope: CredentialScope, canonical: string): Promise<string> {
  const path = `${scope.date}/${scope.region}/${scope.service}/aws4_request`;
  return ["AWS4-HMAC-SHA256", amzDate, path, await sha256Hex(canonical)].join("\n");
}

async function refuseSession(
  sent: string | null,
  known: SigV4Credentials,
  nowMs: number,
): Promise<SigV4Refusal | null> {
  if (known.sessionToken === undefined) return sent === null ? null : { kind: "session-token-wrong" };
  if (sent === null) return { kind: "session-token-missing" };
  if (!(await equalInConstantTime(sent, known.sessionToken))) return { kind: "session-token-wrong" };
  return known.expiresMs !== undefined && known.expiresMs <= nowMs ? { kind: "session-expired" } : null;
}
