import { expect, test } from "vitest";
import { DGA_SCORE_ONE_PERCENT, DGA_UNJUDGED, dgaLabelScore, dgaScore } from "../../../src/core/enrich/dga.ts";

/** Drawn for this test from a uniform alphabet: no generator of the training, no family. */
const DRAWN = ["xkqvjzrwtplbnm.com", "qwzpt7x3kv9b2mfa.net", "gjvkqhwzyxtrpd.info", "ztqkxwvbnjhgfdprm.biz"];
const CHOSEN = [
  "amazonaws.com",
  "microsoftonline.com",
  "stackoverflow.com",
  "wikipedia.org",
  "deutschebahn.de",
  "leboncoin.fr",
  "mercadolibre.com.ar",
  "rakuten.co.jp",
  "yogawithfriends.net",
  "kubernetes.io",
];

test.each(DRAWN)("drawn letters score over the cut-off: %s", (name) => {
  expect(dgaScore(name)).toBeGreaterThan(DGA_SCORE_ONE_PERCENT);
});

test.each(CHOSEN)("names that people chose stay under it: %s", (name) => {
  expect(dgaScore(name)).toBeLessThan(DGA_SCORE_ONE_PERCENT);
});

test("what a content network's host is called is not the registered name", () => {
  const network = dgaScore("cloudfront.net");
  expect(dgaScore("d3qk8vxzw2jh1p.cloudfront.net")).toBe(network);
  expect(network).toBeLessThan(0);
});

test.each(["xn--fiqs8srv0ahj5a.com", "t.co", "ab.com", "localhost", "", ".", "com", `${"a".repeat(400)}.com`])(
  "not judged: %s",
  (name) => {
    expect(dgaScore(name)).toBe(DGA_UNJUDGED);
  },
);

test("the trailing dot and the host part change nothing", () => {
  for (const name of [...DRAWN, ...CHOSEN]) {
    expect(dgaScore(`${name}.`)).toBe(dgaScore(name));
    expect(dgaScore(`www.mail.${name}`)).toBe(dgaScore(name));
  }
});

test("any text gives a number", () => {
  for (const text of [
    "\u0000\u0001\u0002abcdef.com",
    "ünïcödé-name.com",
    "😀😀😀😀😀😀.com",
    `${"\uffff".repeat(63)}.com`,
  ]) {
    expect(Number.isFinite(dgaScore(text))).toBe(true);
  }
  expect(Number.isFinite(dgaLabelScore("a".repeat(255), 0, 255))).toBe(true);
});
