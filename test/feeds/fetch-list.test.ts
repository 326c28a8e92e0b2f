/** Goal: a publisher, or whoever stands in for one, can neither hang, flood nor redirect the download. */

import { expect, test } from "vitest";
import { fetchList, type FetchListDeps } from "../../src/feeds/fetch-list.ts";

const URL_OF_LIST = "https://lists.example.org/bad.txt";

type Answer = (url: string, headers: Headers) => Response | Promise<Response>;

function deps(answer: Answer, change: Partial<FetchListDeps> = {}): FetchListDeps & { readonly asked: string[] } {
  const asked: string[] = [];
  const fetch = async (input: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
    asked.push(String(input));
    return await answer(String(input), new Headers(init?.headers));
  };
  return { fetch: fetch as typeof globalThis.fetch, local: false, bytesMax: 1_000, asked, ...change };
}

async function textOf(with_: FetchListDeps): Promise<string> {
  const download = await fetchList(URL_OF_LIST, null, with_);
  if (download.kind !== "body") return download.kind;
  const parts: Uint8Array[] = [];
  for await (const bytes of download.body) parts.push(bytes);
  return Buffer.concat(parts).toString();
}

function redirect(location: string): Answer {
  return (url) =>
    url === URL_OF_LIST ? new Response(null, { status: 302, headers: { location } }) : new Response("ok");
}

test("the body is handed out with what its publisher says of its version", async () => {
  const headers = { etag: '"v1"', "last-modified": "Tue, 24 Nov 2026 00:00:00 GMT" };
  const download = await fetchList(
    URL_OF_LIST,
    null,
    deps(() => new Response("192.0.2.1\n", { headers })),
  );
  expect(download).toMatchObject({ kind: "body", validators: { etag: '"v1"', modified: headers["last-modified"] } });
});

test("unchanged content is asked for by its version and not sent again", async () => {
  const known = { etag: '"v1"', modified: "Tue, 24 Nov 2026 00:00:00 GMT" };
  const sent: (string | null)[] = [];
  const answer: Answer = (_, headers) => {
    sent.push(headers.get("if-none-match"), headers.get("if-modified-since"));
    return new Response(null, { status: 304 });
  };
  expect(await fetchList(URL_OF_LIST, known, deps(answer))).toEqual({ kind: "unchanged" });
  expect(sent).toEqual([known.etag, known.modified]);
});

test("304 to a question that named no version is a fault", async () => {
  await expect(textOf(deps(() => new Response(null, { status: 304 })))).rejects.toThrow("HTTP 304");
});

test.each([
  "https://127.0.0.1/x",
  "http://lists.example.org/bad.txt",
  "https://metadata.internal/x",
  "https://other.example.org/x",
  "https://lists.example.org:8443/x",
  "https://user@lists.example.org/x",
  "//169.254.169.254/latest/meta-data",
  "file:///etc/passwd",
])("a redirect to %s is not followed", async (location) => {
  const world = deps(redirect(location));
  await expect(textOf(world)).rejects.toThrow(/^the (address|publisher)/);
  expect(world.asked).toEqual([URL_OF_LIST]);
});

test("a redirect within the host is followed, a loop is not", async () => {
  expect(await textOf(deps(redirect("/moved.txt")))).toBe("ok");
  const loop = deps(() => new Response(null, { status: 301, headers: { location: "/bad.txt" } }));
  await expect(textOf(loop)).rejects.toThrow("redirects more than 3 times");
  expect(loop.asked).toHaveLength(4);
});

test.each([
  "http://lists.example.org/x",
  "https://10.0.0.1/x",
  "https://localhost/x",
  "https://own.example/x",
  "ftp://a.b/c",
])("%s is not asked at all", async (url) => {
  const world = deps(() => new Response("x"), { ownHosts: ["own.example"] });
  await expect(fetchList(url, null, world)).rejects.toThrow("the address");
  expect(world.asked).toEqual([]);
});

test("the local stack may read from loopback", async () => {
  const world = deps(() => new Response("x"), { local: true });
  expect(await fetchList("http://127.0.0.1:8080/x", null, world)).toMatchObject({ kind: "body" });
});

test.each([403, 404, 429, 500, 503])("HTTP %i is no list", async (status) => {
  await expect(textOf(deps(() => new Response("no", { status })))).rejects.toThrow(`HTTP ${status}`);
});

test("a body beyond the bound is refused, announced or not", async () => {
  await expect(textOf(deps(() => new Response("x".repeat(1_001))))).rejects.toThrow("more than 1000");
  const announced = deps(() => new Response("x", { headers: { "content-length": "5000" } }));
  await expect(textOf(announced)).rejects.toThrow("has 5000 bytes, more than 1000");
  expect(await textOf(deps(() => new Response("x".repeat(1_000))))).toHaveLength(1_000);
});

test("a publisher that does not answer, or stops within the body, ends in time", async () => {
  const silent = deps(() => new Promise<Response>(() => {}), { timeoutMs: 20 });
  await expect(textOf(silent)).rejects.toThrow("took too long");
  const stuck = new ReadableStream({
    start: (controller) => controller.enqueue(new TextEncoder().encode("192.0.2.1\n")),
  });
  await expect(textOf(deps(() => new Response(stuck), { timeoutMs: 20 }))).rejects.toThrow("took too long");
});

test("a connection that breaks is told without repeating what the platform says", async () => {
  const broken = deps(() => Promise.reject(new TypeError("getaddrinfo ENOTFOUND secret.internal")));
  await expect(textOf(broken)).rejects.toThrow(/^the publisher cannot be reached$/);
});
