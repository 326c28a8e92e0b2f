/** Goal: whatever a publisher sends, the last good list stays in use and the reason is shown. Method: real D1 and R2, injected fetch. */

import { env } from "cloudflare:workers";
import { expect, test, vi } from "vitest";
import { matchIp } from "../../src/core/intel/tables.ts";
import { parseIp } from "../../src/core/net/ip.ts";
import { loadEnrichment } from "../../src/feeds/load-enrichment.ts";
import { loadLists } from "../../src/feeds/loaded-lists.ts";
import { refreshList } from "../../src/feeds/refresh-list.ts";
import { AWS, AZURE } from "../core/intel/lists/cloud-samples.ts";
import { leaseLists } from "../../src/store/list-readings.ts";
import { acceptHeld, switchFeedsOn } from "../../src/store/list-requests.ts";
import { getList, type List } from "../../src/store/lists.ts";

const ID = "tor-exits";
const NOW = Date.UTC(2026, 10, 24);
const HOUR = 3_600_000;

/** 200 addresses. */
const GOOD = Array.from({ length: 200 }, (_, at) => `198.51.100.${at}`).join("\n");

function answering(body: BodyInit | null, init: ResponseInit = {}): typeof fetch {
  return (async () => new Response(body, init)) as unknown as typeof fetch;
}

async function refresh(answer: typeof fetch, nowMs = NOW, timeoutMs = 200): Promise<List> {
  vi.spyOn(console, "error").mockImplementation(() => {});
  await refreshList(env, ID, { fetch: answer, nowMs, freshKey: () => [1, 2], timeoutMs });
  const list = await getList(env.DB, ID);
  if (list === null) throw new Error("no row");
  return list;
}

async function withGood(): Promise<List> {
  await switchFeedsOn(env.DB, [{ id: ID, name: "Tor exit addresses" }], NOW);
  return await refresh(answering(GOOD, { headers: { etag: '"v1"' } }));
}

async function matches(ip: string): Promise<readonly string[]> {
  const parsed = parseIp(ip);
  if (parsed === null) throw new Error(ip);
  return (await loadLists(env, NOW))
    .flatMap((table) => matchIp(table, parsed))
    .map(({ list, category }) => `${list}: ${category}`);
}

test("a good list is in use, and due again when its publisher may be asked", async () => {
  const list = await withGood();
  expect(list).toMatchObject({
    status: "ACTIVE",
    error: null,
    dueMs: NOW + HOUR,
    compiled: { entries: 200, rejected: 0 },
  });
  expect(await matches("198.51.100.7")).toEqual(["Tor exit addresses: tor-exit"]);
  expect(await matches("203.0.113.7")).toEqual([]);
});

function hundredMegabytes(): ReadableStream<Uint8Array> {
  const piece = new TextEncoder().encode(`#${"x".repeat(1_022)}\n`.repeat(1_024));
  let sent = 0;
  return new ReadableStream({
    pull(controller) {
      if (sent++ < 100) controller.enqueue(piece);
      else controller.close();
    },
  });
}

function bomb(): Promise<ArrayBuffer> {
  const piece = new Uint8Array(1024 * 1024).fill(48);
  const stream = new ReadableStream({
    start(controller) {
      for (let at = 0; at < 40; at++) controller.enqueue(piece);
      controller.close();
    },
  });
  return new Response(stream.pipeThrough(new CompressionStream("gzip"))).arrayBuffer();
}

