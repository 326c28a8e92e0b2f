/** STS answers and errors, in the XML of AWS's query protocol. */

import type { SigV4Refusal } from "../../../src/aws/sigv4.ts";
import { formatAmzDate } from "../../../src/aws/sigv4/amz-date.ts";
import type { Context } from "../env.ts";
import { element, xmlDocument, type XmlElement } from "../xml.ts";

const NAMESPACE = "https://sts.amazonaws.com/doc/2011-06-15/";

export function stsResult(context: Context, action: string, result: readonly XmlElement[]): Response {
  const metadata = element("ResponseMetadata", [element("RequestId", context.requestId)]);
  const root = element(`${action}Response`, [element(`${action}Result`, result), metadata], NAMESPACE);
  return respond(context, 200, root);
}

export function stsError(context: Context, status: number, code: string, message: string): Response {
  const error = element("Error", [element("Type", "Sender"), element("Code", code), element("Message", message)]);
  return respond(
    context,
    status,
    element("ErrorResponse", [error, element("RequestId", context.requestId)], NAMESPACE),
  );
}

function respond(context: Context, status: number, root: XmlElement): Response {
  const headers = { "content-type": "text/xml", "x-amzn-requestid": context.requestId };
  return new Response(xmlDocument(root), { status, headers });
}

/** Codes and texts: "Common errors" of the STS API reference, and what STS answers in practice. */
export function stsRefusal(context: Context, refusal: SigV4Refusal): Response {
  const answer = (status: number, code: string, message: string) => stsError(context, status, code, message);
  switch (refusal.kind) {
    case "unsigned":
    case "query-form":
      return answer(403, "MissingAuthenticationToken", "Request is missing Authentication Token");
    case "malformed":
      return answer(400, "IncompleteSignature", refusal.detail);
    case "wrong-scope":
      return answer(403, "SignatureDoesNotMatch", wrongScope(refusal));
    case "header-not-signed":
      return answer(403, "SignatureDoesNotMatch", `The header ${refusal.header} must be signed.`);
    case "skewed":
      return answer(403, "SignatureDoesNotMatch", skewed(refusal.requestMs, refusal.nowMs));
    case "unknown-access-key":
    case "session-token-missing":
    case "session-token-wrong":
      return answer(403, "InvalidClientTokenId", "The security token included in the request is invalid.");
    case "session-expired":
      return answer(403, "ExpiredToken", "The security token included in the request is expired");
    case "signature-mismatch":
    case "payload-mismatch":
    case "payload-unsupported":
      return answer(
        403,
        "SignatureDoesNotMatch",
        "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.",
      );
    case "body-too-large":
      return answer(413, "RequestEntityTooLarge", `The body is larger than ${refusal.bytesMax} bytes.`);
  }
}

function wrongScope(refusal: { part: string; got: string; expected: string }): string {
  const part = refusal.part === "region" ? "a valid region" : `correct ${refusal.part}: '${refusal.expected}'`;
  return `Credential should be scoped to ${part}, not '${refusal.got}'.`;
}

function skewed(requestMs: number, nowMs: number): string {
  const [request, now] = [formatAmzDate(requestMs), formatAmzDate(nowMs)];
  return requestMs < nowMs
    ? `Signature expired: ${request} is now earlier than ${formatAmzDate(nowMs - 900_000)} (${now} - 15 min.)`
    : `Signature not yet current: ${request} is still later than ${formatAmzDate(nowMs + 900_000)} (${now} + 15 min.)`;
}
