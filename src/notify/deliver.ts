/** One attempt to deliver a notice by HTTPS, and what its answer means. */

import {
  NOTICE_BACKOFF_FIRST_SECONDS,
  NOTICE_BACKOFF_MAX_SECONDS,
  NOTICE_RETRY_AFTER_MAX_SECONDS,
  NOTICE_TIMEOUT_MS,
} from "../core/limits.ts";
import type { World } from "../aws/aws-fetch.ts";

export type Delivery =
  | { readonly kind: "sent" }
  | { readonly kind: "retry"; readonly reason: string; readonly afterSeconds: number | null }
  | { readonly kind: "failed"; readonly reason: string };

export async function postJson(
  world: World,
  url: string,
  body: unknown,
  timeoutMs = NOTICE_TIMEOUT_MS,
): Promise<Delivery> {
  const signal = AbortSignal.timeout(timeoutMs);
  const init = { method: "POST", headers: { "content-type": "application/json" }, redirect: "manual", signal };
  try {
    const response = await world.fetch(new Request(url, { ...init, body: JSON.stringify(body) }));
    await response.body?.cancel();
    return classify(response, world.nowMs());
  } catch (error) {
    const reason = signal.aborted
      ? `no answer within ${timeoutMs} ms`
      : `no connection: ${String(error).slice(0, 100)}`;
    return { kind: "retry", reason, afterSeconds: null };
  }
}

/** The answer's body is not kept: it is another's text. */
function classify(response: Response, nowMs: number): Delivery {
  const { status } = response;
  if (status >= 200 && status < 300) return { kind: "sent" };
  const reason = `HTTP ${status}`;
  if (status === 429 || status === 408 || status >= 500) {
    return { kind: "retry", reason, afterSeconds: retryAfter(response.headers.get("retry-after"), nowMs) };
  }
  return { kind: "failed", reason };
}

/** Seconds or an HTTP date. Source: RFC 9110, section 10.2.3. */
export function retryAfter(header: string | null, nowMs: number): number | null {
  if (header === null) return null;
  const seconds = /^\d+$/.test(header) ? Number(header) : (Date.parse(header) - nowMs) / 1000;
  if (!Number.isFinite(seconds)) return null;
  return Math.min(Math.max(Math.ceil(seconds), 1), NOTICE_RETRY_AFTER_MAX_SECONDS);
}

/** Exponential, with half of it left to chance, so that many notices do not come back at once. */
export function backoffSeconds(attempts: number, random: number): number {
  const full = Math.min(NOTICE_BACKOFF_FIRST_SECONDS * 2 ** Math.min(attempts, 20), NOTICE_BACKOFF_MAX_SECONDS);
  return Math.ceil(full * (0.5 + random / 2));
}
