import * as fc from "fast-check";
import { expect, test } from "vitest";
import { bucketProblem, s3Url } from "../../src/aws/s3-url.ts";

const PLACE = { bucket: "logs-of-acme", region: "eu-west-1" };

function href(place: { bucket: string; region: string }, key: string, endpoint?: string): string {
  const url = s3Url(place, key, endpoint);
  return url.ok ? url.value.href : `refused: ${url.error}`;
}

test("builds virtual-hosted, path-style, China and local addresses", () => {
  expect(href(PLACE, "a/b.gz")).toBe("https://logs-of-acme.s3.eu-west-1.amazonaws.com/a/b.gz");
  expect(href(PLACE, "")).toBe("https://logs-of-acme.s3.eu-west-1.amazonaws.com/");
  expect(href({ ...PLACE, bucket: "logs.acme.com" }, "a")).toBe("https://s3.eu-west-1.amazonaws.com/logs.acme.com/a");
  expect(href({ ...PLACE, region: "cn-north-1" }, "a")).toBe("https://logs-of-acme.s3.cn-north-1.amazonaws.com.cn/a");
  expect(href(PLACE, "a b", "http://127.0.0.1:9000/")).toBe("http://127.0.0.1:9000/logs-of-acme/a%20b");
});

test("keys stay what they are", () => {
  const table = [
    ["/leading", "//leading"],
    ["a//b", "/a//b"],
    ["a?b#c", "/a%3Fb%23c"],
    ["100%25", "/100%2525"],
    ["%2e%2e/x", "/%252e%252e/x"],
    ["a+b=c&d", "/a%2Bb%3Dc%26d"],
    ["ключ/日志", "/%D0%BA%D0%BB%D1%8E%D1%87/%E6%97%A5%E5%BF%97"],
    ["a\\..\\b", "/a%5C..%5Cb"],
    ["a\n\tb", "/a%0A%09b"],
    ["@evil.example.com/x", "/%40evil.example.com/x"],
    ["...", "/..."],
    ["(it's!)*", "/%28it%27s%21%29%2A"],
  ] as const;
  for (const [key, path] of table) {
    expect(href(PLACE, key)).toBe(`https://logs-of-acme.s3.eu-west-1.amazonaws.com${path}`);
  }
});

test("refuses keys that no URL can carry, with the reason", () => {
  for (const key of ["..", "a/../b", "./a", "a/.", "a/.."]) expect(href(PLACE, key)).toMatch(/^refused: .*dot segment/);
  expect(href(PLACE, "é".repeat(513))).toMatch(/^refused: .*1,024 bytes/);
  expect(href(PLACE, "a\ud800b")).toMatch(/^refused: .*well-formed/);
});

test("refuses bucket names and Regions that could lead elsewhere", () => {
  const buckets = [
    "",
    "ab",
    "a".repeat(64),
    "Upper",
    "a_b",
    "-ab",
    "ab-",
    "a..b",
    "127.0.0.1",
    "a/b",
    "a@b",
    "a:b",
    "a#b",
    "a?b",
    "a%2fb",
    "évil",
    "a b",
    "evil.example.com/",
  ];
  for (const bucket of buckets) expect(bucketProblem({ ...PLACE, bucket }), bucket).toMatch(/bucket name/);
  const regions = [
    "",
    "us",
    "us-east",
    "us-east-1.evil.example.com",
    "us-east-1/",
    "us-east-1#",
    "US-EAST-1",
    "us-east-1\n",
    "../us-east-1",
  ];
  for (const region of regions) expect(bucketProblem({ ...PLACE, region }), region).toMatch(/not an AWS Region/);
  for (const region of ["us-gov-west-1", "ap-southeast-5", "mx-central-1", "us-iso-east-1"]) {
    expect(bucketProblem({ ...PLACE, region })).toBeNull();
  }
});

const NASTY = [
  "..",
  ".",
  "",
  "?",
  "#",
  "%",
  "%2e",
  "%2F",
  "//",
  "\\",
  "@",
  ":",
  "\u202e",
  "\u0000",
  "é",
  "😀",
  "http://evil.example.com",
  "a",
];
const nastyText = fc
  .array(fc.oneof(fc.constantFrom(...NASTY, "/"), fc.string({ unit: "binary", maxLength: 4 })), { maxLength: 12 })
  .map((pieces) => pieces.join(""));

test("no key changes the host or the bucket: the path decodes to the key, or the key is refused", () => {
  fc.assert(
    fc.property(nastyText, fc.constantFrom(undefined, "http://127.0.0.1:9000"), (key, endpoint) => {
      const url = s3Url(PLACE, key, endpoint);
      if (!url.ok) return;
      const bucketPath = endpoint === undefined ? "/" : "/logs-of-acme/";
      expect(url.value.host).toBe(
        endpoint === undefined ? "logs-of-acme.s3.eu-west-1.amazonaws.com" : "127.0.0.1:9000",
      );
      expect(url.value.pathname.startsWith(bucketPath)).toBe(true);
      expect(decodeURIComponent(url.value.pathname.slice(bucketPath.length))).toBe(key);
      expect([url.value.search, url.value.hash, url.value.username, url.value.password]).toEqual(["", "", "", ""]);
    }),
    { numRuns: 2_000, seed: 20261124 },
  );
});

test("no bucket or Region text leaves amazonaws.com", () => {
  fc.assert(
    fc.property(nastyText, nastyText, (bucket, region) => {
      for (const place of [
        { ...PLACE, bucket },
        { ...PLACE, region },
      ]) {
        const url = s3Url(place, "k", undefined);
        if (url.ok) expect(url.value.host).toMatch(/(^|\.)s3\.[a-z0-9-]+\.amazonaws\.com(\.cn)?$/);
      }
    }),
    { numRuns: 1_000, seed: 20261124 },
  );
});
