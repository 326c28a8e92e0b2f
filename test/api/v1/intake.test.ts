import { readdirSync, readFileSync } from "node:fs";
import { Hono } from "hono";
import { expect, test, vi } from "vitest";
import { errorResponse } from "../../../src/api/json-response.ts";
import { type IntakeDeps, intakeRoutes } from "../../../src/api/v1/intake.ts";
import { NOTIFICATION_BODY_BYTES_MAX } from "../../../src/core/limits.ts";
import { ok } from "../../../src/core/result.ts";
import { confirmSubscription } from "../../../src/intake/notifications/confirm-subscription.ts";
import { parseNotification } from "../../../src/intake/notifications/envelopes.ts";
import { createSnsVerifier } from "../../../src/intake/notifications/sns.ts";
import {
  CERTIFICATE_URL,
  certificateOf,
  confirmation,
  notification,
  NOW_MS,
  TOPIC,
} from "../../intake/notifications/sns-signer.ts";
import { shared } from "../../needs.ts";

const SECRET = "0123456789abcdef0123456789abcdef";

type Taken = { door: string; text: string };

/** The doors with the real locks; behind them, what is taken is parsed and kept. */
function doors(change: Partial<IntakeDeps> = {}) {
  vi.spyOn(console, "error").mockImplementation(() => undefined);
  const taken: Taken[] = [];
  const asked: string[] = [];
  const fetch = (url: string): Promise<Response> => {
    asked.push(url);
    const known = url === CERTIFICATE_URL || url.includes("Action=ConfirmSubscription");
    return Promise.resolve(known ? new Response(certificateOf()) : new Response("", { status: 404 }));
  };
  const app = new Hono();
  app.onError((error) => errorResponse(error));
  app.route(
    "/v1/intake",
    intakeRoutes({
      db: {} as D1Database,
      apiToken: "token",
      snsTopics: [TOPIC],
      verifySns: createSnsVerifier(fetch, () => NOW_MS).verify,
      confirmSns: (message) => confirmSubscription(message, [TOPIC], fetch),
      eventBridgeSecrets: [SECRET],
      receive: (door, text) => {
        taken.push({ door, text });
        const parsed = parseNotification(text);
        if (!parsed.ok) return Promise.resolve(parsed);
        const { hints, reasons, tests, others, rejected: unreadable } = parsed.value;
        const none = { known: 0, gone: 0, later: 0, digests: 0, discovering: 0 };
        return Promise.resolve(ok({ counts: { ...none, queued: hints.length, tests, others, unreadable }, reasons }));
      },
      ...change,
    }),
  );
  const post = async (door: string, body: object | string, headers: Record<string, string> = {}) => {
    const text = typeof body === "string" ? body : JSON.stringify(body);
    const response = await app.request(`/v1/intake/${door}`, { method: "POST", body: text, headers });
    return { status: response.status, json: (await response.json()) as Record<string, unknown> };
  };
  return { post, taken, asked };
}

const BRIDGE = { "x-watchpost-secret": SECRET };
const EVENT = { s3Bucket: "trail-bucket", s3ObjectKey: ["AWSLogs/d.json.gz"] };

test("takes from SNS what SNS has signed", async () => {
  const { post, taken } = doors();
  const message = notification({ Message: JSON.stringify(EVENT) });
  expect(await post("sns", message)).toMatchObject({ status: 202, json: { queued: 1 } });
  // A replay within the hour is believed again: what it names has its row by then.
  expect(await post("sns", message)).toMatchObject({ status: 202 });
  expect(taken).toEqual([1, 2].map(() => ({ door: "sns", text: JSON.stringify(EVENT) })));
});

