/** SNS as the Worker talks to it: certificates are kept by the isolate, redirects are not followed. */

import { AWS_TIMEOUT_MS } from "../../core/limits.ts";
import type { Result } from "../../core/result.ts";
import { confirmSubscription } from "./confirm-subscription.ts";
import { createSnsVerifier } from "./sns.ts";
import type { SnsMessage } from "./sns-message.ts";

function fetchOnce(url: string): Promise<Response> {
  return fetch(url, { redirect: "manual", signal: AbortSignal.timeout(AWS_TIMEOUT_MS) });
}

const verifier = createSnsVerifier(fetchOnce, () => Date.now());

export const verifySns = verifier.verify;

export function confirmSns(message: SnsMessage, topics: readonly string[]): Promise<Result<null>> {
  return confirmSubscription(message, topics, fetchOnce);
}
