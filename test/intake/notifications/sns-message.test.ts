import { expect, test } from "vitest";
import { parseSnsMessage, signedText } from "../../../src/intake/notifications/sns-message.ts";

const TOPIC = "arn:aws:sns:us-east-2:123456789012:My-Topic";
const COMMON = {
  MessageId: "4d4dc071-ddbf-465d-bba8-08f81c89da64",
  TopicArn: TOPIC,
  Timestamp: "2026-11-24T12:00:00.000Z",
  SignatureVersion: "2",
  Signature: "AAAA",
  SigningCertURL: "https://sns.us-east-2.amazonaws.com/x.pem",
};

function textOf(fields: object): string {
  const parsed = parseSnsMessage(JSON.stringify(fields));
  return parsed.ok ? signedText(parsed.value) : parsed.error;
}

test("writes the signed text of each type as the developer guide lays it out", () => {
  const plain = { ...COMMON, Type: "Notification", Message: "two\nlines" };
  const head = "Message\ntwo\nlines\nMessageId\n4d4dc071-ddbf-465d-bba8-08f81c89da64\n";
  const tail = `Timestamp\n2026-11-24T12:00:00.000Z\nTopicArn\n${TOPIC}\nType\nNotification\n`;
  expect(textOf(plain)).toBe(`${head}${tail}`);
  expect(textOf({ ...plain, Subject: null })).toBe(`${head}${tail}`);
  expect(textOf({ ...plain, Subject: "My subject" })).toBe(`${head}Subject\nMy subject\n${tail}`);

  const SubscribeURL = "https://sns.us-east-2.amazonaws.com/?Action=ConfirmSubscription";
  for (const Type of ["SubscriptionConfirmation", "UnsubscribeConfirmation"]) {
    expect(textOf({ ...COMMON, Type, Message: "m", Token: "2336", SubscribeURL })).toBe(
      `Message\nm\nMessageId\n${COMMON.MessageId}\nSubscribeURL\n${SubscribeURL}\n` +
        `Timestamp\n2026-11-24T12:00:00.000Z\nToken\n2336\nTopicArn\n${TOPIC}\nType\n${Type}\n`,
    );
  }
});

test("refuses topics that are none", () => {
  const topics = ["", "arn:aws:sqs:us-east-2:123456789012:q", `${TOPIC}\n`, `${TOPIC}/x`, "arn:aws:sns:us-east-2:12:t"];
  for (const TopicArn of topics) {
    expect(textOf({ ...COMMON, Type: "Notification", Message: "m", TopicArn }), TopicArn).toMatch(/^TopicArn: /);
  }
  for (const TopicArn of [
    `${TOPIC}.fifo`,
    "arn:aws-cn:sns:cn-north-1:123456789012:t",
    "arn:aws-us-gov:sns:us-gov-west-1:123456789012:t",
  ]) {
    expect(textOf({ ...COMMON, Type: "Notification", Message: "m", TopicArn })).toContain(TopicArn);
  }
});
