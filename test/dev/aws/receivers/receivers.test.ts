/** Receivers take what they are sent, and fail as their script says. */

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { z } from "zod";
import { type LocalAws, startLocalAws } from "../../../../dev/stack.ts";
import { CONFIG, start } from "../local-aws.ts";

let aws: LocalAws;

beforeAll(async () => {
  aws = await start();
}, 60_000);

afterAll(() => aws.dispose());

function at(part = "", name = "slack"): string {
  return `${aws.url}/_watchpost/receivers/${name}${part}`;
}

beforeEach(async () => {
  await fetch(at(), { method: "DELETE" });
});

async function post(body: string): Promise<string> {
  try {
    const response = await fetch(at(), { method: "POST", body, signal: AbortSignal.timeout(1_000) });
    return `${response.status} ${await response.text()}`;
  } catch (error) {
    return error instanceof DOMException ? error.name : "closed";
  }
}

const attempts = z.array(z.looseObject({ receivedMs: z.number(), body: z.string() }));

async function bodies(part: "/received" | "/attempts"): Promise<string[]> {
  const answer: unknown = await (await fetch(at(part))).json();
  return attempts.parse(answer).map(({ body }) => body);
}

async function setScript(script: unknown): Promise<number> {
  return (await fetch(at("/script"), { method: "PUT", body: JSON.stringify(script) })).status;
}

test("without a script every post is taken, in order", async () => {
  for (const body of ["{}", "two", "\u{1f408}"]) expect(await post(body)).toBe("200 ok");
  expect(await bodies("/received")).toEqual(["{}", "two", "\u{1f408}"]);
  const [first] = attempts.parse(await (await fetch(at("/received"))).json());
  expect(Object.keys(first ?? {})).toEqual(["receivedMs", "body"]);
});

test("a script sets the next answers; what isn't answered 200 isn't received", async () => {
  expect(await setScript([429, "close", 500, "hang", 200])).toBe(204);
  const answers = [];
  for (const body of ["a", "b", "c", "d", "e", "f"]) answers.push(await post(body));
  const said = "answered 429 by script";
  expect(answers).toEqual([`429 ${said}`, "closed", "500 answered 500 by script", "TimeoutError", "200 ok", "200 ok"]);
  expect(await bodies("/received")).toEqual(["e", "f"]);
  expect(await bodies("/attempts")).toEqual(["a", "b", "c", "d", "e", "f"]);
});

test("429 says when to come again", async () => {
  await setScript([429]);
  const answer = await fetch(at(), { method: "POST", body: "x" });
  expect(answer.headers.get("retry-after")).toBe("1");
  await answer.text();
});

test("a new script replaces what is left of the old one", async () => {
  await setScript([500, 500]);
  await setScript([503]);
  expect([await post("a"), await post("b")]).toEqual(["503 answered 503 by script", "200 ok"]);
});

test.each([[99], ["explode"], { answer: 200 }, null])("the script %j is refused", async (script) => {
  expect(await setScript(script)).toBe(400);
});

test("receivers don't share what they got", async () => {
  await fetch(at("", "webhook"), { method: "POST", body: "elsewhere" });
  expect(await bodies("/received")).toEqual([]);
});

test.each([
  ["GET", ""],
  ["POST", "/received"],
  ["GET", "/nothing"],
  ["GET", "/received/more"],
])("%s %s is no operation", async (method, part) => {
  expect((await fetch(at(part), { method })).status).toBe(404);
});

test("what was received outlives a restart", async () => {
  const persistDir = await mkdtemp(join(tmpdir(), "local-aws-"));
  const options = { config: CONFIG, persistDir };
  const before = await startLocalAws(options);
  await (await fetch(`${before.url}/_watchpost/receivers/slack`, { method: "POST", body: "kept" })).text();
  await before.dispose();
  const later = await startLocalAws(options);
  const kept = await (await fetch(`${later.url}/_watchpost/receivers/slack/received`)).json();
  expect(attempts.parse(kept).map(({ body }) => body)).toEqual(["kept"]);
  await later.dispose();
  await rm(persistDir, { recursive: true });
});
