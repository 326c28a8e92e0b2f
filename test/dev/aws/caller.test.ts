/** Who may do what in the local AWS, with the codes that S3 and STS answer to those who may not. */

import { AwsClient } from "aws4fetch";
import { afterAll, beforeAll, expect, test } from "vitest";
import { formatAmzDate } from "../../../src/aws/sigv4/amz-date.ts";
import type { LocalAws } from "../../../dev/stack.ts";
import {
  assumeRole,
  BRIEF,
  BUCKET,
  caller,
  callSts,
  type Credentials,
  EXTERNAL_ID,
  OPEN,
  outcome,
  path,
  READER,
  start,
  text,
  USER,
} from "./local-aws.ts";

let aws: LocalAws;
let reader: Credentials;

beforeAll(async () => {
  aws = await start();
  reader = await assumeRole(aws.url, READER, EXTERNAL_ID);
  await caller(aws.url)(path("AWSLogs/123456789012/a"), { method: "PUT", body: "x" });
  await caller(aws.url)(path("AWSLogs/999999999999/b"), { method: "PUT", body: "x" });
}, 60_000);

afterAll(() => aws.dispose());

test.each<[string, Partial<Credentials>, string, string]>([
  ["an unknown key", { accessKeyId: "AKIAI44QH8DHBEXAMPLE" }, "403 InvalidAccessKeyId", "403 InvalidClientTokenId"],
  ["a wrong secret", { secretAccessKey: "wrong" }, "403 SignatureDoesNotMatch", "403 SignatureDoesNotMatch"],
  ["a token it never had", { sessionToken: "x" }, "400 InvalidToken", "403 InvalidClientTokenId"],
])("%s is refused by S3 and STS", async (_name, change, s3, sts) => {
  const changed = { ...USER, ...change };
  expect(await outcome(caller(aws.url, changed)(path("x")))).toBe(s3);
  expect(await outcome(callSts(aws.url, { Action: "GetCallerIdentity" }, changed))).toBe(sts);
});

test("the anonymous are refused by S3 and STS", async () => {
  expect(await outcome(fetch(`${aws.url}${path("x")}`))).toBe("403 AccessDenied");
  expect(await outcome(fetch(`${aws.url}/`))).toBe("403 AccessDenied");
  const asked = `${aws.url}/?Action=GetCallerIdentity&Version=2011-06-15`;
  expect(await outcome(fetch(asked))).toBe("403 MissingAuthenticationToken");
  expect(await outcome(fetch(`${aws.url}/`, { method: "POST" }))).toBe("403 MissingAuthenticationToken");
});

test.each([
  [-14.5, "404 NoSuchKey", "200"],
  [14.5, "404 NoSuchKey", "200"],
  [-15.5, "403 RequestTimeTooSkewed", "403 SignatureDoesNotMatch"],
  [15.5, "403 RequestTimeTooSkewed", "403 SignatureDoesNotMatch"],
])("a clock %d minutes off gets %s and %s", async (minutes, s3, sts) => {
  const datetime = formatAmzDate(Date.now() + minutes * 60_000);
  expect(await outcome(caller(aws.url)(path("absent"), { datetime }))).toBe(s3);
  expect(await outcome(callSts(aws.url, { Action: "GetCallerIdentity" }, USER, { datetime }))).toBe(sts);
});

test("a body that isn't what its hash says is refused", async () => {
  const headers = { "x-amz-content-sha256": "0".repeat(64) };
  const answer = await caller(aws.url)(path("x"), { method: "PUT", body: "x", headers });
  expect(await outcome(answer)).toBe("400 XAmzContentSHA256Mismatch");
});

test.each([
  ["STREAMING-AWS4-HMAC-SHA256-PAYLOAD", "501 NotImplemented"],
  ["nothing", "400 InvalidArgument"],
])("the payload hash %s gets %s", async (hash, answer) => {
  const headers = { "x-amz-content-sha256": hash };
  expect(await outcome(caller(aws.url)(path("x"), { method: "PUT", body: "x", headers }))).toBe(answer);
});

