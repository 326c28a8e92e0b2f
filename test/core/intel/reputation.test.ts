/** Which class and score a domain's listings, age, popularity and shape come to. */

import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { assert, constantFrom, integer, option, property, record, subarray } from "fast-check";
import { expect, test } from "vitest";
import { CATEGORIES } from "../../../src/core/intel/categories.ts";
import { nameShape } from "../../../src/core/intel/name-shape.ts";
import { domainReputation, type ReputationInput } from "../../../src/core/intel/reputation.ts";
import { shared } from "../../needs.ts";

function input(override: Partial<ReputationInput> = {}): ReputationInput {
  return {
    domain: "garden.example",
    categories: [],
    listedDays: null,
    rank: null,
    ranked: true,
    seenDays: 400,
    ...override,
  };
}

test.each([
  ["unlisted", {}, null, 10],
  ["unlisted, new and of odd shape", { domain: "xk3f9qz7vbtw2r.example", seenDays: 0 }, "suspicious", 41],
  ["unlisted and new", { seenDays: 0 }, null, 25],
  ["command and control", { categories: ["command-and-control"] }, "malicious", 100],
  ["malicious, no ranking loaded", { categories: ["malicious"], ranked: false }, "malicious", 80],
  ["sinkholed", { categories: ["blackhole"] }, "malicious", 80],
  ["DGA", { categories: ["dga"] }, "malicious", 85],
  ["mining pool", { categories: ["cryptocurrency"] }, "bitcoin", 80],
  ["mining pool that serves malware", { categories: ["cryptocurrency", "malicious"] }, "malicious", 95],
  ["dynamic DNS", { categories: ["abused"] }, "abused", 55],
  ["suspicious", { categories: ["suspicious"] }, "suspicious", 55],
  ["malicious four years ago", { categories: ["malicious"], listedDays: 1_460 }, "suspicious", 50],
  ["abused for years", { categories: ["abused"], listedDays: 1_460 }, "abused", 50],
  [
    "suspicious for years, no ranking loaded",
    { categories: ["suspicious"], listedDays: 1_460, ranked: false },
    "suspicious",
    40,
  ],
  ["malicious two years ago", { categories: ["malicious"], listedDays: 730 }, "suspicious", 50],
  ["malicious, among the top thousand", { categories: ["malicious"], rank: 500 }, null, 20],
  ["malicious, among the top ten thousand", { categories: ["malicious"], rank: 5_000 }, "suspicious", 40],
  ["malicious, among the top million", { categories: ["malicious"], rank: 500_000 }, "malicious", 70],
  ["abused, among the top hundred thousand", { categories: ["abused"], rank: 50_000 }, null, 25],
  ["reference lists alone", { categories: ["doh", "tor-exit", "custom-threat"] }, null, 10],
  ["trusted and malicious", { categories: ["malicious", "trusted"] }, null, 0],
] as const)("%s", (_, override, expectedClass, score) => {
  expect(domainReputation(input(override))).toMatchObject({ class: expectedClass, score });
});

test("the reasons are the score", () => {
  const { reasons, score } = domainReputation(
    input({ categories: ["phishing", "abused"], listedDays: 365, seenDays: 2 }),
  );
  expect(reasons).toEqual([
    { why: "listed as phishing since 365 days", points: 60 },
    { why: "in no popularity ranking", points: 10 },
    { why: "first seen less than 7 days ago", points: 15 },
  ]);
  expect(score).toBe(85);
});

test("one more listing never lowers a score, more popularity never raises it", () => {
  const threats = CATEGORIES.filter((category) => category !== "trusted");
  const inputs = record({
    domain: constantFrom("garden.example", "x9k2j7q4.example"),
    categories: subarray(threats),
    listedDays: option(integer({ min: 0, max: 5_000 })),
    rank: option(integer({ min: 1, max: 2_000_000 })),
    ranked: constantFrom(true),
    seenDays: option(integer({ min: 0, max: 30 })),
  });
  assert(
    property(inputs, constantFrom(...threats), (each, further) => {
      const { score, class: own } = domainReputation(each);
      expect(score).toBeGreaterThanOrEqual(0);
      expect(score).toBeLessThanOrEqual(100);
      if (own !== null) expect(score).toBeGreaterThanOrEqual(40);
      const more = domainReputation({ ...each, categories: [...each.categories, further] });
      expect(more.score).toBeGreaterThanOrEqual(score);
      if (each.rank !== null) {
        expect(domainReputation({ ...each, rank: 1 }).score).toBeLessThanOrEqual(score);
        expect(domainReputation({ ...each, rank: null }).score).toBeGreaterThanOrEqual(score);
      }
    }),
    { seed: 8, numRuns: 2_000 },
  );
});

test.each([
  ["garden.example", 0],
  ["amazonaws.com", 0],
  ["my-great-garden-shop.example", 0.25],
  ["xk3f9qz7vbtw2r.example", 0.8],
])("%s is shaped %d at most where it is a word, at least where not", (domain, bound) => {
  if (bound > 0.5) expect(nameShape(domain)).toBeGreaterThanOrEqual(bound);
  else expect(nameShape(domain)).toBeLessThanOrEqual(bound);
});

const tranco = shared("data/intel/warninglists/tranco10k/list.json.gz");

test.skipIf(tranco === null)(
  "of 10,000 popular domains, taken as unranked and new, under 1 % come out as suspicious",
  () => {
    const parsed: unknown = JSON.parse(gunzipSync(readFileSync(tranco ?? "")).toString());
    const names =
      typeof parsed === "object" && parsed !== null && "list" in parsed && Array.isArray(parsed.list)
        ? parsed.list
        : [];
    const flagged = names.filter(
      (domain: unknown) => domainReputation(input({ domain: String(domain), seenDays: 0 })).class !== null,
    );
    expect(names.length).toBe(10_000);
    expect(flagged.length).toBeLessThan(100);
  },
);
