/** Answers a subscription's confirmation, for topics that are listened to and at SNS alone. */

import { err, ok, type Result } from "../../core/result.ts";
import type { SnsMessage } from "./sns-message.ts";

const HOST = /^https:\/\/sns\.[a-z0-9-]{1,40}\.amazonaws\.com(?:\.cn)?\/\?[^#\s\\]*$/;

/** Where to confirm. `message` must have been verified; its URL must ask for just this topic and token. */
export function confirmationUrl(message: SnsMessage, topics: readonly string[]): Result<string> {
  if (message.Type !== "SubscriptionConfirmation") return err("the message confirms no subscription");
  if (!topics.includes(message.TopicArn)) return err("the topic is not listened to");
  if (!HOST.test(message.SubscribeURL)) return err("SubscribeURL does not lead to SNS");
  const query = [...new URL(message.SubscribeURL).searchParams];
  const expected = { Action: "ConfirmSubscription", Token: message.Token, TopicArn: message.TopicArn };
  const asked = JSON.stringify(query.sort(([one], [other]) => (one < other ? -1 : 1)));
  return asked === JSON.stringify(Object.entries(expected))
    ? ok(message.SubscribeURL)
    : err("SubscribeURL asks for something else than this subscription");
}

/** `fetch` must not follow redirects; it throws where the network fails. */
export async function confirmSubscription(
  message: SnsMessage,
  topics: readonly string[],
  fetch: (url: string) => Promise<Response>,
): Promise<Result<null>> {
  const url = confirmationUrl(message, topics);
  if (!url.ok) return url;
  const response = await fetch(url.value);
  await response.body?.cancel();
  return response.status === 200 ? ok(null) : err(`SNS answered ${response.status}`);
}
