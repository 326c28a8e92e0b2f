/** Digests, notifications, SNS messages, bucket policies and ACLs: a result or a reason, never an exception. */

import { evaluateAcl } from "../../../src/core/detect/s3-policy/acl.ts";
import { evaluatePolicy } from "../../../src/core/detect/s3-policy/policy.ts";
import { isObject, type Json } from "../../../src/core/json.ts";
import { parseDigest } from "../../../src/intake/digest/parse.ts";
import { parseNotification } from "../../../src/intake/notifications/envelopes.ts";
import { parseSnsMessage, signedText } from "../../../src/intake/notifications/sns-message.ts";
import type { Random } from "../../simulate/random.ts";
import { changedObject, jsonText } from "../json-values.ts";
import { mutatedText } from "../mutate.ts";
import type { Target } from "../target.ts";

const LOG_FILE = {
  s3Bucket: "trail-logs",
  s3Object: "AWSLogs/x.json.gz",
  hashValue: "0".repeat(64),
  hashAlgorithm: "SHA-256",
  newestEventTime: "2026-11-24T09:00:00Z",
  oldestEventTime: null,
};
const DIGEST = {
  awsAccountId: "123456789012",
  digestStartTime: "2026-11-24T08:00:00Z",
  digestEndTime: "2026-11-24T09:00:00Z",
  digestS3Bucket: "trail-logs",
  digestS3Object: "AWSLogs/digest.json.gz",
  digestPublicKeyFingerprint: "31e8b5433410dfb61a9dc45cc65b22ff",
  digestSignatureAlgorithm: "SHA256withRSA",
  newestEventTime: null,
  oldestEventTime: null,
  previousDigestS3Bucket: null,
  previousDigestS3Object: null,
  previousDigestHashValue: null,
  previousDigestHashAlgorithm: null,
  previousDigestSignature: null,
  logFiles: [LOG_FILE, LOG_FILE],
};

/** Half changed as an object, half as text. */
function changedJson(random: Random, object: Readonly<Record<string, unknown>>): string {
  const text = random.chance(0.6) ? changedObject(random, object) : JSON.stringify(object);
  return random.chance(0.5) ? mutatedText(random, text, [text]) : text;
}

export const digest: Target = {
  name: "digest",
  weight: 8,
  run: (random) => {
    const text = changedJson(random, DIGEST);
    const parsed = parseDigest(text);
    if (!parsed.ok) return null;
    const { logFiles } = JSON.parse(text) as { logFiles: unknown[] };
    return parsed.value.logFiles.length === logFiles.length
      ? null
      : `${parsed.value.logFiles.length} of ${logFiles.length} log files`;
  },
};

const S3_RECORD = {
  eventVersion: "2.1",
  eventName: "ObjectCreated:Put",
  eventTime: "2026-11-24T09:17:00.000Z",
  s3: { bucket: { name: "trail-logs" }, object: { key: "AWSLogs/a+b.json.gz", size: 5, eTag: "abc" } },
};
const EVENTBRIDGE = {
  version: "0",
  source: "aws.s3",
  "detail-type": "Object Created",
  time: "2026-11-24T09:17:00Z",
  detail: { version: "0", bucket: { name: "trail-logs" }, object: { key: "AWSLogs/a.json.gz", size: 5, etag: "abc" } },
};
const CLOUDTRAIL = { s3Bucket: "trail-logs", s3ObjectKey: ["AWSLogs/a.json.gz", "AWSLogs/b.json.gz"] };

function wrapped(random: Random, text: string): string {
  switch (random.below(5)) {
    case 0:
      return JSON.stringify({
        Type: "Notification",
        MessageId: "m",
        TopicArn: "arn:aws:sns:us-east-1:123456789012:t",
        Message: text,
      });
    case 1:
      return JSON.stringify({ Records: [{ eventSource: "aws:sqs", body: text }] });
    case 2:
      return random.chance(0.1)
        ? Array.from({ length: 12 }).reduce<string>(
            (inner) => JSON.stringify({ Message: inner }).slice(0, 100_000),
            text,
          )
        : text;
    default:
      return text;
  }
}

export const notification: Target = {
  name: "notification",
  weight: 8,
  run: (random) => {
    const records = Array.from({ length: random.between(1, 4) }, () => changedObject(random, S3_RECORD));
    const plain = random.pick([
      `{"Records":[${records.join(",")}]}`,
      changedJson(random, EVENTBRIDGE),
      changedJson(random, CLOUDTRAIL),
    ]);
    const text = random.chance(0.4) ? mutatedText(random, wrapped(random, plain), [plain]) : wrapped(random, plain);
    const parsed = parseNotification(text);
    if (!parsed.ok) return parsed.error === "" ? "an error without a reason" : null;
    const { hints, tests, others, rejected } = parsed.value;
    const expected = text.startsWith('{"Records":[{"eventVersion"') && text === plain ? records.length : 1;
    return hints.length + tests + others + rejected >= expected ? null : `fewer than ${expected} parts are counted`;
  },
};

const SNS = {
  Type: "Notification",
  MessageId: "22b80b92-fdea-4c2c-8f9d-bdfb0c7bf324",
  TopicArn: "arn:aws:sns:us-east-1:123456789012:MyTopic",
  Subject: "s",
  Message: "{}",
  Timestamp: "2026-11-24T09:17:00.000Z",
  SignatureVersion: "2",
  Signature: "c2ln",
  SigningCertURL: "https://sns.us-east-1.amazonaws.com/SimpleNotificationService-0000000000000000000000.pem",
};

export const sns: Target = {
  name: "sns",
  weight: 6,
  run: (random) => {
    const parsed = parseSnsMessage(changedJson(random, SNS));
    if (parsed.ok && signedText(parsed.value) === "") return "a message that signs nothing";
    return null;
  },
};

const STATEMENT = {
  Sid: "1",
  Effect: "Allow",
  Principal: { AWS: "*" },
  Action: ["s3:GetObject", "s3:*Object*"],
  Resource: "arn:aws:s3:::bucket/*",
  Condition: {
    IpAddress: { "aws:SourceIp": ["198.51.100.0/24", "0.0.0.0/0"] },
    StringLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/*" },
  },
};

function parsedOrText(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
}

export const policy: Target = {
  name: "policy",
  weight: 8,
  run: (random) => {
    const statement = changedObject(
      random,
      random.chance(0.2) ? { ...STATEMENT, Action: `s3:${"*a".repeat(random.below(200))}` } : STATEMENT,
    );
    const text = random.chance(0.4)
      ? mutatedText(random, `{"Version":"2012-10-17","Statement":[${statement}]}`, [statement])
      : `{"Statement":${statement}}`;
    const result = evaluatePolicy(random.chance(0.5) ? text : parsedOrText(text), random.pick(["bucket", null, "*"]));
    const acl = parsedOrText(
      random.chance(0.5)
        ? jsonText(random)
        : changedObject(random, {
            AccessControlPolicy: {
              AccessControlList: {
                Grant: [{ Grantee: { URI: "http://acs.amazonaws.com/groups/global/AllUsers" }, Permission: "READ" }],
              },
            },
            "x-amz-acl": "public-read",
          }),
    );
    evaluateAcl(isObject(acl) ? acl : null);
    return result.ok || result.error !== "" ? null : "an error without a reason";
  },
};
