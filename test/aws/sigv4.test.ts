import { expect, test } from "vitest";
import { type SigV4Expectation, verifySigV4 } from "../../src/aws/sigv4.ts";
import { credentials, expectation, sign, type SignOptions, SIGNED_AT_MS } from "./sigv4-fixtures.ts";

const URL_LIST = "https://guardduty.test/detector?maxResults=10";

/** "ok", or the kind of the refusal. */
async function outcome(request: Request, more: Partial<SigV4Expectation> = {}): Promise<string> {
  const verified = await verifySigV4(request, expectation(more));
  return verified.ok ? "ok" : verified.error.kind;
}

/** The request with some headers replaced, or removed where null. */
function withHeaders(request: Request, changes: Readonly<Record<string, string | null>>): Request {
  const headers = new Headers(request.headers);
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) headers.delete(name);
    else headers.set(name, value);
  }
  return new Request(request, { headers });
}

const POST = { method: "POST", body: '{"maxResults":50}' };

test.each<[string, string, SignOptions]>([
  ["a GET", URL_LIST, {}],
  ["a POST", "https://guardduty.test/detector/d1/findings", { init: POST }],
  [
    "a path with an ARN",
    "https://guardduty.test/tags/arn%3Aaws%3Aguardduty%3Aus-east-1%3A111122223333%3Adetector%2Fd1",
    {},
  ],
  ["a path with double slashes", "https://guardduty.test//detector///d1/", {}],
  ["a path in Unicode", "https://guardduty.test/detector/caf%C3%A9 %F0%9F%90%88", {}],
  ["repeated query names", "https://guardduty.test/?b=2&a=3&b=1&a=%20&c", {}],
  ["a query of odd characters", "https://guardduty.test/?q=!'()*~%2B+%26%3D%25/:@", {}],
  ["extra headers", URL_LIST, { init: { headers: { "x-amz-user-agent": "a   b", accept: "text/html" } } }],
])("what aws4fetch signs holds: %s", async (_name, url, options) => {
  expect(await outcome(await sign(url, options))).toBe("ok");
});

test.each([
  "https://s3.test/logs/a b+c&d<e>\"f'%25.txt",
  "https://s3.test/logs//x///y",
  "https://s3.test/logs/caf%C3%A9/%F0%9F%90%88=1!'()*~",
  "https://s3.test/logs?list-type=2&prefix=a%2Fb%20c&delimiter=%2F&encoding-type=url",
])("what aws4fetch signs for S3 holds: %s", async (url) => {
  const request = await sign(url, { service: "s3" });
  const s3 = { service: "s3", pathEncoding: "once", unsignedPayload: true } as const;
  expect(await outcome(request.clone(), s3)).toBe("ok");
  expect(await outcome(request, { service: "s3" })).toBe("payload-unsupported");
});

test("a verified request gives its scope and its body", async () => {
  const verified = await verifySigV4(await sign("https://guardduty.test/x", { init: POST }), expectation());
  if (!verified.ok) throw new Error(verified.error.kind);
  expect(verified.value.scope).toMatchObject({ region: "us-east-1", service: "guardduty", date: "20261124" });
  expect(new TextDecoder().decode(verified.value.body)).toBe(POST.body);
});

test.each([
  [14 * 60 + 59, "ok"],
  [15 * 60, "ok"],
  [15 * 60 + 1, "skewed"],
  [-(14 * 60 + 59), "ok"],
  [-(15 * 60 + 1), "skewed"],
])("a clock that is %i s off: %s", async (seconds, kind) => {
  expect(await outcome(await sign(URL_LIST), { nowMs: SIGNED_AT_MS + seconds * 1000 })).toBe(kind);
});

test.each<[string, Readonly<Record<string, string | null>>, string]>([
  ["no Authorization", { authorization: null }, "unsigned"],
  ["an empty Authorization", { authorization: "" }, "malformed"],
  ["a bearer token", { authorization: "Bearer x" }, "malformed"],
  ["no x-amz-date", { "x-amz-date": null }, "malformed"],
  ["an ISO date", { "x-amz-date": "2026-11-24T12:00:00Z" }, "malformed"],
  ["a day that isn't", { "x-amz-date": "20261131T120000Z" }, "malformed"],
  ["another day than the scope's", { "x-amz-date": "20261125T000000Z" }, "wrong-scope"],
  ["an unsigned x-amz header", { "x-amz-target": "Delete" }, "header-not-signed"],
  ["a session token for a long-term key", { "x-amz-security-token": "x" }, "header-not-signed"],
  ["another host", { host: "elsewhere.test" }, "signature-mismatch"],
])("refused with %s", async (_name, changes, kind) => {
  const request = await sign(URL_LIST);
  expect(await outcome(withHeaders(request, { host: "guardduty.test", ...changes }))).toBe(kind);
});