test("refuses from SNS what is unsigned, old, of another topic or of version 1: 403, so that it is not sent again", async () => {
  const { post, taken } = doors();
  const table: [object | string, string][] = [
    [{ ...notification(), Message: "changed" }, "signature"],
    [notification({ SignatureVersion: "1" }), "version"],
    [notification({ TopicArn: `${TOPIC}2` }), "topic"],
    [notification({ Timestamp: "2026-11-24T09:00:00.000Z" }), "time"],
    [notification({ SigningCertURL: "https://sns.eu-west-1.amazonaws.com.example.com/a.pem" }), "certificate"],
    [EVENT, "shape"],
    ["no JSON", "shape"],
    ["", "shape"],
  ];
  for (const [body, kind] of table) {
    const { status, json } = await post("sns", body);
    expect([status, JSON.stringify(json)], kind).toEqual([403, expect.stringContaining(`"message":"${kind}: `)]);
  }
  expect(taken).toEqual([]);
});

test("confirms a subscription of a listed topic at SNS, and nothing else", async () => {
  const { post, asked } = doors();
  expect(await post("sns", confirmation())).toEqual({ status: 200, json: { subscribed: TOPIC } });
  expect(asked).toEqual([CERTIFICATE_URL, expect.stringContaining("Action=ConfirmSubscription")]);
  expect(
    (await post("sns", confirmation({ SubscribeURL: "https://example.com/?Action=ConfirmSubscription" }))).status,
  ).toBe(403);
  expect((await post("sns", confirmation({ TopicArn: `${TOPIC}2` }))).status).toBe(403);
  expect(asked).toHaveLength(2);
  expect((await post("sns", confirmation({ Type: "UnsubscribeConfirmation" }))).status).toBe(202);
});

test("asks SNS to try again where its certificate cannot be fetched just now", async () => {
  const verifySns = createSnsVerifier(
    () => Promise.reject(new Error("no network")),
    () => NOW_MS,
  ).verify;
  expect((await doors({ verifySns }).post("sns", notification())).status).toBe(503);
});

test("takes from EventBridge with the secret alone", async () => {
  const { post, taken } = doors();
  expect(await post("eventbridge", EVENT, BRIDGE)).toMatchObject({ status: 202, json: { queued: 1 } });
  for (const headers of [{}, { "x-watchpost-secret": `${SECRET}0` }, { authorization: "Bearer token" }]) {
    expect((await post("eventbridge", EVENT, headers as Record<string, string>)).status).toBe(401);
  }
  expect(
    (await doors({ eventBridgeSecrets: [] }).post("eventbridge", EVENT, { "x-watchpost-secret": "" })).status,
  ).toBe(401);
  expect(taken).toHaveLength(1);
});

test("says of what it cannot read why, with 400 and never 500", async () => {
  const { post } = doors();
  for (const body of ["", "{", "null", "[]", "{}", '{"Records":[]}', `{"Records":"${"x".repeat(1000)}"}`, "\u0000"]) {
    const { status, json } = await post("eventbridge", body, BRIDGE);
    expect([status, json["error"]], body).toEqual([400, { code: "invalid_request", message: expect.any(String) }]);
  }
});

test("a body beyond the bound is refused before it is read", async () => {
  const { post, taken } = doors();
  const body = "x".repeat(NOTIFICATION_BODY_BYTES_MAX + 1);
  expect((await post("eventbridge", body, BRIDGE)).status).toBe(413);
  expect((await post("sns", body)).status).toBe(413);
  expect(taken).toEqual([]);
});

const folder = shared("data/notifications/s3");

test.skipIf(folder === null)("each recorded envelope is read or refused with a reason", async () => {
  const { post } = doors();
  const total = { read: 0, refused: 0, queued: 0, tests: 0, others: 0, unreadable: 0 };
  for (const file of readdirSync(folder ?? "").filter((name) => name.endsWith(".json"))) {
    const { status, json } = await post("eventbridge", readFileSync(`${folder}/${file}`, "utf8"), BRIDGE);
    expect([202, 400], file).toContain(status);
    if (status === 202) total.read++;
    else total.refused++;
    for (const name of ["queued", "tests", "others", "unreadable"] as const) total[name] += Number(json[name] ?? 0);
    if (status === 400) expect(JSON.stringify(json), file).toMatch(/version .* is not known/);
  }
  expect(total).toEqual({ read: 13, refused: 1, queued: 9, tests: 2, others: 3, unreadable: 1 });
});
