/**
 * What a notification says of new objects, whatever it came wrapped in. Sources: S3 User Guide, "Event message structure"
 * and "EventBridge event message structure"; CloudTrail User Guide, "Configuring Amazon SNS notifications".
 * Hints only: nothing in a notification is believed before the object has been listed or read.
 */

import {
  NOTIFICATION_CHARS_MAX,
  NOTIFICATION_DEPTH_MAX,
  NOTIFICATION_HINTS_MAX,
  REJECT_SAMPLES_MAX,
} from "../../core/limits.ts";
import { arrayField, field, isObject, type Json, type JsonObject, objectField, stringField } from "../../core/json.ts";
import { err, ok, type Result } from "../../core/result.ts";
import { cloudTrailHints, eventBridgeHint, type Hint, s3Hint } from "./hint.ts";

export type Notification = {
  readonly hints: readonly Hint[];
  /** Test messages of S3 and CloudTrail: the wiring works. */
  readonly tests: number;
  /** Understood, and about something else than a new object: deletions, restores, confirmations. */
  readonly others: number;
  /** Parts that could not be understood, and why the first of them. */
  readonly rejected: number;
  readonly reasons: readonly string[];
};

/** An error where nothing in it was understood; else the good parts, with the bad ones counted. */
export function parseNotification(text: string): Result<Notification> {
  const found = new Found();
  readText(text, 1, found);
  const { hints, tests, others, rejected, reasons } = found;
  if (hints.length + tests + others === 0) return err(reasons[0] ?? "the notification is empty");
  return ok({ hints, tests, others, rejected, reasons });
}

class Found {
  readonly hints: Hint[] = [];
  readonly reasons: string[] = [];
  tests = 0;
  others = 0;
  rejected = 0;

  hint(hint: Result<Hint | null>): void {
    if (!hint.ok) return this.reject(hint.error);
    if (hint.value === null) this.others++;
    else if (this.hints.length < NOTIFICATION_HINTS_MAX) this.hints.push(hint.value);
    else this.reject(`more than ${NOTIFICATION_HINTS_MAX} objects`);
  }

  reject(reason: string): void {
    this.rejected++;
    if (this.reasons.length < REJECT_SAMPLES_MAX) this.reasons.push(reason);
  }
}

function readText(text: string, depth: number, found: Found): void {
  if (text.length > NOTIFICATION_CHARS_MAX) return found.reject("the notification is too long");
  // CloudTrail publishes this sentence, bare, when a topic is set.
  if (text.trim() === "CloudTrail validation message.") {
    found.tests++;
    return;
  }
  let value: Json;
  try {
    value = JSON.parse(text) as Json;
  } catch {
    return found.reject("not JSON");
  }
  readAny(value, depth, found);
}

function readAny(value: Json, depth: number, found: Found): void {
  if (depth > NOTIFICATION_DEPTH_MAX) return found.reject("envelopes are nested too deep");
  if (Array.isArray(value)) {
    if (value.length === 0) found.reject("an empty list");
    for (const part of value) readAny(part, depth + 1, found);
    return;
  }
  if (isObject(value)) readObject(value, depth, found);
  else found.reject("neither an object nor a list");
}

function readObject(value: JsonObject, depth: number, found: Found): void {
  const type = stringField(value, "Type");
  const body = wrappedText(value);
  if (stringField(value, "Event") === "s3:TestEvent") found.tests++;
  else if (type === "SubscriptionConfirmation" || type === "UnsubscribeConfirmation") found.others++;
  else if (body !== null) readText(body, depth + 1, found);
  else if (stringField(value, "source") === "aws.s3") found.hint(eventBridgeHint(value));
  else if (stringField(value, "eventSource") === "aws:s3") found.hint(s3Hint(value));
  else if (field(value, "s3ObjectKey") !== undefined) for (const hint of cloudTrailHints(value)) found.hint(hint);
  else if (!readList(value, depth, found)) found.reject("no known envelope of an S3 notification");
}

/** The text inside SNS (HTTPS, Lambda) and SQS (Lambda, API) envelopes; raw delivery has none of them. */
function wrappedText(value: JsonObject): string | null {
  if (stringField(value, "Type") === "Notification") return stringField(value, "Message") ?? "";
  const sns = objectField(value, "Sns");
  if (sns && stringField(value, "EventSource") === "aws:sns") return stringField(sns, "Message") ?? "";
  if (stringField(value, "eventSource") === "aws:sqs") return stringField(value, "body") ?? "";
  return stringField(value, "ReceiptHandle") === null ? null : (stringField(value, "Body") ?? "");
}

/** "Records" of S3, SNS and SQS events, "Messages" of SQS' ReceiveMessage. */
function readList(value: JsonObject, depth: number, found: Found): boolean {
  for (const name of ["Records", "Messages"]) {
    if (!Array.isArray(field(value, name))) continue;
    readAny(arrayField(value, name), depth, found);
    return true;
  }
  return false;
}
