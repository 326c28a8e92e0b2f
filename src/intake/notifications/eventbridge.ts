/** Whether a request came from our EventBridge API destination: its connection sends a secret in a header. */

import { createHash, timingSafeEqual } from "node:crypto";
import { invariant } from "../../core/invariant.ts";
import { HOOK_SECRET_CHARS_MIN } from "../../core/limits.ts";

/** The API key name to set on the EventBridge connection. */
export const HOOK_SECRET_HEADER = "x-watchpost-secret";

/**
 * `secrets`: the ones in force, two while one is being replaced. All are compared, hashed first, so that neither the
 * secret's length nor the place of the first difference shows in the time it takes.
 */
export function hasHookSecret(headers: Headers, secrets: readonly string[]): boolean {
  const given = hash(headers.get(HOOK_SECRET_HEADER) ?? "");
  let found = false;
  for (const secret of secrets) {
    invariant(secret.length >= HOOK_SECRET_CHARS_MIN, `a hook secret is shorter than ${HOOK_SECRET_CHARS_MIN}`);
    const same = timingSafeEqual(given, hash(secret));
    found = found || same;
  }
  return found;
}

function hash(text: string): Uint8Array {
  return createHash("sha256").update(text).digest();
}
