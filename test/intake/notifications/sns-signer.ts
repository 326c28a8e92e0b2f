/** Stands in for SNS: signs messages with a certificate of its own. */

import { generateKeyPairSync, sign } from "node:crypto";
import { type SnsMessage, signedText } from "../../../src/intake/notifications/sns-message.ts";
import { certificatePem } from "./certificate.ts";

export const NOW_MS = Date.UTC(2026, 10, 24, 12);
export const TOPIC = "arn:aws:sns:eu-west-1:111122223333:cloudtrail-logs";
export const CERTIFICATE_URL =
  "https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-0123456789abcdef0123456789abcdef.pem";

const DAY_MS = 86_400_000;
const keys = generateKeyPairSync("rsa", { modulusLength: 2048 });

export function certificateOf(fromMs = NOW_MS - 100 * DAY_MS, toMs = NOW_MS + 100 * DAY_MS): string {
  return certificatePem(keys, "sns.amazonaws.com", [fromMs, toMs]);
}

export type Fields = Record<string, string>;

export function signed(fields: Fields): Fields {
  const text = signedText(fields as unknown as SnsMessage);
  return { ...fields, Signature: sign("RSA-SHA256", Buffer.from(text), keys.privateKey).toString("base64") };
}

const COMMON = {
  MessageId: "22b80b92-fdea-4c2c-8f9d-bdfb0c7bf324",
  TopicArn: TOPIC,
  Timestamp: "2026-11-24T11:59:30.655Z",
  SignatureVersion: "2",
  SigningCertURL: CERTIFICATE_URL,
};

export function notification(change: Fields = {}): Fields {
  return signed({
    Type: "Notification",
    ...COMMON,
    Subject: "Amazon S3 Notification",
    Message: '{"s3Bucket":"trail-bucket","s3ObjectKey":["AWSLogs/a b+c.json.gz"]}\nsecond line — ünï',
    UnsubscribeURL: "https://sns.eu-west-1.amazonaws.com/?Action=Unsubscribe",
    ...change,
  });
}

export function confirmation(change: Fields = {}): Fields {
  const Token = "2336412f37fb687f5d51e6e241d09c805a5a57b30d712f79";
  const query = new URLSearchParams({ Action: "ConfirmSubscription", TopicArn: TOPIC, Token });
  return signed({
    Type: "SubscriptionConfirmation",
    ...COMMON,
    Token,
    Message: "You have chosen to subscribe.\nTo confirm, visit the SubscribeURL.",
    SubscribeURL: `https://sns.eu-west-1.amazonaws.com/?${query.toString()}`,
    ...change,
  });
}
