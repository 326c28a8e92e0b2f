/** The body of a signed request, read within a bound, and the hash that its signature covers. */

import { err, ok, type Result } from "../../core/result.ts";

export const UNSIGNED_PAYLOAD = "UNSIGNED-PAYLOAD";

export type DeclaredPayload =
  | { readonly kind: "hash"; readonly hash: string }
  | { readonly kind: "unsigned" }
  /** No x-amz-content-sha256 (the AWS CLI, to STS): the hash of the body stands in the canonical request all the same. */
  | { readonly kind: "absent" };

/** The error is the header's value, where it is neither a hash nor allowed. */
export function declaredPayload(header: string | null, unsignedAllowed: boolean): Result<DeclaredPayload> {
  if (header === null) return ok({ kind: "absent" });
  if (header === UNSIGNED_PAYLOAD && unsignedAllowed) return ok({ kind: "unsigned" });
  return /^[0-9a-f]{64}$/.test(header) ? ok({ kind: "hash", hash: header }) : err(header);
}

/** The whole body, empty when there is none; null when it is larger than `bytesMax`. Uses the request's body up. */
export async function readBody(request: Request, bytesMax: number): Promise<Uint8Array | null> {
  if (request.body === null) return new Uint8Array();
  const chunks: Uint8Array[] = [];
  let length = 0;
  const reader: ReadableStreamDefaultReader<Uint8Array> = request.body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return concat(chunks, length);
    length += value.byteLength;
    if (length > bytesMax) {
      await reader.cancel();
      return null;
    }
    chunks.push(value);
  }
}

function concat(chunks: readonly Uint8Array[], length: number): Uint8Array {
  const whole = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    whole.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return whole;
}
