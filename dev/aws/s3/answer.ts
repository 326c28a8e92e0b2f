/** S3 answers and errors. Codes, statuses and texts: "Error responses", S3 API reference. */

import type { SigV4Refusal } from "../../../src/aws/sigv4.ts";
import { SIGV4_SKEW_MS } from "../../../src/core/limits.ts";
import type { Context } from "../env.ts";
import { element, xmlDocument, type XmlElement } from "../xml.ts";

export const S3_NAMESPACE = "http://s3.amazonaws.com/doc/2006-03-01/";

const ERRORS = {
  AccessDenied: [403, "Access Denied"],
  AuthorizationHeaderMalformed: [400, "The authorization header you provided is invalid."],
  BadDigest: [400, "The Content-MD5 you specified did not match what we received."],
  BucketAlreadyOwnedByYou: [409, "Your previous request to create the named bucket succeeded and you already own it."],
  BucketNotEmpty: [409, "The bucket you tried to delete is not empty"],
  EntityTooLarge: [400, "Your proposed upload exceeds the maximum allowed size"],
  ExpiredToken: [400, "The provided token has expired."],
  InvalidAccessKeyId: [403, "The AWS Access Key Id you provided does not exist in our records."],
  InvalidArgument: [400, "Invalid Argument"],
  InvalidBucketName: [400, "The specified bucket is not valid."],
  InvalidDigest: [400, "The Content-MD5 you specified was invalid."],
  InvalidRange: [416, "The requested range is not satisfiable"],
  InvalidRequest: [400, "Invalid Request"],
  InvalidToken: [400, "The provided token is malformed or otherwise invalid."],
  InvalidURI: [400, "Couldn't parse the specified URI."],
  KeyTooLongError: [400, "Your key is too long"],
  MetadataTooLarge: [400, "Your metadata headers exceed the maximum allowed metadata size"],
  MethodNotAllowed: [405, "The specified method is not allowed against this resource."],
  NoSuchBucket: [404, "The specified bucket does not exist"],
  NoSuchKey: [404, "The specified key does not exist."],
  NotImplemented: [501, "A header or query you provided implies functionality that is not implemented"],
  PreconditionFailed: [412, "At least one of the pre-conditions you specified did not hold"],
  RequestTimeTooSkewed: [403, "The difference between the request time and the current time is too large."],
  SignatureDoesNotMatch: [
    403,
    "The request signature we calculated does not match the signature you provided. Check your key and signing method.",
  ],
  XAmzContentSHA256Mismatch: [400, "The provided 'x-amz-content-sha256' header does not match what was computed."],
} as const satisfies Readonly<Record<string, readonly [status: number, message: string]>>;

export type S3ErrorCode = keyof typeof ERRORS;

export interface S3ErrorDetail {
  readonly message?: string;
  /** Further elements, as NoSuchKey has Key. */
  readonly fields?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
}

export function s3Error(context: Context, code: S3ErrorCode, detail: S3ErrorDetail = {}): Response {
  const [status, message] = ERRORS[code];
  const fields = Object.entries(detail.fields ?? {}).map(([name, value]) => element(name, value));
  const root = element("Error", [
    element("Code", code),
    element("Message", detail.message ?? message),
    ...fields,
    element("RequestId", context.requestId),
    element("HostId", hostId(context)),
  ]);
  return s3Xml(context, root, status, detail.headers);
}

export function s3Xml(
  context: Context,
  root: XmlElement,
  status = 200,
  headers: Readonly<Record<string, string>> = {},
): Response {
  const all = { ...s3Headers(context), "content-type": "application/xml", ...headers };
  return new Response(xmlDocument(root), { status, headers: all });
}

/** An answer without a body. */
export function s3Empty(context: Context, status: number, headers: Readonly<Record<string, string>> = {}): Response {
  return new Response(null, { status, headers: { ...s3Headers(context), ...headers } });
}

/** What every answer of S3 carries. */
export function s3Headers(context: Context): Readonly<Record<string, string>> {
  return {
    "x-amz-request-id": context.requestId,
    "x-amz-id-2": hostId(context),
    date: new Date(context.nowMs).toUTCString(),
    server: "AmazonS3",
  };
}

function hostId(context: Context): string {
  return btoa(`local ${context.requestId}`);
}

export function s3Refusal(context: Context, refusal: SigV4Refusal): Response {
  switch (refusal.kind) {
    case "unsigned":
      return s3Error(context, "AccessDenied");
    case "query-form":
      return s3Error(context, "NotImplemented", { message: "Presigned URLs are not implemented" });
    case "malformed":
      return s3Error(context, "AuthorizationHeaderMalformed", {
        message: `The authorization header is malformed; ${refusal.detail}`,
      });
    case "wrong-scope":
      return wrongScope(context, refusal);
    case "header-not-signed":
      return s3Error(context, "AccessDenied", {
        message: "There were headers present in the request which were not signed",
        fields: { HeadersNotSigned: refusal.header },
      });
    case "skewed":
      return s3Error(context, "RequestTimeTooSkewed", {
        fields: {
          RequestTime: iso(refusal.requestMs),
          ServerTime: iso(refusal.nowMs),
          MaxAllowedSkewMilliseconds: String(SIGV4_SKEW_MS),
        },
      });
    case "unknown-access-key":
      return s3Error(context, "InvalidAccessKeyId", { fields: { AWSAccessKeyId: refusal.accessKeyId } });
    case "session-token-missing":
      return s3Error(context, "InvalidAccessKeyId");
    case "session-token-wrong":
      return s3Error(context, "InvalidToken");
    case "session-expired":
      return s3Error(context, "ExpiredToken");
    case "signature-mismatch":
      return s3Error(context, "SignatureDoesNotMatch");
    case "payload-mismatch":
      return s3Error(context, "XAmzContentSHA256Mismatch", {
        fields: {
          ClientComputedContentSHA256: refusal.declared,
          S3ComputedContentSHA256: refusal.computed,
        },
      });
    case "payload-unsupported":
      return payloadUnsupported(context, refusal.declared);
    case "body-too-large":
      return s3Error(context, "EntityTooLarge", { fields: { MaxSizeAllowed: String(refusal.bytesMax) } });
  }
}

function wrongScope(context: Context, refusal: { part: string; got: string; expected: string }): Response {
  const { part, got, expected } = refusal;
  return s3Error(context, "AuthorizationHeaderMalformed", {
    message: `The authorization header is malformed; the ${part} '${got}' is wrong; expecting '${expected}'`,
    ...(part === "region" ? { fields: { Region: expected }, headers: { "x-amz-bucket-region": expected } } : {}),
  });
}

function payloadUnsupported(context: Context, declared: string): Response {
  if (declared.startsWith("STREAMING-")) return s3Error(context, "NotImplemented");
  const message = "x-amz-content-sha256 must be UNSIGNED-PAYLOAD or a valid sha256 value.";
  return s3Error(context, "InvalidArgument", { message });
}

function iso(timeMs: number): string {
  return new Date(timeMs).toISOString().replace(/\.\d{3}Z$/, "Z");
}
