/** What AWS answered instead of what was asked, told by its own error code and never by the status alone. */

import { type JsonObject, stringField } from "../core/json.ts";
import { parseXml, textOf, type XmlElement } from "./xml.ts";

export class AwsError extends Error {
  override readonly name = "AwsError";
  readonly code: string;
  readonly status: number;
  /** The bucket's Region, where the answer tells it. */
  readonly region: string | null;

  constructor(code: string, status: number, message: string, region: string | null = null) {
    super(`${code}: ${message}`);
    this.code = code;
    this.status = status;
    this.region = region;
  }

  get retryable(): boolean {
    return RETRYABLE.has(this.code) || (this.status >= 500 && this.code !== "NotImplemented") || this.status === 429;
  }

  /** Credentials that were good and are no longer: a fresh session may help. S3 says 400 for ExpiredToken. */
  get staleCredentials(): boolean {
    return STALE.has(this.code);
  }
}

const RETRYABLE: ReadonlySet<string> = new Set([
  "SlowDown",
  "InternalError",
  "ServiceUnavailable",
  "RequestTimeout",
  "Throttling",
  "ThrottlingException",
  "RequestLimitExceeded",
  "NetworkError",
]);
const STALE: ReadonlySet<string> = new Set([
  "ExpiredToken",
  "ExpiredTokenException",
  "InvalidToken",
  "TokenRefreshRequired",
  // EC2, of sessions that have ended.
  "RequestExpired",
]);

/** `body` is the answer's text, "" for a HEAD. */
export function awsErrorOf(status: number, headers: Headers, body: string): AwsError {
  const json = jsonError(body);
  if (json) return new AwsError(json.code, status, json.message);
  const root = tryParse(body);
  const error = root && errorIn(root);
  const code = (error && textOf(error, "Code")) || `Http${status}`;
  const message = (error && textOf(error, "Message")) || "no message";
  const region = headers.get("x-amz-bucket-region") ?? (error && textOf(error, "Region"));
  return new AwsError(code, status, message.slice(0, 300), region);
}

/** S3 answers <Error>, query protocols <ErrorResponse><Error>, EC2 <Response><Errors><Error>. */
function errorIn(root: XmlElement): XmlElement | null {
  const within = root.name === "Response" ? root.children.find(({ name }) => name === "Errors") : root;
  if (root.name !== "ErrorResponse" && root.name !== "Response") return root;
  return within?.children.find(({ name }) => name === "Error") ?? null;
}

/** JSON protocols name the error's shape: "com.amazonaws.cloudtrail#AccessDeniedException" or the last part alone. */
function jsonError(body: string): { readonly code: string; readonly message: string } | null {
  if (!body.trimStart().startsWith("{")) return null;
  try {
    const root = JSON.parse(body) as JsonObject;
    const type = stringField(root, "__type");
    const message = stringField(root, "message") ?? stringField(root, "Message") ?? "no message";
    return type === null
      ? null
      : { code: type.slice(type.lastIndexOf("#") + 1).slice(0, 100), message: message.slice(0, 300) };
  } catch {
    return null;
  }
}

function tryParse(body: string): XmlElement | null {
  try {
    return parseXml(body);
  } catch {
    return null;
  }
}
