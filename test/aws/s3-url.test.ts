import { AwsClient } from "aws4fetch";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { bucketProblem, s3Url } from "../../src/aws/s3-url.ts";
import { CREDENTIALS } from "./fake-world.ts";

const PLACE = { bucket: "my-logs", region: "eu-west-1" };

function href(bucket: string, region: string, key: string, endpoint?: string): string {
  const url = s3Url({ bucket, region }, key, endpoint);
  return url.ok ? url.value.href : `refused: ${url.error}`;
}

test.each([
  ["my-logs", "eu-west-1", "a/b.gz", undefined, "https://my-logs.s3.eu-west-1.amazonaws.com/a/b.gz"],
  ["my-logs", "eu-west-1", "", undefined, "https://my-logs.s3.eu-west-1.amazonaws.com/"],
  ["my.logs", "eu-west-1", "a", undefined, "https://s3.eu-west-1.amazonaws.com/my.logs/a"],
  ["my-logs", "cn-north-1", "a", undefined, "https://my-logs.s3.cn-north-1.amazonaws.com.cn/a"],
  ["my-logs", "us-gov-west-1", "a", undefined, "https://my-logs.s3.us-gov-west-1.amazonaws.com/a"],
  ["my-logs", "eu-west-1", "a/b", "http://127.0.0.1:9000", "http://127.0.0.1:9000/my-logs/a/b"],
  ["my-logs", "eu-west-1", "", "http://127.0.0.1:9000//", "http://127.0.0.1:9000/my-logs/"],
  ["my-logs", "eu-west-1", "/a//b/", undefined, "https://my-logs.s3.eu-west-1.amazonaws.com//a//b/"],
  [
    "my-logs",
    "eu-west-1",
    "a b+c&d=e?f#g",
    undefined,
    "https://my-logs.s3.eu-west-1.amazonaws.com/a%20b%2Bc%26d%3De%3Ff%23g",
  ],
  ["my-logs", "eu-west-1", "!'()*~-_.", undefined, "https://my-logs.s3.eu-west-1.amazonaws.com/%21%27%28%29%2A~-_."],
  ["my-logs", "eu-west-1", "%2e%2e/x", undefined, "https://my-logs.s3.eu-west-1.amazonaws.com/%252e%252e/x"],
])("%s in %s, key %j (endpoint %s) is at %s", (bucket, region, key, endpoint, expected) => {
  expect(href(bucket, region, key, endpoint)).toBe(expected);
});

test.each([
  [{ bucket: "" }, "is not a bucket name"],
  [{ bucket: "ab" }, "is not a bucket name"],
  [{ bucket: "x".repeat(64) }, "is not a bucket name"],
  [{ bucket: "Logs" }, "is not a bucket name"],
  [{ bucket: "192.168.0.1" }, "is not a bucket name"],
  [{ bucket: "a..b" }, "is not a bucket name"],
  [{ bucket: "evil.com/x" }, "is not a bucket name"],
  [{ bucket: "evil.com#" }, "is not a bucket name"],
  [{ region: "" }, "is not an AWS Region"],
  [{ region: "eu-west-1.evil.com" }, "is not an AWS Region"],
  [{ region: "eu-west-1/" }, "is not an AWS Region"],
  [{ region: "EU-WEST-1" }, "is not an AWS Region"],
  [{ region: "eu-west-1\n" }, "is not an AWS Region"],
])("refuses %j and says why", (override, reason) => {
  expect(bucketProblem({ ...PLACE, ...override })).toContain(reason);
  expect(s3Url({ ...PLACE, ...override }, "a", undefined).ok).toBe(false);
});

test.each([
  ["..", "the key has a dot segment"],
  ["a/../b", "the key has a dot segment"],
  ["a/.", "the key has a dot segment"],
  ["x".repeat(1_025), "the key is longer than 1,024 bytes"],
  ["é".repeat(513), "the key is longer than 1,024 bytes"],
  ["a\ud800", "the key is not well-formed Unicode"],
])("refuses the key %.20j and says why", (key, reason) => {
  expect(s3Url(PLACE, key, undefined)).toEqual({ ok: false, error: reason });
});

const BUCKETS = [
  "my-logs",
  "a.b.c",
  "xn--logs",
  "evil.com",
  "evil@host",
  "a:80",
  "-logs",
  "logs-",
  "a/b",
  "a%2fb",
  "a?b",
  "..",
  "a\\b",
  "LOGS",
  "a b",
  "127.0.0.1",
  "[::1]",
  "logs.s3.amazonaws.com",
];
const REGIONS = [
  "eu-west-1",
  "cn-north-1",
  "us-iso-east-1",
  "evil.com",
  "eu-west-1.evil.com",
  "@evil.com",
  "eu-west-1#",
  "eu-west-1/../x",
  "eu-west-1:443",
  "aws-global",
];
const FRAGMENTS = [
  "a",
  "..",
  ".",
  "/",
  "//",
  "\\",
  "%2e%2e",
  "%2f",
  "%",
  "?",
  "#",
  "@",
  ":",
  "//evil.com",
  "https://evil.com",
  "é",
  "💥",
  " ",
  "+",
  "\t",
  "\n",
  "\u0000",
  "\u202e",
  "&",
  "=",
  ";",
  "*",
  "(",
  "'",
  "\ud800",
];

test("no hostile bucket, key or Region changes host or path", () => {
  const counts = { built: 0, refused: 0 };
  const key = fc.array(fc.constantFrom(...FRAGMENTS), { maxLength: 6 }).map((parts) => parts.join(""));
  const bucket = fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom("my-logs", "my.logs") },
    { weight: 1, arbitrary: fc.constantFrom(...BUCKETS) },
  );
  const region = fc.oneof(
    { weight: 3, arbitrary: fc.constant("eu-west-1") },
    { weight: 1, arbitrary: fc.constantFrom(...REGIONS) },
  );
  const endpoint = fc.constantFrom(undefined, "http://127.0.0.1:9000");
  const property = fc.property(bucket, region, key, endpoint, (bucket, region, key, endpoint) => {
    const url = s3Url({ bucket, region }, key, endpoint);
    if (!url.ok) {
      counts.refused++;
      return;
    }
    counts.built++;
    const { host, pathname, search, hash, username, password, protocol } = url.value;
    const aws = `s3.${region}.amazonaws.com${region.startsWith("cn-") ? ".cn" : ""}`;
    const byPath = endpoint !== undefined || bucket.includes(".");
    expect(host).toBe(endpoint ? "127.0.0.1:9000" : byPath ? aws : `${bucket}.${aws}`);
    expect([protocol, search, hash, username, password]).toEqual([endpoint ? "http:" : "https:", "", "", "", ""]);
    expect(decodeURIComponent(pathname)).toBe(byPath ? `/${bucket}/${key}` : `/${key}`);
  });
  fc.assert(property, { seed: 23, numRuns: 5_000 });
  expect(counts.built).toBeGreaterThan(1_000);
  expect(counts.refused).toBeGreaterThan(1_000);
});

test("what is signed is what was built", async () => {
  const client = new AwsClient({ ...CREDENTIALS, service: "s3", region: "eu-west-1", retries: 0 });
  for (const fragment of FRAGMENTS) {
    const url = s3Url(PLACE, `a/${fragment}b/c`, undefined);
    if (url.ok) expect((await client.sign(url.value.href)).url).toBe(url.value.href);
  }
});
