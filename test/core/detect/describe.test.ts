import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { CALL_DETECTORS } from "../../../src/core/detect/catalogue.ts";
import { HOST_DETECTORS } from "../../../src/core/detect/host-catalogue.ts";
import { describeFindingTypes } from "../../../src/core/detect/describe.ts";
import { FINDING_TYPES } from "../../../src/core/finding-types.ts";

test("docs/finding-types.md is current: run `npm run docs`", () => {
  const committed = readFileSync(
    fileURLToPath(new URL("../../../docs/finding-types.md", import.meta.url).href),
    "utf8",
  );
  expect(committed).toBe(describeFindingTypes([...CALL_DETECTORS, ...HOST_DETECTORS]));
});

test("tells every type once: a section where it is detected, a row where it is not", () => {
  const lines = describeFindingTypes(CALL_DETECTORS).split("\n");
  for (const type of Object.keys(FINDING_TYPES)) {
    const isDetected = CALL_DETECTORS.some((detector) => detector.type === type);
    const told = lines.filter((line) => line === `## ${type}` || line.startsWith(`| ${type} |`));
    expect(told, type).toHaveLength(1);
    expect(told[0]?.startsWith("## "), type).toBe(isDetected);
  }
});
