/** Goal: a tick stays small however many ledgers there are. Method: bindings that count what they are asked for. */

import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import type { Env } from "../../src/env.ts";
import { consumePolls } from "../../src/intake/consume-polls.ts";
import type { PollMessage } from "../../src/intake/poll-message.ts";
import { tick } from "../../src/intake/tick.ts";
import { ledgersNamed, saveStreams, type Stream } from "../../src/store/ledgers.ts";
import { listCallsOf } from "../../src/store/list-calls.ts";
import { createSource, setDiscovered } from "../../src/store/sources.ts";
import { aSource } from "../store/a-source.ts";

const NOW = Date.UTC(2026, 10, 24, 12);
const MINUTE_MS = 60_000;

const SOURCE = aSource({ kind: null });

function stream(at: number): Stream {
  const accountId = String(100_000_000_000 + at);
  const base = `AWSLogs/${accountId}/CloudTrail/eu-west-1/`;
  return { accountId, kind: "cloudtrail", region: "eu-west-1", vpcId: null, layout: "daily", base };
}

type Counted = {
  env: Env;
  calls: { d1: number; sends: number; polls: number };
  messages: PollMessage[];
  polled: string[];
};

/** The tests' own bindings, counted; ledgers answer without listing anything. */
function counted(dueMs: number): Counted {
  const calls = { d1: 0, sends: 0, polls: 0 };
  const messages: PollMessage[] = [];
  const polled: string[] = [];
  const db = new Proxy(env.DB, {
    get(target, name) {
      if (name === "batch") calls.d1++;
      const value: unknown = Reflect.get(target, name);
      if (typeof value !== "function") return value;
      return (...args: unknown[]) => {
        if (name === "prepare") calls.d1++;
        return value.apply(target, args);
      };
    },
  });
  const POLLS = {
    send: async (body: PollMessage) => void (calls.sends++, messages.push(body)),
    sendBatch: async (batch: Iterable<{ body: PollMessage }>) => {
      calls.sends++;
      for (const { body } of batch) messages.push(body);
    },
  };
  const INTAKE_LEDGER = {
    getByName: (name: string) => ({
      poll: async () => {
        calls.polls++;
        polled.push(name);
        return { listed: 0, queued: 0, listCalls: 2, dueMs, problem: null, backfill: null };
      },
      checkDigests: async () => null,
    }),
  };
  const config = { POLL_IDLE_MINUTES_MAX: "15", DISCOVERY_MINUTES: "60" };
  return { env: { ...env, ...config, DB: db, POLLS, INTAKE_LEDGER } as unknown as Env, calls, messages, polled };
}

async function sourceWith(ledgers: number): Promise<void> {
  await createSource(env.DB, SOURCE);
  await setDiscovered(env.DB, SOURCE.id, NOW, null);
  await saveStreams(
    env.DB,
    SOURCE.id,
    Array.from({ length: ledgers }, (_, at) => stream(at)),
    NOW,
  );
}

function batchOf(messages: readonly PollMessage[]) {
  const acked: number[] = [];
  const list = messages.map((body, at) => ({
    id: String(at),
    body,
    attempts: 1,
    ack: () => acked.push(at),
    retry: () => {},
  }));
  return { batch: { queue: "watchpost-polls", messages: list } as unknown as MessageBatch<PollMessage>, acked };
}

test("5,000 ledgers: a tick sends 100 messages with a few calls, and each message polls its 50", async () => {
  await sourceWith(5_000);
  const { env: own, calls, messages, polled } = counted(NOW + MINUTE_MS / 2);
  await tick(own, NOW);
  const inTick = calls.d1 + calls.sends + calls.polls;
  console.log(`tick at 5,000 ledgers: ${calls.d1} D1 calls, ${calls.sends} sends, ${messages.length} messages`);
  expect([messages.length, calls.polls]).toEqual([100, 0]);
  expect(inTick).toBeLessThan(20);
  const named = messages.flatMap((message) => (message.kind === "poll" ? message.accountIds : []));
  expect(new Set(named).size).toBe(5_000);

  calls.d1 = 0;
  const { batch, acked } = batchOf(messages.slice(0, 1));
  await consumePolls(own, batch);
  console.log(`one message of 50 ledgers: ${calls.d1} D1 calls, ${calls.polls} polls`);
  expect([acked, calls.polls, new Set(polled).size]).toEqual([[0], 50, 50]);
  expect(calls.d1 + calls.polls).toBeLessThan(70);
  expect((await listCallsOf(env.DB, SOURCE.id, 5))[0]?.calls).toBe(100);
});

test("a handful of ledgers is polled by the tick itself; missed and doubled ticks change nothing", async () => {
  await sourceWith(5);
  const { env: own, calls, messages, polled } = counted(NOW + 20 * MINUTE_MS);
  await tick(own, NOW);
  expect([calls.polls, messages]).toEqual([5, []]);
  await tick(own, NOW);
  await tick(own, NOW + 10 * MINUTE_MS);
  expect(calls.polls).toBe(5);
  await tick(own, NOW + 21 * MINUTE_MS);
  expect([calls.polls, new Set(polled).size]).toEqual([10, 5]);
});

test("a message delivered twice, late, unreadable or of a source that is gone does no harm", async () => {
  await sourceWith(2);
  const { env: own, calls } = counted(NOW * 2);
  const poll: PollMessage = { kind: "poll", sourceId: SOURCE.id, accountIds: [stream(0).accountId, "999999999999"] };
  const bad = { kind: "else" } as unknown as PollMessage;
  const { batch, acked } = batchOf([poll, poll, bad, { ...poll, sourceId: "gone" }]);
  await consumePolls(own, batch);
  expect([acked, calls.polls]).toEqual([[0, 1, 2, 3], 1]);
});

test("streams are added and corrected and never lost, and an account's ledger is due when it has new ones", async () => {
  await sourceWith(1);
  const { accountId } = stream(0);
  const read = async () => (await ledgersNamed(env.DB, SOURCE.id, [accountId]))[0];
  const flow: Stream = { ...stream(0), kind: "flow", base: `AWSLogs/${accountId}/vpcflowlogs/eu-west-1/` };
  await saveStreams(env.DB, SOURCE.id, [stream(0)], NOW + 1);
  expect(await read()).toMatchObject({ dueMs: NOW, streams: [stream(0)] });
  await saveStreams(env.DB, SOURCE.id, [flow], NOW + 2);
  expect(await read()).toMatchObject({ dueMs: NOW + 2, streams: [stream(0), flow] });
  await saveStreams(env.DB, SOURCE.id, [{ ...flow, layout: "hive-daily" }], NOW + 3);
  expect((await read())?.streams).toEqual([stream(0), { ...flow, layout: "hive-daily" }]);
});

test("streams stored before there were kinds are CloudTrail's", async () => {
  await sourceWith(1);
  const { accountId, region, base } = stream(0);
  const old = JSON.stringify([{ accountId, region, base }]);
  await env.DB.prepare("UPDATE ledgers SET streams = ?").bind(old).run();
  expect((await ledgersNamed(env.DB, SOURCE.id, [accountId]))[0]?.streams).toEqual([stream(0)]);
});
