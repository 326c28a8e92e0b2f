/** Reads the Authorization header of SigV4, strictly: what no AWS client writes is refused. */

import { SIGV4_AUTHORIZATION_CHARS_MAX, SIGV4_SIGNED_HEADERS_MAX } from "../../core/limits.ts";
import { err, ok, type Result } from "../../core/result.ts";

/** The credential scope: for whom, which day (YYYYMMDD), which Region and which service a signature is made. */
export interface CredentialScope {
  readonly accessKeyId: string;
  readonly date: string;
  readonly region: string;
  readonly service: string;
}

export interface Authorization {
  readonly scope: CredentialScope;
  /** Lowercase, sorted, unique. */
  readonly signedHeaders: readonly string[];
  /** 64 lowercase hex digits. */
  readonly signature: string;
}

const ALGORITHM = "AWS4-HMAC-SHA256";
const CREDENTIAL = /^Credential=(\w{1,128})\/(\d{8})\/([a-z0-9-]{1,64})\/([a-z0-9-]{1,64})\/aws4_request$/;
const SIGNED_HEADERS = /^SignedHeaders=([!#$%&'*+.^_`|~0-9a-z-]+(?:;[!#$%&'*+.^_`|~0-9a-z-]+)*)$/;
const SIGNATURE = /^Signature=([0-9a-f]{64})$/;

/**
 * Parses `AWS4-HMAC-SHA256 Credential=…, SignedHeaders=…, Signature=…`.
 * Two Authorization headers arrive joined by a comma, and so are refused as well. The error is a phrase for people.
 */
export function parseAuthorization(header: string): Result<Authorization> {
  if (header.length > SIGV4_AUTHORIZATION_CHARS_MAX) return err("the Authorization header is too long");
  if (!header.startsWith(`${ALGORITHM} `)) return err(`the algorithm must be ${ALGORITHM}`);
  const parts = header
    .slice(ALGORITHM.length + 1)
    .split(",")
    .map((part) => part.trim());
  if (parts.length !== 3) return err("expected Credential, SignedHeaders and Signature");

  const credential = CREDENTIAL.exec(parts[0] ?? "");
  if (!credential) return err("the Credential is mal-formed");
  const signature = SIGNATURE.exec(parts[2] ?? "");
  if (!signature) return err("the Signature is mal-formed");
  const signedHeaders = parseSignedHeaders(parts[1] ?? "");
  if (!signedHeaders.ok) return signedHeaders;

  const [, accessKeyId = "", date = "", region = "", service = ""] = credential;
  return ok({
    scope: { accessKeyId, date, region, service },
    signedHeaders: signedHeaders.value,
    signature: signature[1] ?? "",
  });
}

function parseSignedHeaders(part: string): Result<readonly string[]> {
  const names = SIGNED_HEADERS.exec(part)?.[1]?.split(";");
  if (!names) return err("the SignedHeaders are mal-formed");
  if (names.length > SIGV4_SIGNED_HEADERS_MAX) return err("too many SignedHeaders");
  const ordered = names.every((name, index) => index === 0 || (names[index - 1] ?? "") < name);
  return ordered ? ok(names) : err("the SignedHeaders must be sorted and unique");
}
