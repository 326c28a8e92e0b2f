/** Objects and buckets of the local S3: what is put is what is got, with S3's codes for all else. */

import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { LocalAws } from "../../../../dev/stack.ts";
import { BUCKET, type Call, caller, outcome, path, start, text, texts } from "../local-aws.ts";

let aws: LocalAws;
let call: (path: string, call?: Call) => Promise<Response>;

beforeAll(async () => {
  aws = await start();
  call = caller(aws.url);
  await call(path("ten"), { method: "PUT", body: "0123456789" });
  await call(path("none"), { method: "PUT", body: "" });
}, 60_000);

afterAll(() => aws.dispose());

const MD5_TEN = '"781e5e245d69b566979b86e28d23f2c7"';

test("an object comes back with its entity tag, type and metadata", async () => {
  const signature = "ab".repeat(512);
  const headers = { "content-type": "application/json", "x-amz-meta-signature": signature };
  const put = await call(path("digest.json"), { method: "PUT", body: "{}", headers });
  const etag = `"${createHash("md5").update("{}").digest("hex")}"`;
  expect([put.status, put.headers.get("etag")]).toEqual([200, etag]);
  for (const method of ["GET", "HEAD"]) {
    const got = await call(path("digest.json"), { method });
    expect(got.headers.get("etag")).toBe(etag);
    expect(got.headers.get("content-length")).toBe("2");
    expect(got.headers.get("content-type")).toBe("application/json");
    expect(got.headers.get("x-amz-meta-signature")).toBe(signature);
    expect(await got.text()).toBe(method === "GET" ? "{}" : "");
  }
});

test("a gzip object keeps its bytes, whether or not Content-Encoding says gzip", async () => {
  const packed = gzipSync("records");
  await call(path("a.json.gz"), { method: "PUT", body: packed });
  const plain = await call(path("a.json.gz"));
  expect(Buffer.from(await plain.arrayBuffer())).toEqual(packed);
  // CloudTrail sets this on its objects; HTTP clients then unpack what they get.
  await call(path("b.json.gz"), { method: "PUT", body: packed, headers: { "content-encoding": "gzip" } });
  const unpacked = await call(path("b.json.gz"));
  expect(unpacked.headers.get("content-encoding")).toBe("gzip");
  expect(await unpacked.text()).toBe("records");
});

test("an object of 20 MB comes back whole", async () => {
  const body = Buffer.alloc(20 * 1024 * 1024, "watchpost");
  await call(path("large"), { method: "PUT", body });
  const got = Buffer.from(await (await call(path("large"))).arrayBuffer());
  expect(got.equals(body)).toBe(true);
});

test.each([
  ["bytes=0-3", "0123", "bytes 0-3/10"],
  ["bytes=8-", "89", "bytes 8-9/10"],
  ["bytes=-3", "789", "bytes 7-9/10"],
  ["bytes=-30", "0123456789", "bytes 0-9/10"],
  ["bytes=5-500", "56789", "bytes 5-9/10"],
])("the range %s is answered 206 with %s", async (range, body, contentRange) => {
  const got = await call(path("ten"), { headers: { range } });
  expect([got.status, got.headers.get("content-range"), await got.text()]).toEqual([206, contentRange, body]);
  expect(got.headers.get("content-length")).toBe(String(body.length));
  const head = await call(path("ten"), { method: "HEAD", headers: { range } });
  expect([head.status, head.headers.get("content-range")]).toEqual([206, contentRange]);
});

test.each(["bytes=3-1", "bytes=a-b", "bytes=0-1,3-4", "items=0-1", "bytes=-"])(
  "the range %s is ignored",
  async (range) => {
    const got = await call(path("ten"), { headers: { range } });
    expect([got.status, await got.text()]).toEqual([200, "0123456789"]);
  },
);

test.each([
  ["ten", "bytes=10-"],
  ["ten", "bytes=-0"],
  ["none", "bytes=0-0"],
])("of %s, the range %s isn't satisfiable", async (key, range) => {
  const got = await call(path(key), { headers: { range } });
  expect(got.headers.get("content-range")).toBe(`bytes */${key === "ten" ? 10 : 0}`);
  expect(await outcome(got)).toBe("416 InvalidRange");
});

test.each<[Readonly<Record<string, string>>, string]>([
  [{ "if-match": MD5_TEN }, "200"],
  [{ "if-match": MD5_TEN.replaceAll('"', "") }, "200"],
  [{ "if-match": "*" }, "200"],
  [{ "if-match": '"other"' }, "412 PreconditionFailed"],
  [{ "if-none-match": `"other", ${MD5_TEN}` }, "304"],
  [{ "if-none-match": '"other"' }, "200"],
])("with %j the answer is %s", async (headers, answer) => {
  expect(await outcome(call(path("ten"), { headers }))).toBe(answer);
});

function md5(body: string): string {
  return createHash("md5").update(body).digest("base64");
}

