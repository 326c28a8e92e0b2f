import * as fc from "fast-check";
import { expect, test } from "vitest";
import { globMatches, globReaches, variablesAsWildcards } from "../../../../src/core/detect/s3-policy/glob.ts";

/** The slow truth: the same pattern as a regular expression. */
function asRegExp(pattern: string, end: string): RegExp {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${source}${end}`, "s");
}

const pattern = fc.string({ unit: fc.constantFrom("a", "b", "/", "*", "?"), maxLength: 8 });
const text = fc.string({ unit: fc.constantFrom("a", "b", "/"), maxLength: 8 });

test("matches what the regular expression matches", () => {
  let matched = 0;
  fc.assert(
    fc.property(pattern, text, (pattern, text) => {
      const truth = asRegExp(pattern, "$").test(text);
      if (truth) matched++;
      expect(globMatches(pattern, text)).toBe(truth);
    }),
    { seed: 7, numRuns: 2_000 },
  );
  expect(matched).toBeGreaterThan(100);
});

test("reaches a prefix exactly where some longer text matches", () => {
  const tails = ["a", "b", "/", "aa", "ab", "ba", "bb", "a/", "b/", "/a", "/b", "aba", "bab", "abba", "baab", "a/b/a"];
  fc.assert(
    fc.property(pattern, text, (pattern, prefix) => {
      const found = tails.some((tail) => globMatches(pattern, prefix + tail));
      if (found) expect(globReaches(pattern, prefix)).toBe(true);
      if (!globReaches(pattern, prefix)) expect(found).toBe(false);
    }),
    { seed: 8, numRuns: 2_000 },
  );
});

test("reads a variable as a wildcard", () => {
  expect(variablesAsWildcards("site/${aws:userid}/${x}*")).toBe("site/*/**");
  expect(variablesAsWildcards("site/${open")).toBe("site/${open");
});

test("answers for a pattern of many wildcards", () => {
  expect(globMatches("*a".repeat(2_000), "a".repeat(200))).toBe(false);
  expect(globReaches(`${"*?".repeat(2_000)}`, "arn:aws:s3:::site/")).toBe(true);
});
