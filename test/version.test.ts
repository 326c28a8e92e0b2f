import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { VERSION } from "../src/version.ts";

test("the version is package.json's", () => {
  const { version } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url).pathname, "utf8"));
  expect(VERSION).toBe(version);
});
