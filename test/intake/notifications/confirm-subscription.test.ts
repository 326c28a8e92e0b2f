import { expect, test } from "vitest";
import { confirmationUrl, confirmSubscription } from "../../../src/intake/notifications/confirm-subscription.ts";
import { parseSnsMessage, type SnsMessage } from "../../../src/intake/notifications/sns-message.ts";
import { confirmation, type Fields, notification, TOPIC } from "./sns-signer.ts";

function message(fields: Fields): SnsMessage {
  const parsed = parseSnsMessage(JSON.stringify(fields));
  if (!parsed.ok) throw new Error(parsed.error);
  return parsed.value;
}

test("confirms a listed topic at SNS", async () => {
  const asked: string[] = [];
  const fetch = (url: string) => (asked.push(url), Promise.resolve(new Response("<ok/>")));
  expect(await confirmSubscription(message(confirmation()), [TOPIC], fetch)).toEqual({ ok: true, value: null });
  expect(asked).toEqual([confirmation()["SubscribeURL"]]);
});

test("says what SNS answered where it refuses", async () => {
  const fetch = () =>
    Promise.resolve(new Response("", { status: 302, headers: { location: "https://evil.example.com/" } }));
  const answer = await confirmSubscription(message(confirmation()), [TOPIC], fetch);
  expect(answer).toEqual({ ok: false, error: "SNS answered 302" });
});

test("confirms nothing else", async () => {
  const url = confirmation()["SubscribeURL"] ?? "";
  const table: [SnsMessage, readonly string[]][] = [
    [message(confirmation()), []],
    [message(notification()), [TOPIC]],
    [message(confirmation({ Type: "UnsubscribeConfirmation" })), [TOPIC]],
    ...[
      url.replace("https:", "http:"),
      url.replace("amazonaws.com", "amazonaws.com.evil.example.com"),
      url.replace("sns.eu-west-1", "sns.eu-west-1.evil"),
      url.replace("sns.", "x@sns."),
      url.replace(".com/", ".com:444/"),
      url.replace("/?", "/other?"),
      url.replace("ConfirmSubscription", "DeleteTopic"),
      url.replace("cloudtrail-logs", "other"),
      url.replace("Token=2", "Token=3"),
      `${url}&AuthenticateOnUnsubscribe=true`,
      `${url}&Action=DeleteTopic`,
      `${url}#x`,
      url.replace("/?", "\\@evil.example.com/?"),
    ].map((SubscribeURL): [SnsMessage, readonly string[]] => [message(confirmation({ SubscribeURL })), [TOPIC]]),
  ];
  for (const [refused, topics] of table) {
    expect(confirmationUrl(refused, topics).ok, JSON.stringify(refused)).toBe(false);
    const fetch = () => Promise.reject(new Error("nothing must be fetched"));
    expect(await confirmSubscription(refused, topics, fetch)).toMatchObject({ ok: false });
  }
});
