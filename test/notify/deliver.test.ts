import { expect, test } from "vitest";
import { deliver, type Outcome } from "../../src/notify/deliver.ts";

const SECRET = "https://hooks.slack.com/services/T000/B000/secret";

function attempt(answer: (init: RequestInit) => Promise<Response>): Promise<Outcome> {
  const fetch = (_: unknown, init: RequestInit = {}) => answer(init);
  return deliver({
    url: SECRET,
    message: { text: "x" },
    fetch: fetch as typeof globalThis.fetch,
    nowMs: 0,
    timeoutMs: 20,
  });
}

test.each<[string, Response, Outcome]>([
  ["200", new Response("ok"), { kind: "sent" }],
  ["204", new Response(null, { status: 204 }), { kind: "sent" }],
  [
    "429",
    new Response("rate_limited", { status: 429, headers: { "Retry-After": "30" } }),
    { kind: "retry", reason: "HTTP 429: rate_limited", retryAfterSeconds: 30 },
  ],
  ["429 bare", new Response(null, { status: 429 }), { kind: "retry", reason: "HTTP 429", retryAfterSeconds: null }],
  ["408", new Response("", { status: 408 }), { kind: "retry", reason: "HTTP 408", retryAfterSeconds: null }],
  ["500", new Response("<h1>no</h1>", { status: 500 }), { kind: "retry", reason: "HTTP 500", retryAfterSeconds: null }],
  [
    "503",
    new Response("", { status: 503, headers: { "Retry-After": "Thu, 01 Jan 1970 00:00:07 GMT" } }),
    { kind: "retry", reason: "HTTP 503", retryAfterSeconds: 7 },
  ],
  ["400", new Response("invalid_payload", { status: 400 }), { kind: "failed", reason: "HTTP 400: invalid_payload" }],
  [
    "403",
    new Response("action_prohibited", { status: 403 }),
    { kind: "failed", reason: "HTTP 403: action_prohibited" },
  ],
  ["404", new Response("no_service\n", { status: 404 }), { kind: "failed", reason: "HTTP 404: no_service" }],
  [
    "410",
    new Response("channel_is_archived", { status: 410 }),
    { kind: "failed", reason: "HTTP 410: channel_is_archived" },
  ],
  ["404 with prose", new Response(`see ${SECRET}`, { status: 404 }), { kind: "failed", reason: "HTTP 404" }],
  ["404 with much", new Response("a".repeat(1e6), { status: 404 }), { kind: "failed", reason: "HTTP 404" }],
  [
    "302",
    new Response(null, { status: 302, headers: { Location: "http://127.0.0.1/" } }),
    { kind: "failed", reason: "HTTP 302: redirects are not followed" },
  ],
])("%s", async (_, response, outcome) => {
  expect(await attempt(async () => response)).toStrictEqual(outcome);
});

function silent(init: RequestInit): Promise<Response> {
  return new Promise((_, reject) => {
    init.signal?.addEventListener("abort", () => reject(init.signal?.reason));
  });
}

test("no answer in time is worth another attempt", async () => {
  expect(await attempt(silent)).toStrictEqual({
    kind: "retry",
    reason: "no answer within 0.02 s",
    retryAfterSeconds: null,
  });
});

test("a network error is worth another attempt, and its text, which may hold the URL, is not kept", async () => {
  const outcome = await attempt(() => Promise.reject(new TypeError(`fetch failed: ${SECRET}`)));
  expect(outcome).toStrictEqual({ kind: "retry", reason: "network error", retryAfterSeconds: null });
});

test("posts JSON, follows no redirect, sends no header of ours", async () => {
  let sent: RequestInit = {};
  await attempt(async (init) => {
    sent = init;
    return new Response("ok");
  });
  expect(sent).toMatchObject({ method: "POST", body: '{"text":"x"}', redirect: "manual" });
  expect(sent.headers).toStrictEqual({ "Content-Type": "application/json; charset=utf-8" });
});