test.each([
  [md5("x"), "200"],
  [md5("y"), "400 BadDigest"],
  ["eA==", "400 InvalidDigest"],
])("Content-MD5 %s of another body or none is refused: %s", async (header, answer) => {
  const headers = { "content-md5": header };
  expect(await outcome(call(path("md5"), { method: "PUT", body: "x", headers }))).toBe(answer);
});

test("a deleted object is gone, and may be deleted again", async () => {
  await call(path("gone"), { method: "PUT", body: "x" });
  for (let i = 0; i < 2; i++) expect(await outcome(call(path("gone"), { method: "DELETE" }))).toBe("204");
  expect(await outcome(call(path("gone")))).toBe("404 NoSuchKey");
});

test.each<[string, string, Call]>([
  ["404 NoSuchKey", path("absent"), {}],
  ["404", path("absent"), { method: "HEAD" }],
  ["404 NoSuchBucket", path("x", "no-such-bucket"), {}],
  ["404 NoSuchBucket", path("x", "no-such-bucket"), { method: "PUT", body: "x" }],
  ["404 NoSuchBucket", "/No_Such?list-type=2", {}],
  ["404", "/no-such-bucket", { method: "HEAD" }],
  ["405 MethodNotAllowed", path("x"), { method: "POST", body: "x" }],
  ["405 MethodNotAllowed", path("x"), { method: "PATCH", body: "x" }],
  ["405 MethodNotAllowed", "/", { method: "DELETE" }],
  ["501 NotImplemented", `/${BUCKET}`, {}],
  ["501 NotImplemented", `/${BUCKET}?acl`, {}],
  ["501 NotImplemented", `${path("x")}?uploads`, { method: "POST" }],
  ["501 NotImplemented", path("x"), { method: "PUT", headers: { "x-amz-copy-source": "/a/b" } }],
  ["400 KeyTooLongError", path("k".repeat(1_024)), { method: "PUT", body: "x" }],
  ["400 MetadataTooLarge", path("x"), { method: "PUT", body: "x", headers: { "x-amz-meta-a": "m".repeat(2_048) } }],
])("answers %s to %s %j", async (answer, target, request) => {
  expect(await outcome(call(target, request))).toBe(answer);
});

test("NoSuchKey names the key, escaped", async () => {
  const xml = await (await call(path('a<b>&"c'))).text();
  expect(text(xml, "Key")).toBe('a<b>&"c');
  expect(xml).toContain("a&lt;b&gt;&amp;");
});

test("buckets can be made, listed, found and removed", async () => {
  expect(await outcome(call("/fresh-one", { method: "PUT" }))).toBe("200");
  const place =
    "<CreateBucketConfiguration><LocationConstraint>eu-central-1</LocationConstraint></CreateBucketConfiguration>";
  expect(await outcome(call("/fresh-two", { method: "PUT", body: place }))).toBe("200");
  expect(await outcome(call("/fresh-one", { method: "PUT" }))).toBe("409 BucketAlreadyOwnedByYou");
  expect(await outcome(call("/Bad_Name", { method: "PUT" }))).toBe("400 InvalidBucketName");

  const names = texts(await (await call("/")).text(), "Name");
  expect(names).toEqual(["fresh-one", "fresh-two", "ireland", "org-trail", "receivers"]);
  const location = await call("/fresh-two?location", { region: "eu-central-1" });
  expect(text(await location.text(), "LocationConstraint")).toBe("eu-central-1");

  await call(path("x", "fresh-one"), { method: "PUT", body: "x" });
  expect(await outcome(call("/fresh-one", { method: "DELETE" }))).toBe("409 BucketNotEmpty");
  await call(path("x", "fresh-one"), { method: "DELETE" });
  expect(await outcome(call("/fresh-one", { method: "DELETE" }))).toBe("204");
  expect(await outcome(call("/fresh-one", { method: "HEAD" }))).toBe("404");
});

test("a bucket tells its Region, to the wrongly signed as well", async () => {
  const right = await call("/ireland", { method: "HEAD", region: "eu-west-1" });
  expect([right.status, right.headers.get("x-amz-bucket-region")]).toEqual([200, "eu-west-1"]);
  const wrong = await call("/ireland", { method: "HEAD" });
  expect([wrong.status, wrong.headers.get("x-amz-bucket-region")]).toEqual([400, "eu-west-1"]);
  const xml = await (await call(path("x", "ireland"))).text();
  expect([text(xml, "Code"), text(xml, "Region")]).toEqual(["AuthorizationHeaderMalformed", "eu-west-1"]);
  const location = await call(`/${BUCKET}?location`);
  expect(text(await location.text(), "LocationConstraint")).toBe("");
});

test("a bucket may be called as the receivers are", async () => {
  expect(await outcome(call(path("slack", "receivers"), { method: "PUT", body: "x" }))).toBe("200");
  expect(await outcome(call(path("slack", "receivers")))).toBe("200");
});
