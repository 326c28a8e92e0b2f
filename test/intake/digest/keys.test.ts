import * as fc from "fast-check";
import { expect, test } from "vitest";
import {
  buildDigestKey,
  type DigestKey,
  digestBase,
  digestsStartAfter,
  isOfStream,
  parseDigestKey,
} from "../../../src/intake/digest/keys.ts";

const REGULAR =
  "logs/AWSLogs/o-exampleorgid/111122223333/CloudTrail-Digest/us-east-2/2015/08/17/111122223333_CloudTrail-Digest_us-east-2_your-trail-name_us-east-1_20150817T150131Z.json.gz";

test("tells stream, end and backfill of a key", () => {
  const key: DigestKey = {
    prefix: "logs/",
    organizationId: "o-exampleorgid",
    accountId: "111122223333",
    region: "us-east-2",
    trail: "your-trail-name",
    homeRegion: "us-east-1",
    endMs: Date.UTC(2015, 7, 17, 15, 1, 31),
    backfill: false,
  };
  expect(parseDigestKey(REGULAR)).toEqual(key);
  expect(parseDigestKey(REGULAR.replace(".json.gz", "_backfill.json.gz"))).toEqual({ ...key, backfill: true });
});

test("is null for anything else", () => {
  const table = [
    "",
    REGULAR.replace("CloudTrail-Digest/", "CloudTrail/"),
    REGULAR.replace("/17/", "/18/"),
    REGULAR.replace("20150817T150131Z", "20150817T256131Z"),
    REGULAR.replace("_us-east-1_", "_"),
    REGULAR.replace("111122223333_", "444455556666_"),
    REGULAR.replace(".json.gz", ".json"),
    REGULAR.replace(".json.gz", "_other.json.gz").replace("your", "yo ur"),
    `${REGULAR}/`,
    `${"x/".repeat(600)}${REGULAR}`,
  ];
  for (const key of table) expect(parseDigestKey(key), key).toBeNull();
});

const lower = (min: number, max: number) =>
  fc.string({ unit: fc.constantFrom(..."abcdefghijklmnopqrstuvwxyz0123456789"), minLength: min, maxLength: max });
const keys: fc.Arbitrary<DigestKey> = fc.record({
  prefix: fc.constantFrom("", "a/", "a/AWSLogs/", "a//b/"),
  organizationId: fc.option(lower(10, 20).map((text) => `o-${text}`)),
  accountId: fc.constantFrom("111122223333", "000000000000"),
  region: fc.constantFrom("us-east-1", "ap-southeast-3"),
  trail: fc.string({ unit: fc.constantFrom(..."aZ09._-"), minLength: 3, maxLength: 20 }),
  homeRegion: fc.constantFrom("us-east-1", "eu-west-1"),
  endMs: fc.integer({ min: Date.UTC(2015, 0) / 1000, max: Date.UTC(2099, 0) / 1000 }).map((seconds) => seconds * 1000),
  backfill: fc.boolean(),
});

test("parse and build are inverses; listing from a time begins with what ends then", () => {
  fc.assert(
    fc.property(keys, fc.integer({ min: -3 * 86_400, max: 3 * 86_400 }), (key, seconds) => {
      const text = buildDigestKey(key);
      expect(parseDigestKey(text)).toEqual(key);
      expect(text.startsWith(digestBase(key))).toBe(true);
      const timeMs = key.endMs + seconds * 1000;
      expect(text > digestsStartAfter(key, timeMs)).toBe(key.endMs >= timeMs);
    }),
    { numRuns: 1_000, seed: 20261124 },
  );
});

test("trails that share a folder are told apart", () => {
  const key = parseDigestKey(REGULAR);
  if (!key) throw new Error("no key");
  expect(isOfStream(key, { ...key })).toBe(true);
  expect(isOfStream(key, { ...key, trail: "other" })).toBe(false);
  expect(isOfStream(key, { ...key, accountId: "444455556666" })).toBe(false);
});
