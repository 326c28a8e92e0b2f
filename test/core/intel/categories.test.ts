/** The category names are a contract. */

import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { CATEGORIES, categoryKind, isCategory } from "../../../src/core/intel/categories.ts";
import { shared } from "../../needs.ts";

const contracts = shared("design/CONTRACTS.md");

test.skipIf(contracts === null)("the contract names these categories and no other", () => {
  const row = readFileSync(contracts ?? "", "utf8")
    .split("\n")
    .find((line) => line.includes("--list CATEGORY=FILE"));
  const listed = /Categories: (.*?)\. An entry/.exec(row ?? "")?.[1] ?? "";
  expect([...listed.matchAll(/`([^`]+)`/g)].map((match) => match[1])).toEqual([...CATEGORIES]);
});

function categoriesOf(kind: string): string[] {
  return CATEGORIES.filter((category) => categoryKind(category) === kind);
}

test("every category is a threat, a reference or trusted", () => {
  expect(categoriesOf("trusted")).toEqual(["trusted"]);
  expect(categoriesOf("reference")).toEqual(["tor-exit", "tor-relay", "public-resolver", "doh", "dot", "anonymizer"]);
  expect(categoriesOf("threat").length).toBe(CATEGORIES.length - 7);
  expect([isCategory("phishing"), isCategory("Phishing"), isCategory("constructor")]).toEqual([true, false, false]);
});
