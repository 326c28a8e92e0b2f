import { env } from "cloudflare:workers";
import { expect, test, vi } from "vitest";
import { NOTICE_ATTEMPTS_MAX } from "../../src/core/limits.ts";
import { sightingsOf } from "../../src/core/findings/sighting.ts";
import { consumeNotices, type NoticeDeps } from "../../src/notify/consume-notices.ts";
import { claimNotice, getNotice } from "../../src/store/notices.ts";
import { saveSightings } from "../../src/store/save-sightings.ts";
import { aHit } from "../core/findings/samples.ts";

const START = Date.UTC(2026, 0, 1);

type Answer = (init: RequestInit) => Promise<Response>;

const answer: Record<string, Answer> = {
  ok: async () => new Response("ok"),
  limited: async () => new Response("rate_limited", { status: 429, headers: { "Retry-After": "30" } }),
  broken: async () => new Response("", { status: 500 }),
  gone: async () => new Response("channel_is_archived", { status: 410 }),
  unreachable: () => Promise.reject(new TypeError("connection refused")),
  silent: (init) =>
    new Promise((_, reject) => {
      init.signal?.addEventListener("abort", () => reject(init.signal?.reason));
    }),
};

/** A Slack that answers as told, one answer an attempt, and the last one for ever. */
function aReceiver(...script: Answer[]) {
  const attempts: string[] = [];
  const received: string[] = [];
  const fetch = async (_: unknown, init: RequestInit = {}) => {
    const act = script[Math.min(attempts.length, script.length - 1)] ?? answer["ok"];
    attempts.push(String(init.body));
    const response = await act?.(init);
    if (response === undefined) throw new Error("no script");
    if (response.ok) received.push(String(init.body));
    return response;
  };
  return { attempts, received, fetch: fetch as typeof globalThis.fetch };
}

function someDeps(override: Partial<NoticeDeps>): NoticeDeps {
  return {
    db: env.DB,
    fetch: aReceiver().fetch,
    slack: { webhookUrl: "https://hooks.slack.com/services/x" },
    publicUrl: null,
    nowMs: () => START,
    random: () => 0,
    timeoutMs: 20,
    ...override,
  };
}

async function aNotice(subject = "alice"): Promise<string> {
  const channels = [{ name: "slack", severityMin: 1 }] as const;
  const sightings = sightingsOf([aHit({ subject: [subject] })], "chunk");
  const [id = ""] = await saveSightings(env.DB, sightings, { nowMs: START, notify: true, channels });
  return id;
}

/** A batch as the platform hands it over; its own test helper does not tell the delays. */
async function consume(deps: NoticeDeps, ...bodies: unknown[]) {
  const acked: number[] = [];
  const delays: number[] = [];
  const messages = bodies.map((body, i) => ({
    id: `m${i}`,
    timestamp: new Date(START),
    attempts: 1,
    body,
    ack: () => void acked.push(i),
    retry: (options?: QueueRetryOptions) => void delays.push(options?.delaySeconds ?? 0),
  }));
  const metadata = { metrics: { backlogCount: 0, backlogBytes: 0 } };
  const batch = { queue: "watchpost-notices", messages, metadata, ackAll: () => undefined, retryAll: () => undefined };
  await consumeNotices(batch, deps);
  return { acked, delays };
}

/** Plays the queue: redelivers after the delay that the consumer asked for. Returns the delays. */
async function deliverUntilAcked(id: string, receiver: { fetch: typeof fetch }): Promise<number[]> {
  const delays: number[] = [];
  let nowMs = START;
  for (let round = 0; round <= NOTICE_ATTEMPTS_MAX + 1; round++) {
    const result = await consume(someDeps({ fetch: receiver.fetch, nowMs: () => nowMs }), { noticeId: id });
    if (result.acked.length === 1) return delays;
    const [delay = 0] = result.delays;
    delays.push(delay);
    nowMs += delay * 1000;
  }
  throw new Error("neither sent nor given up");
}

test("429, 500, no answer, unreachable, then 200: one message arrives and none is lost", async () => {
  const id = await aNotice();
  const { limited, broken, silent, unreachable, ok } = answer;
  if (!limited || !broken || !silent || !unreachable || !ok) throw new Error("all are there");
  const receiver = aReceiver(limited, broken, silent, unreachable, ok);
  expect(await deliverUntilAcked(id, receiver)).toStrictEqual([30, 10, 20, 40]);
  expect(receiver.attempts).toHaveLength(5);
  expect(receiver.received).toHaveLength(1);
  expect(await getNotice(env.DB, id)).toMatchObject({ state: "sent", attempts: 5, reason: null });
});

