import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { API_FILE, apiFileText, readApiFile } from "../../../dev/api-map/api-file.ts";
import { MORE_APIS } from "../../../dev/api-map/more-apis.ts";
import { curatedNames } from "../../../src/core/api-map/curated.ts";

const text = readFileSync(API_FILE, "utf8");
const modelled = readApiFile(text);

test("every API judged by hand exists in AWS's service models or in a named page", () => {
  const unknown = curatedNames().filter((name) => !modelled.has(name) && !Object.hasOwn(MORE_APIS, name));
  expect(unknown).toEqual([]);
});

test("no API is judged twice", () => {
  const names = curatedNames();
  expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
});

test("what the models have needs no other page, and no page is named for nothing", () => {
  const judged = new Set(curatedNames());
  expect(Object.keys(MORE_APIS).filter((name) => modelled.has(name) || !judged.has(name))).toEqual([]);
});

test("the fact file reads back as it was written", () => {
  const services = new Map<string, Set<string>>();
  for (const name of modelled) {
    const [service = "", api = ""] = name.split(":");
    services.set(service, (services.get(service) ?? new Set()).add(api));
  }
  expect(apiFileText(services)).toBe(text);
  expect(modelled.size).toBeGreaterThan(8_000);
});
