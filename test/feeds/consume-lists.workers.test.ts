import { createMessageBatch, createExecutionContext, getQueueResult } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, test, vi } from "vitest";
import type { Env } from "../../src/env.ts";
import { consumeLists } from "../../src/feeds/consume-lists.ts";
import { switchFeedsOn } from "../../src/store/list-requests.ts";
import { getList } from "../../src/store/lists.ts";

const FEED = { id: "tor-exits", name: "Tor exit addresses" };

async function consumed(body: unknown, change: Partial<Env> = {}) {
  vi.spyOn(console, "error").mockImplementation(() => {});
  const batch = createMessageBatch("watchpost-lists", [{ id: "m", timestamp: new Date(), attempts: 1, body }]);
  await consumeLists({ ...env, ...change }, batch);
  return await getQueueResult(batch, createExecutionContext());
}

test("a feed that is due is read, and its message acknowledged", async () => {
  vi.spyOn(globalThis, "fetch").mockImplementation(async () => new Response("198.51.100.7\n"));
  await switchFeedsOn(env.DB, [FEED], Date.now());
  expect((await consumed({ listId: FEED.id })).explicitAcks).toEqual(["m"]);
  expect(await getList(env.DB, FEED.id)).toMatchObject({ status: "ACTIVE", compiled: { entries: 1 } });
});

test("a feed that cannot be read is no reason to deliver the message again", async () => {
  vi.spyOn(globalThis, "fetch").mockImplementation(async () => new Response("gone", { status: 410 }));
  await switchFeedsOn(env.DB, [FEED], Date.now());
  expect((await consumed({ listId: FEED.id })).explicitAcks).toEqual(["m"]);
  expect(await getList(env.DB, FEED.id)).toMatchObject({ status: "ERROR", error: "the publisher answers HTTP 410" });
});

test("a store that gives no answer is", async () => {
  vi.spyOn(globalThis, "fetch").mockImplementation(async () => new Response("198.51.100.7\n"));
  await switchFeedsOn(env.DB, [FEED], Date.now());
  const TABLES = { put: () => Promise.reject(new Error("R2 is away")) } as unknown as R2Bucket;
  const result = await consumed({ listId: FEED.id }, { TABLES });
  expect(result.retryMessages).toMatchObject([{ msgId: "m" }]);
  expect(await getList(env.DB, FEED.id)).toMatchObject({ status: "ACTIVATING", objectKey: null });
});

test.each([[{}], [{ listId: "" }], ["tor-exits"], [null], [{ listId: "a".repeat(65) }]])(
  "%j is no message of this queue and goes",
  async (body) => {
    expect((await consumed(body)).explicitAcks).toEqual(["m"]);
  },
);

test("a list that is gone, off or of an unknown id asks nobody", async () => {
  const fetch = vi.spyOn(globalThis, "fetch");
  expect((await consumed({ listId: "none" })).explicitAcks).toEqual(["m"]);
  expect(fetch).not.toHaveBeenCalled();
});
