/**
 * `/v1/intake`: the doors for notifications of new objects. Each has a lock of its own: SNS its signature, EventBridge a
 * secret header, the rest the API's token. Nothing is refused with 500 for what it says, so that senders do not repeat it.
 */

import { type Context, Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { NOTIFICATION_BODY_BYTES_MAX } from "../../core/limits.ts";
import { isoFromMs } from "../../core/net/time.ts";
import type { Result } from "../../core/result.ts";
import { hasHookSecret } from "../../intake/notifications/eventbridge.ts";
import type { Received } from "../../intake/notifications/receive.ts";
import type { SnsVerifier } from "../../intake/notifications/sns.ts";
import type { SnsMessage } from "../../intake/notifications/sns-message.ts";
import { type Door, hintCounts } from "../../store/hint-counts.ts";
import { bearerToken } from "../bearer-token.ts";
import { ApiError } from "../errors.ts";
import { jsonResponse } from "../json-response.ts";

export type IntakeDeps = {
  readonly db: D1Database;
  readonly apiToken: string;
  readonly snsTopics: readonly string[];
  readonly verifySns: SnsVerifier["verify"];
  readonly confirmSns: (message: SnsMessage) => Promise<Result<null>>;
  readonly eventBridgeSecrets: readonly string[];
  readonly receive: (door: Door, text: string) => Promise<Result<Received>>;
};

function tooLarge(): never {
  throw new ApiError("too_large", `the notification is larger than ${NOTIFICATION_BODY_BYTES_MAX} bytes`);
}

function note(door: Door, event: string, detail: string): void {
  console.error(JSON.stringify({ event: `notification.${event}`, door, detail: detail.slice(0, 300) }));
}

async function take(deps: IntakeDeps, door: Door, text: string): Promise<Response> {
  const received = await deps.receive(door, text);
  if (!received.ok) {
    note(door, "unreadable", received.error);
    throw new ApiError("invalid_request", received.error);
  }
  const { counts, reasons } = received.value;
  if (reasons.length > 0) note(door, "refused", reasons.join("; "));
  return jsonResponse({ ...counts, reasons }, 202);
}

/** What cannot be fetched from SNS just now is answered so that SNS tries again. */
async function ofSns<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    note("sns", "unavailable", String(error));
    throw new ApiError("unavailable", "SNS could not be reached to check the message");
  }
}

async function fromSns(c: Context, deps: IntakeDeps): Promise<Response> {
  const verified = await ofSns(deps.verifySns(await c.req.text(), deps.snsTopics));
  if (!verified.ok) {
    const { kind, detail } = verified.error;
    note("sns", "refused", `${kind}: ${detail}`);
    throw new ApiError("forbidden", `${kind}: ${detail}`);
  }
  const message = verified.value;
  if (message.Type === "Notification") return await take(deps, "sns", message.Message);
  note("sns", message.Type, message.TopicArn);
  if (message.Type === "UnsubscribeConfirmation") return jsonResponse({ unsubscribed: message.TopicArn }, 202);
  const confirmed = await ofSns(deps.confirmSns(message));
  if (!confirmed.ok) throw new ApiError("forbidden", confirmed.error);
  return jsonResponse({ subscribed: message.TopicArn });
}

async function fromEventBridge(c: Context, deps: IntakeDeps): Promise<Response> {
  if (!hasHookSecret(c.req.raw.headers, deps.eventBridgeSecrets)) {
    note("eventbridge", "refused", "no secret in force");
    throw new ApiError("unauthorized", "a valid secret is needed");
  }
  return await take(deps, "eventbridge", await c.req.text());
}

async function counts(deps: IntakeDeps): Promise<Response> {
  const rows = await hintCounts(deps.db);
  return jsonResponse({ notifications: rows.map(({ lastMs, ...row }) => ({ ...row, lastAt: isoFromMs(lastMs) })) });
}

export function intakeRoutes(deps: IntakeDeps): Hono {
  const token = bearerToken(deps.apiToken);
  return new Hono()
    .use(bodyLimit({ maxSize: NOTIFICATION_BODY_BYTES_MAX, onError: tooLarge }))
    .post("/sns", (c) => fromSns(c, deps))
    .post("/eventbridge", (c) => fromEventBridge(c, deps))
    .post("/s3", token, async (c) => await take(deps, "s3", await c.req.text()))
    .get("/", token, () => counts(deps));
}