test("the same message again, or two of them at once, tell nobody twice", async () => {
  const id = await aNotice();
  const receiver = aReceiver();
  const deps = someDeps({ fetch: receiver.fetch });
  await Promise.all([consume(deps, { noticeId: id }, { noticeId: id }), consume(deps, { noticeId: id })]);
  const { acked } = await consume(deps, { noticeId: id });
  expect(acked).toHaveLength(1);
  expect(receiver.received).toHaveLength(1);
});

test("a message for a notice in other hands waits for the outcome", async () => {
  const id = await aNotice();
  await claimNotice(env.DB, id, START);
  const receiver = aReceiver();
  const { acked, delays } = await consume(someDeps({ fetch: receiver.fetch, nowMs: () => START + 1000 }), {
    noticeId: id,
  });
  expect(acked).toHaveLength(0);
  expect(delays).toStrictEqual([59]);
  expect(receiver.attempts).toHaveLength(0);
});

test("what a receiver refuses for good is failed at once, with the reason kept", async () => {
  const id = await aNotice();
  const gone = answer["gone"];
  if (!gone) throw new Error("it is there");
  expect(await deliverUntilAcked(id, aReceiver(gone))).toStrictEqual([]);
  expect(await getNotice(env.DB, id)).toMatchObject({ state: "failed", reason: "HTTP 410: channel_is_archived" });
});

test("a receiver that stays down is given up after the cap, days later, with the reason kept", async () => {
  const id = await aNotice();
  const broken = answer["broken"];
  if (!broken) throw new Error("it is there");
  const delays = await deliverUntilAcked(id, aReceiver(broken));
  expect(delays).toHaveLength(NOTICE_ATTEMPTS_MAX - 1);
  expect(delays.reduce((sum, delay) => sum + delay, 0)).toBeGreaterThan(2 * 24 * 3600);
  const reason = `given up after ${NOTICE_ATTEMPTS_MAX} attempts: HTTP 500`;
  expect(await getNotice(env.DB, id)).toMatchObject({ state: "failed", reason });
});

test("without a webhook a notice is failed and says so", async () => {
  const id = await aNotice();
  await consume(someDeps({ slack: null }), { noticeId: id });
  expect(await getNotice(env.DB, id)).toMatchObject({ state: "failed", reason: "SLACK_WEBHOOK_URL is not set" });
});

test("messages of no notice are dropped with a warning, and the others still go out", async () => {
  const warn = vi.spyOn(console, "warn").mockImplementation(() => undefined);
  const id = await aNotice();
  const receiver = aReceiver();
  const bodies = [null, "x", {}, { noticeId: 7 }, { noticeId: "no.such.notice" }, { noticeId: id }];
  const { acked } = await consume(someDeps({ fetch: receiver.fetch }), ...bodies);
  expect(acked).toHaveLength(bodies.length);
  expect(receiver.received).toHaveLength(1);
  expect(warn).toHaveBeenCalledTimes(5);
  warn.mockRestore();
});

test("while the store is out of reach messages come back, growing rarer", async () => {
  const error = vi.spyOn(console, "error").mockImplementation(() => undefined);
  const id = await aNotice();
  await env.DB.prepare("ALTER TABLE notices RENAME TO gone").run();
  const { acked, delays } = await consume(someDeps({}), { noticeId: id });
  await env.DB.prepare("ALTER TABLE gone RENAME TO notices").run();
  expect(acked).toHaveLength(0);
  expect(delays).toStrictEqual([10]);
  expect(error).toHaveBeenCalledTimes(1);
  error.mockRestore();
});

test("a post that arrived is not repeated because the store hiccuped after it", async () => {
  const id = await aNotice();
  const receiver = aReceiver();
  let failures = 2;
  const hiccuping = Object.assign(Object.create(env.DB), {
    prepare: (sql: string) => {
      if (sql.includes("state = 'sent'") && failures-- > 0) throw new Error("D1 is resetting");
      return env.DB.prepare(sql);
    },
  });
  await consume(someDeps({ db: hiccuping, fetch: receiver.fetch }), { noticeId: id });
  expect(await getNotice(env.DB, id)).toMatchObject({ state: "sent" });
  expect(receiver.received).toHaveLength(1);
});
