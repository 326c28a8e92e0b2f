/** Why a signed request is refused. Each API maps these to the error codes of the AWS service that it speaks for. */

export type SigV4Refusal =
  /** No Authorization header at all: an anonymous request. */
  | { readonly kind: "unsigned" }
  /** A presigned URL, which is not accepted here: its signature would end up in logs. */
  | { readonly kind: "query-form" }
  /** The request can't be read as SigV4 in header form. `detail` holds nothing secret. */
  | { readonly kind: "malformed"; readonly detail: string }
  | {
      readonly kind: "wrong-scope";
      readonly part: "date" | "region" | "service";
      readonly got: string;
      readonly expected: string;
    }
  | { readonly kind: "header-not-signed"; readonly header: string }
  | { readonly kind: "skewed"; readonly requestMs: number; readonly nowMs: number }
  | { readonly kind: "unknown-access-key"; readonly accessKeyId: string }
  | { readonly kind: "session-token-missing" }
  | { readonly kind: "session-token-wrong" }
  | { readonly kind: "session-expired" }
  | { readonly kind: "signature-mismatch" }
  /** The signature holds, the body isn't the one that was signed. Hex SHA-256. */
  | { readonly kind: "payload-mismatch"; readonly declared: string; readonly computed: string }
  /** UNSIGNED-PAYLOAD where the caller forbids it, streaming signatures, or anything else that is no hex SHA-256. */
  | { readonly kind: "payload-unsupported"; readonly declared: string }
  | { readonly kind: "body-too-large"; readonly bytesMax: number };
