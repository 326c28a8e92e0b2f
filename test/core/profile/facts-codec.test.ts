import { expect, test } from "vitest";
import { packFacts, unpackFacts } from "../../../src/core/profile/facts-codec.ts";
import { emptyFacts, type FactStore } from "../../../src/core/profile/region-facts.ts";

const FACTS: FactStore = {
  passwordPolicies: [
    { timeMs: 1, policy: { minimumPasswordLength: 14, requireSymbols: true } },
    { timeMs: 2, policy: null },
  ],
  trailBuckets: new Set(["b", "a", "__proto__"]),
};

/** A row as version 1 wrote it: what is stored must stay readable. */
const STORED_V1 =
  '{"v":1,"passwordPolicies":[{"timeMs":1,"policy":{"minimumPasswordLength":14,"requireSymbols":true}},' +
  '{"timeMs":2,"policy":null}],"trailBuckets":["__proto__","a","b"]}';

test("comes back as it was, in one order", () => {
  for (const facts of [FACTS, emptyFacts()]) expect(unpackFacts(packFacts(facts))).toEqual(facts);
  expect(packFacts(FACTS)).toBe(STORED_V1);
  expect(unpackFacts(STORED_V1)).toEqual(FACTS);
});

test.each([
  ["another version", STORED_V1.replace('"v":1', '"v":2')],
  ["no version", STORED_V1.replace('"v":1,', "")],
  ["text that is no JSON", "{"],
  ["a time as text", STORED_V1.replace('"timeMs":1', '"timeMs":"1"')],
  ["a bucket that is no text", STORED_V1.replace('"a"', "5")],
])("throws on %s", (_claim, text) => {
  expect(() => unpackFacts(text)).toThrow();
});
