import { expect, test } from "vitest";
import { CURATED, curatedNames } from "../../../src/core/api-map/curated.ts";
import { TACTICS } from "../../../src/core/api-map/facts.ts";

test("every tactic of GuardDuty's has APIs in its table", () => {
  const tactics = new Set([...CURATED.values()].map(({ tactic }) => tactic));
  for (const tactic of TACTICS) expect(tactics).toContain(tactic);
});

test("names are well formed: lower-case service, API in capitals, one blank between two", () => {
  expect(curatedNames().filter((name) => !/^[a-z0-9-]+:[A-Z][A-Za-z0-9]+$/.test(name))).toEqual([]);
});

test("the highest tier is kept for few", () => {
  const tiers = [...CURATED.values()].map(({ tier }) => tier);
  expect(tiers.filter((tier) => tier === 3).length).toBeLessThan(tiers.length / 3);
});