test.each<[string, (authorization: string) => string, string]>([
  ["SigV4A", (a) => a.replace("AWS4-HMAC-SHA256", "AWS4-ECDSA-P256-SHA256"), "malformed"],
  ["a doubled header", (a) => `${a}, ${a}`, "malformed"],
  ["unsorted signed headers", (a) => a.replace(/SignedHeaders=([^;]+);([^,]+)/, "SignedHeaders=$2;$1"), "malformed"],
  ["a repeated signed header", (a) => a.replace("=host;", "=host;host;"), "malformed"],
  ["an uppercase signed header", (a) => a.replace("=host;", "=Host;"), "malformed"],
  ["an absent signed header", (a) => a.replace("=host;", "=a;host;"), "malformed"],
  ["host not signed", (a) => a.replace("=host;", "="), "header-not-signed"],
  ["x-amz-date not signed", (a) => a.replace(";x-amz-date", ""), "header-not-signed"],
  ["an uppercase signature", (a) => a.replace(/[0-9a-f]{64}$/, (hex) => `${hex.slice(1).toUpperCase()}F`), "malformed"],
  ["a short signature", (a) => a.slice(0, -1), "malformed"],
  ["no terminator", (a) => a.replace("/aws4_request", "/aws5_request"), "malformed"],
  ["another service", (a) => a.replace("/guardduty/", "/iam/"), "wrong-scope"],
  ["another Region", (a) => a.replace("/us-east-1/", "/eu-west-1/"), "wrong-scope"],
  ["an unknown key", (a) => a.replace("AKIAIOSFODNN7EXAMPLE", "AKIAI44QH8DHBEXAMPLE"), "unknown-access-key"],
  ["a very long header", (a) => a.replace("host", "h".repeat(10_000)), "malformed"],
])("refused with %s in the Authorization", async (_name, change, kind) => {
  const request = await sign(URL_LIST);
  const authorization = change(request.headers.get("authorization") ?? "");
  expect(await outcome(withHeaders(request, { authorization }))).toBe(kind);
});

test("refuses a presigned URL, and one that is signed in both places", async () => {
  const presigned = `${URL_LIST}&X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Signature=00`;
  expect(await outcome(new Request(presigned))).toBe("query-form");
  expect(await outcome(await sign(presigned))).toBe("malformed");
});

test("refuses a wrong secret", async () => {
  expect(await outcome(await sign(URL_LIST, { secret: "wrong" }))).toBe("signature-mismatch");
});

test("a session holds with its own token until it ends", async () => {
  const live = { credentials: credentials({ sessionToken: "token-1", expiresMs: SIGNED_AT_MS + 1 }) };
  const over = { credentials: credentials({ sessionToken: "token-1", expiresMs: SIGNED_AT_MS }) };
  expect(await outcome(await sign(URL_LIST, { sessionToken: "token-1" }), live)).toBe("ok");
  expect(await outcome(await sign(URL_LIST, { sessionToken: "token-2" }), live)).toBe("session-token-wrong");
  expect(await outcome(await sign(URL_LIST), live)).toBe("session-token-missing");
  expect(await outcome(await sign(URL_LIST, { sessionToken: "token-1" }), over)).toBe("session-expired");
  expect(await outcome(await sign(URL_LIST, { sessionToken: "token-1" }))).toBe("session-token-wrong");
});

test("a body that isn't the signed one is refused, declared or not", async () => {
  const url = "https://guardduty.test/x";
  const hash = "0".repeat(64);
  const declared = await sign(url, { init: { ...POST, headers: { "x-amz-content-sha256": hash } } });
  expect(await outcome(declared)).toBe("payload-mismatch");
  const undeclared = await sign(url, { init: POST });
  expect(await outcome(new Request(undeclared, { method: "POST", body: "other" }))).toBe("signature-mismatch");
});

test.each(["STREAMING-AWS4-HMAC-SHA256-PAYLOAD", "UNSIGNED-PAYLOAD", "E3".repeat(32), ""])(
  "refuses the payload hash %j",
  async (hash) => {
    const request = await sign(URL_LIST, { init: { headers: { "x-amz-content-sha256": hash } } });
    expect(await outcome(request)).toBe("payload-unsupported");
  },
);

test("a body over the bound is refused", async () => {
  const request = await sign("https://guardduty.test/x", { init: { method: "POST", body: "x".repeat(101) } });
  expect(await outcome(request.clone(), { bodyBytesMax: 101 })).toBe("ok");
  expect(await outcome(request, { bodyBytesMax: 100 })).toBe("body-too-large");
});

test.each(["https://guardduty.test/?a=%zz", "https://guardduty.test/?a=%ff"])(
  "refuses the broken query of %s",
  async (url) => {
    const request = await sign("https://guardduty.test/");
    expect(await outcome(new Request(url, request))).toBe("malformed");
  },
);