test.each<[string, Readonly<Record<string, string | null>>, string]>([
  [
    "an Authorization of another scheme",
    { authorization: "AWS AKIAIOSFODNN7EXAMPLE:x" },
    "400 AuthorizationHeaderMalformed",
  ],
  ["an unsigned x-amz header", { "x-amz-acl": "public-read" }, "403 AccessDenied"],
  ["no payload hash", { "x-amz-content-sha256": null }, "400 InvalidRequest"],
  ["a changed header", { "x-amz-content-sha256": "0".repeat(64) }, "403 SignatureDoesNotMatch"],
])("%s is refused", async (_name, changes, answer) => {
  const client = new AwsClient({ ...USER, service: "s3", region: "us-east-1" });
  const signed = await client.sign(`${aws.url}${path("x")}`);
  const headers = new Headers(signed.headers);
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) headers.delete(name);
    else headers.set(name, value);
  }
  expect(await outcome(fetch(signed.url, { headers }))).toBe(answer);
});

test("a signature for another service is refused, a presigned URL is not implemented", async () => {
  expect(
    await outcome(
      caller(aws.url)(path("x"), { service: "guardduty", headers: { "x-amz-content-sha256": "UNSIGNED-PAYLOAD" } }),
    ),
  ).toBe("400 AuthorizationHeaderMalformed");
  const client = new AwsClient({ ...USER, service: "s3", region: "us-east-1" });
  const presigned = await client.sign(`${aws.url}${path("x")}`, { aws: { signQuery: true } });
  expect(await outcome(fetch(presigned.url))).toBe("501 NotImplemented");
});

test.each([
  ["reads its prefix", "GET", path("AWSLogs/123456789012/a"), "200"],
  ["lists its prefix", "GET", `/${BUCKET}?list-type=2&prefix=AWSLogs%2F123456789012%2FCloudTrail`, "200"],
  ["learns that a key of its prefix is absent", "GET", path("AWSLogs/123456789012/none"), "404 NoSuchKey"],
  ["finds the bucket's Region", "GET", `/${BUCKET}?location`, "200"],
  ["can't read another prefix", "GET", path("AWSLogs/999999999999/b"), "403 AccessDenied"],
  ["can't head another prefix", "HEAD", path("AWSLogs/999999999999/b"), "403"],
  ["can't list the bucket", "GET", `/${BUCKET}?list-type=2`, "403 AccessDenied"],
  ["can't list a prefix above its own", "GET", `/${BUCKET}?list-type=2&prefix=AWSLogs%2F`, "403 AccessDenied"],
  ["can't write", "PUT", path("AWSLogs/123456789012/new"), "403 AccessDenied"],
  ["can't delete", "DELETE", path("AWSLogs/123456789012/a"), "403 AccessDenied"],
  ["can't see another bucket", "GET", path("x", "receivers"), "403 AccessDenied"],
  ["can't make buckets", "PUT", "/new-bucket", "403 AccessDenied"],
  ["can't list buckets", "GET", "/", "403 AccessDenied"],
  ["is told of a bucket that isn't", "GET", path("x", "no-such-bucket"), "404 NoSuchBucket"],
])("a session of a reading role %s", async (_name, method, target, answer) => {
  expect(await outcome(caller(aws.url, reader)(target, { method }))).toBe(answer);
});

test("AccessDenied names the caller, the action and the resource", async () => {
  const xml = await (await caller(aws.url, reader)(path("elsewhere"))).text();
  expect(text(xml, "Message")).toContain("arn:aws:sts::123456789012:assumed-role/WatchpostReader/session-1");
  expect(text(xml, "Message")).toContain('s3:GetObject on resource: "arn:aws:s3:::org-trail/elsewhere"');
});

test("a role that may write, writes", async () => {
  const writer = caller(aws.url, await assumeRole(aws.url, OPEN));
  expect(await outcome(writer(path("by-role"), { method: "PUT", body: "x" }))).toBe("200");
  expect(await outcome(writer(path("by-role"), { method: "DELETE" }))).toBe("204");
});

test("a session without its token or with another's is refused", async () => {
  const { sessionToken: _token, ...bare } = reader;
  expect(await outcome(caller(aws.url, bare)(path("x")))).toBe("403 InvalidAccessKeyId");
  const other = await assumeRole(aws.url, OPEN);
  const mixed = { ...reader, sessionToken: other.sessionToken ?? "" };
  expect(await outcome(caller(aws.url, mixed)(path("x")))).toBe("400 InvalidToken");
});

test("a session that has ended is refused by S3 and STS", async () => {
  const brief = await assumeRole(aws.url, BRIEF);
  await expect
    .poll(() => outcome(caller(aws.url, brief)(path("by-role"))), { timeout: 10_000 })
    .toBe("400 ExpiredToken");
  expect(await outcome(callSts(aws.url, { Action: "GetCallerIdentity" }, brief))).toBe("403 ExpiredToken");
});