test.each<[string, () => Promise<typeof fetch> | typeof fetch, RegExp]>([
  ["a web page", () => answering("<!doctype html><html><body>blocked</body></html>"), /no list: a web page/],
  ["an empty file", () => answering(""), /the list is empty/],
  ["comments alone", () => answering("# nothing today\n"), /no usable entry/],
  [
    "a text of something else",
    () => answering("Rate limit exceeded, try again\nin a minute\n"),
    /no usable entry.*line 1/,
  ],
  [
    "mostly other lines",
    () => answering(`198.51.100.1\nno\nlist\nat all\n`),
    /more lines are refused \(3\) than taken \(1\)/,
  ],
  ["HTTP 500", () => answering("oops", { status: 500 }), /HTTP 500/],
  [
    "a redirect to a private address",
    () => answering(null, { status: 302, headers: { location: "https://10.0.0.1/" } }),
    /names its host by address/,
  ],
  ["a gzip bomb", async () => answering(await bomb()), /inflates to more than/],
  [
    "more bytes announced than any feed has",
    () => answering(GOOD, { headers: { "content-length": "200000000" } }),
    /has 200000000 bytes, more than/,
  ],
  ["gzip that is cut off", async () => answering((await bomb()).slice(0, 500)), /bad gzip/],
  ["silence", () => (() => new Promise(() => {})) as unknown as typeof fetch, /took too long/],
])("%s: the last good list stays, and the reason is shown", async (_, answer, reason) => {
  const good = await withGood();
  const list = await refresh(await answer(), NOW + HOUR);
  expect(list).toMatchObject({ status: "ACTIVE", objectKey: good.objectKey, compiled: { entries: 200 } });
  expect(list.error).toMatch(reason);
  // Tried again before long, and less and less often.
  expect(list.dueMs).toBe(NOW + HOUR + 5 * 60_000);
  expect(await matches("198.51.100.7")).toEqual(["Tor exit addresses: tor-exit"]);
});

test("a hundred megabytes without an entry are read to their end and change nothing", async () => {
  const good = await withGood();
  const list = await refresh(answering(hundredMegabytes()), NOW + HOUR, 50_000);
  expect(list).toMatchObject({ status: "ACTIVE", objectKey: good.objectKey });
  expect(list.error).toMatch(/no usable entry/);
});

test("a feed that never worked is in error, and recovers by itself", async () => {
  await switchFeedsOn(env.DB, [{ id: ID, name: "Tor exit addresses" }], NOW);
  expect(await refresh(answering("", {}))).toMatchObject({ status: "ERROR", objectKey: null });
  expect(await refresh(answering(GOOD))).toMatchObject({ status: "ACTIVE", error: null, failures: 0 });
});

test("a list whose reading ends without a word is queued less and less often", async () => {
  await switchFeedsOn(env.DB, [{ id: ID, name: "Tor exit addresses" }], NOW);
  const due: number[] = [];
  for (let nth = 0, at = NOW; nth < 4; nth++) {
    const list = await getList(env.DB, ID);
    await leaseLists(env.DB, list === null ? [] : [list], at);
    const next = (await getList(env.DB, ID))?.dueMs ?? 0;
    due.push((next - at) / 60_000);
    at = next;
  }
  expect(due).toEqual([15, 30, 60, 120]);
  expect(await refresh(answering(GOOD))).toMatchObject({ failures: 0, dueMs: NOW + HOUR });
});

test("unchanged content is looked at, not read", async () => {
  const good = await withGood();
  const list = await refresh(answering(null, { status: 304 }), NOW + HOUR);
  expect(list).toMatchObject({
    objectKey: good.objectKey,
    checkedMs: NOW + HOUR,
    changedMs: NOW,
    dueMs: NOW + 2 * HOUR,
  });
});

test("changed content takes the place of the old, and bad lines are counted", async () => {
  const good = await withGood();
  const list = await refresh(answering(`${GOOD}\n203.0.113.7\n1.2.3.04\n10.0.0.1\n`), NOW + HOUR);
  expect(list.objectKey).not.toBe(good.objectKey);
  expect(list.compiled).toMatchObject({ entries: 201, rejected: 2, categories: ["tor-exit"] });
  expect(list.compiled?.samples[0]).toContain("line 202: “1.2.3.04”");
  expect(await matches("203.0.113.7")).toEqual(["Tor exit addresses: tor-exit"]);
});

test("a list that lost more than half is held back until somebody accepts it", async () => {
  const good = await withGood();
  const short = GOOD.split("\n").slice(0, 99).join("\n");
  const held = await refresh(answering(short), NOW + HOUR);
  expect(held).toMatchObject({ status: "ACTIVE", objectKey: good.objectKey, held: { entries: 99 } });
  expect(held.error).toBe("held back: 99 entries after 200 before");
  expect(await matches("198.51.100.150")).toHaveLength(1);
  expect(await acceptHeld(env.DB, ID, NOW + HOUR)).toBe(true);
  expect(await getList(env.DB, ID)).toMatchObject({
    objectKey: held.heldKey,
    held: null,
    error: null,
    compiled: { entries: 99 },
  });
  expect(await acceptHeld(env.DB, ID, NOW + HOUR)).toBe(false);
});

