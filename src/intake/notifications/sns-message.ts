/** Messages that SNS posts, and the text it signs of each type. Source: SNS Developer Guide, "Parsing Amazon SNS message formats". */

import { z } from "zod";
import { NOTIFICATION_CHARS_MAX } from "../../core/limits.ts";
import { err, ok, type Result } from "../../core/result.ts";

/** No field but Message holds a line break: the lines of the signed text cannot be cut in another way. */
const line = (max: number) =>
  z
    .string()
    .min(1)
    .max(max)
    .regex(/^[^\r\n]*$/, "a line break");
const TOPIC = /^arn:aws(?:-[a-z]{1,10}){0,2}:sns:[a-z0-9-]{1,40}:\d{12}:[A-Za-z0-9_-]{1,256}(?:\.fifo)?$/;

export function isTopicArn(text: string): boolean {
  return text.length <= 400 && TOPIC.test(text);
}

const common = {
  MessageId: z.string().regex(/^[0-9a-fA-F-]{1,64}$/, "not an id"),
  TopicArn: z.string().max(400).regex(TOPIC, "not a topic"),
  Message: z.string(),
  Timestamp: line(40),
  SignatureVersion: line(8),
  Signature: line(2_048),
  SigningCertURL: line(1_024),
};
const confirmation = { ...common, Token: line(1_024), SubscribeURL: line(2_048) };

const schema = z.discriminatedUnion("Type", [
  z.object({ Type: z.literal("Notification"), Subject: line(400).nullish(), ...common }),
  z.object({ Type: z.literal("SubscriptionConfirmation"), ...confirmation }),
  z.object({ Type: z.literal("UnsubscribeConfirmation"), ...confirmation }),
]);

export type SnsMessage = Readonly<z.infer<typeof schema>>;

/** The shape alone; `createSnsVerifier` tells whether SNS wrote it. */
export function parseSnsMessage(text: string): Result<SnsMessage> {
  if (text.length > NOTIFICATION_CHARS_MAX) return err("the message is too long");
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return err("the message is not JSON");
  }
  const parsed = schema.safeParse(json);
  if (parsed.success) return ok(parsed.data);
  const issue = parsed.error.issues[0];
  return err(`${issue?.path.join(".") || "message"}: ${issue?.message ?? "unknown shape"}`.slice(0, 200));
}

/** Names and values, each on a line of its own, in the order of the names. */
export function signedText(message: SnsMessage): string {
  const { Message, MessageId, Timestamp, TopicArn, Type } = message;
  const middle =
    message.Type === "Notification"
      ? [...(message.Subject ? ["Subject", message.Subject] : []), "Timestamp", Timestamp]
      : ["SubscribeURL", message.SubscribeURL, "Timestamp", Timestamp, "Token", message.Token];
  const lines = ["Message", Message, "MessageId", MessageId, ...middle, "TopicArn", TopicArn, "Type", Type];
  return `${lines.join("\n")}\n`;
}
