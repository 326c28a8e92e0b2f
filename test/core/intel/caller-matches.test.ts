/** Which kind of caller each category's addresses are. */

import { expect, test } from "vitest";
import {
  customThreatCaller,
  leakedCredential,
  maliciousCaller,
  torCaller,
} from "../../../src/core/intel/caller-matches.ts";
import { CATEGORIES, type Category } from "../../../src/core/intel/categories.ts";
import type { ListMatch } from "../../../src/core/intel/tables.ts";

function match(category: Category): ListMatch {
  return { list: "l", category, family: null, entry: "198.51.100.1" };
}

const KINDS = { malicious: maliciousCaller, custom: customThreatCaller, tor: torCaller };

test("each category's addresses are callers of the right kind", () => {
  const kinds = CATEGORIES.map((category) => {
    const facts = { matches: [match(category)] };
    return [category, Object.entries(KINDS).flatMap(([kind, of]) => (of(facts).length > 0 ? [kind] : []))] as const;
  });
  expect(Object.fromEntries(kinds.filter(([, found]) => found.length > 0))).toEqual({
    "custom-threat": ["custom"],
    "command-and-control": ["malicious"],
    cryptocurrency: ["malicious"],
    "tor-exit": ["tor"],
    scanner: ["malicious"],
    "drop-point": ["malicious"],
    phishing: ["malicious"],
    "drive-by": ["malicious"],
    malicious: ["malicious"],
  });
});

test("an exit that lists of scanners hold as well is told as an exit alone", () => {
  const facts = { matches: [match("scanner"), match("tor-exit"), match("custom-threat")] };
  expect(maliciousCaller(facts)).toEqual([]);
  expect(torCaller(facts)).toEqual([match("tor-exit")]);
  expect(customThreatCaller(facts)).toEqual([match("custom-threat")]);
});

test("a leaked credential is a key on a list of leaked keys", () => {
  const keyMatches = [match("custom-threat"), match("leaked-credential")];
  expect(leakedCredential({ keyMatches })).toEqual([match("leaked-credential")]);
});
