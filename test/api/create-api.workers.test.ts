import { env } from "cloudflare:workers";
import { expect, test, vi } from "vitest";
import { API_BODY_BYTES_MAX } from "../../src/core/limits.ts";
import { anApi, TOKEN } from "./requests.ts";

const ROUTES = [
  ["GET", "/v1/findings"],
  ["GET", "/v1/findings/0123456789abcdef0123456789abcdef"],
  ["POST", "/v1/findings/archive"],
  ["POST", "/v1/findings/unarchive"],
  ["GET", "/v1/notices"],
  ["POST", "/v1/sources"],
  ["GET", "/v1/sources"],
  ["GET", "/v1/sources/x"],
  ["DELETE", "/v1/sources/x"],
  ["GET", "/v1/sources/x/objects"],
  ["GET", "/v1/intake"],
  ["GET", "/v1/coverage"],
  ["GET", "/v1/sources/x/integrity"],
  ["POST", "/v1/intake/s3"],
  ["GET", "/v1/feeds"],
  ["GET", "/v1/feeds/maltrail"],
  ["PATCH", "/v1/feeds/maltrail"],
  ["POST", "/v1/feeds/maltrail/refresh"],
  ["POST", "/v1/feeds/maltrail/accept"],
  ["GET", "/v1/lists"],
  ["POST", "/v1/lists"],
  ["GET", "/v1/lists/silenced"],
  ["GET", "/v1/lists/x"],
  ["PUT", "/v1/lists/x/content"],
  ["POST", "/v1/lists/x/activate"],
  ["POST", "/v1/lists/x/deactivate"],
  ["DELETE", "/v1/lists/x"],
  ["GET", "/v1/openapi.json"],
  ["GET", "/"],
  ["GET", "/nowhere"],
  ["POST", "/health"],
  ["GET", "/v1/../v1/findings"],
  ["GET", "//v1/findings"],
] as const;

const WRONG: Record<string, Record<string, string>> = {
  none: {},
  empty: { Authorization: "" },
  "empty token": { Authorization: "Bearer " },
  wrong: { Authorization: "Bearer wrong" },
  "of equal length": { Authorization: `Bearer ${"x".repeat(TOKEN.length)}` },
  longer: { Authorization: `Bearer ${TOKEN}x` },
  shorter: { Authorization: `Bearer ${TOKEN.slice(0, -1)}` },
  "other scheme": { Authorization: `Basic ${TOKEN}` },
  bare: { Authorization: TOKEN },
  twice: { Authorization: `Bearer ${TOKEN} ${TOKEN}` },
  "in a cookie": { Cookie: `token=${TOKEN}` },
};

test.each(Object.keys(WRONG))("no route answers a token that is wrong: %s", async (name) => {
  const request = anApi();
  for (const [method, path] of ROUTES) {
    const answer = await request(method, path, undefined, WRONG[name]);
    expect([method, path, answer.status]).toStrictEqual([method, path, 401]);
    expect(answer.json).toStrictEqual({ error: { code: "unauthorized", message: "a valid bearer token is needed" } });
    expect(answer.headers.get("WWW-Authenticate")).toBe("Bearer");
  }
});

test("a token in the query is no credential", async () => {
  expect((await anApi()("GET", `/v1/findings?token=${TOKEN}`, undefined, {})).status).toBe(401);
});

test("health needs no token", async () => {
  const { status, json } = await anApi()("GET", "/health", undefined, {});
  expect([status, json]).toStrictEqual([200, { status: "ok", version: "1.2.3" }]);
});

test.each([
  ["GET", "/nowhere"],
  ["GET", "/v1"],
  ["PUT", "/v1/findings"],
  ["DELETE", "/v1/findings/0123456789abcdef0123456789abcdef"],
  ["GET", "/v1/findings/"],
])("%s %s is not found, in JSON", async (method, path) => {
  const { status, json } = await anApi()(method, path);
  expect([status, json.error.code]).toStrictEqual([404, "not_found"]);
});

test("every answer carries the security headers", async () => {
  const request = anApi();
  const answers = [
    await request("GET", "/health"),
    await request("GET", "/nowhere"),
    await request("GET", "/x", undefined, {}),
  ];
  for (const { headers } of answers) {
    expect(headers.get("Cache-Control")).toBe("no-store");
    expect(headers.get("X-Content-Type-Options")).toBe("nosniff");
    expect(headers.get("Content-Security-Policy")).toContain("default-src 'none'");
    expect(headers.get("Referrer-Policy")).toBe("no-referrer");
    expect(headers.get("Content-Type")).toBe("application/json; charset=utf-8");
  }
});

test("a body beyond the cap is refused", async () => {
  const large = `{"ids":["${"x".repeat(API_BODY_BYTES_MAX)}"]}`;
  const { status, json } = await anApi()("POST", "/v1/findings/archive", large);
  expect([status, json.error.code]).toStrictEqual([413, "too_large"]);
});

test("a fault of ours is told to the log, not to the caller", async () => {
  const error = vi.spyOn(console, "error").mockImplementation(() => undefined);
  const broken = Object.assign(Object.create(env.DB), {
    prepare: () => {
      throw new Error("secret detail of D1");
    },
  });
  const { status, json, text } = await anApi({ db: broken })("GET", "/v1/findings");
  expect([status, json.error.code]).toStrictEqual([500, "internal"]);
  expect(text).not.toContain("secret");
  expect(error.mock.calls.join()).toContain("secret detail of D1");
  error.mockRestore();
});