test("a publisher that goes back to the version in use ends the holding back", async () => {
  await withGood();
  expect((await refresh(answering(GOOD.slice(0, 300)))).held).not.toBeNull();
  expect(await refresh(answering(null, { status: 304 }))).toMatchObject({ held: null, heldKey: null, error: null });
});

test("half is not less than half", async () => {
  await withGood();
  const half = GOOD.split("\n").slice(0, 100).join("\n");
  expect(await refresh(answering(half))).toMatchObject({ held: null, compiled: { entries: 100 } });
});

test("a message that is delivered twice leaves one object and the same row", async () => {
  const first = await withGood();
  const again = await refresh(answering(GOOD, { headers: { etag: '"v1"' } }));
  expect(again).toEqual(first);
  expect((await env.TABLES.list()).objects.map(({ key }) => key)).toEqual([first.objectKey]);
});

test("replaced tables go once nobody can go by them", async () => {
  await withGood();
  const later = Date.now() + HOUR;
  const list = await refresh(answering(`${GOOD}\n203.0.113.7`), later);
  expect((await env.TABLES.list()).objects.map(({ key }) => key)).toEqual([list.objectKey]);
  expect(list.status).toBe("ACTIVE");
});

test("tables that are gone are read from their source again", async () => {
  await withGood();
  const own = `${GOOD}\n203.0.113.99`;
  const good = await refresh(answering(own));
  // Not loaded before: what an isolate holds it does not ask for again.
  await env.TABLES.delete(good.objectKey ?? "");
  expect(await matches("198.51.100.7")).toEqual([]);
  expect(await getList(env.DB, ID)).toMatchObject({ status: "ACTIVATING", objectKey: null, dueMs: NOW });
  await refresh(answering(own));
  expect(await matches("198.51.100.7")).toHaveLength(1);
});

function pages(answers: Readonly<Record<string, string>>): { readonly fetch: typeof fetch; readonly asked: string[] } {
  const asked: string[] = [];
  const answer = async (url: string): Promise<Response> => {
    asked.push(url);
    return new Response(answers[url] ?? "", { status: url in answers ? 200 : 404 });
  };
  return { fetch: answer as unknown as typeof fetch, asked };
}

const SERVICE_TAGS = "https://download.microsoft.com/download/7/1/d/71d86715-aaaa/ServiceTags_Public_20261123.json";
const PAGE = "https://www.microsoft.com/en-us/download/details.aspx?id=56519";

async function refreshAzure(answer: typeof fetch): Promise<List | null> {
  vi.spyOn(console, "error").mockImplementation(() => {});
  const id = "azure-ranges";
  await switchFeedsOn(env.DB, [{ id, name: "Azure service tags" }], NOW);
  await refreshList(env, id, { fetch: answer, nowMs: NOW, freshKey: () => [1, 2], timeoutMs: 200 });
  return await getList(env.DB, id);
}

test("a list whose name changes each week is found in its publisher's page", async () => {
  const world = pages({ [PAGE]: `<a href="${SERVICE_TAGS}">download</a>`, [SERVICE_TAGS]: AZURE });
  expect(await refreshAzure(world.fetch)).toMatchObject({
    status: "ACTIVE",
    compiled: { entries: 3, categories: ["cloud"] },
  });
  expect(world.asked).toEqual([PAGE, SERVICE_TAGS]);
});

test.each([
  ["nothing", "<html>soon</html>"],
  ["another host", `<a href="${SERVICE_TAGS.replace("download.microsoft.com", "download.evil.example")}">`],
  ["another file", `<a href="https://download.microsoft.com/download/7/../../x.json">`],
])("a page that links to %s gives no list", async (_, page) => {
  const world = pages({ [PAGE]: page });
  expect(await refreshAzure(world.fetch)).toMatchObject({
    status: "ERROR",
    error: "the publisher's page links to no list",
  });
  expect(world.asked).toEqual([PAGE]);
});

test("ranges of a cloud say where an address is, and are no list that a detector sees", async () => {
  await switchFeedsOn(env.DB, [{ id: "aws-ranges", name: "AWS address ranges" }], NOW);
  await refreshList(env, "aws-ranges", { fetch: answering(AWS), nowMs: NOW, freshKey: () => [1, 2], timeoutMs: 200 });
  const enrichment = await loadEnrichment(env, NOW);
  expect(enrichment.caller("54.200.1.1", null)).toMatchObject({
    cloud: { provider: "aws", service: "EC2", region: "us-west-2" },
    matches: [],
  });
});
