/** One attempt to post a message to a webhook, and what its outcome means. */

import type { JsonObject } from "../core/json.ts";
import { NOTICE_TIMEOUT_MS, WEBHOOK_REASON_BYTES_MAX } from "../core/limits.ts";
import { readRetryAfter } from "./backoff.ts";

export type Outcome =
  | { readonly kind: "sent" }
  /** Worth another attempt; not before `retryAfterSeconds` where the receiver said so. */
  | { readonly kind: "retry"; readonly reason: string; readonly retryAfterSeconds: number | null }
  /** Another attempt would end the same. */
  | { readonly kind: "failed"; readonly reason: string };

export type Attempt = {
  readonly url: string;
  readonly message: JsonObject;
  readonly fetch: typeof fetch;
  readonly nowMs: number;
  readonly timeoutMs?: number;
};

/** Statuses below 500 that pass: request timeout, too early, too many requests. */
const PASSING_STATUSES = new Set([408, 425, 429]);

/** Slack says why in one word ("channel_is_archived"); anything else in a body is not repeated. */
async function errorWord(response: Response): Promise<string> {
  const reader = response.body?.getReader();
  if (reader === undefined) return "";
  const { value } = await reader.read();
  await reader.cancel();
  if (value === undefined || value.length > WEBHOOK_REASON_BYTES_MAX) return "";
  const word = new TextDecoder().decode(value).trim();
  return /^[a-z][a-z_]*$/.test(word) ? `: ${word}` : "";
}

async function outcomeOf(response: Response, nowMs: number): Promise<Outcome> {
  const { status } = response;
  if (status >= 200 && status < 300) {
    // It has arrived, whatever becomes of the rest of the answer.
    await response.body?.cancel().catch(() => undefined);
    return { kind: "sent" };
  }
  if (status >= 300 && status < 400) {
    await response.body?.cancel();
    return { kind: "failed", reason: `HTTP ${status}: redirects are not followed` };
  }
  const reason = `HTTP ${status}${await errorWord(response)}`;
  if (status < 500 && !PASSING_STATUSES.has(status)) return { kind: "failed", reason };
  return { kind: "retry", reason, retryAfterSeconds: readRetryAfter(response.headers.get("Retry-After"), nowMs) };
}

/** Never throws: what goes wrong outside is an outcome. Reasons hold no URL. */
export async function deliver(attempt: Attempt): Promise<Outcome> {
  const timeoutMs = attempt.timeoutMs ?? NOTICE_TIMEOUT_MS;
  // Called bare: workerd refuses its fetch as a method of anything else.
  const { fetch } = attempt;
  try {
    const response = await fetch(attempt.url, {
      method: "POST",
      headers: { "Content-Type": "application/json; charset=utf-8" },
      body: JSON.stringify(attempt.message),
      redirect: "manual",
      signal: AbortSignal.timeout(timeoutMs),
    });
    return await outcomeOf(response, attempt.nowMs);
  } catch (error) {
    const timedOut = error instanceof Error && (error.name === "TimeoutError" || error.name === "AbortError");
    const reason = timedOut ? `no answer within ${timeoutMs / 1000} s` : "network error";
    return { kind: "retry", reason, retryAfterSeconds: null };
  }
}
