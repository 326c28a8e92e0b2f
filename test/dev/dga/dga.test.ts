import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { missingInputs } from "../../../dev/dga/benign.ts";
import { generatedLabel } from "../../../dev/dga/generators.ts";
import { train } from "../../../dev/dga/logistic-regression.ts";
import { describe, measure } from "../../../dev/dga/measure.ts";
import { WEIGHTS_FILE, weightsModule } from "../../../dev/dga/write-weights.ts";
import { Random } from "../../../dev/generate/random.ts";
import { DGA_WEIGHTS_COUNT } from "../../../src/core/enrich/dga-grams.ts";
import { DGA_WEIGHTS } from "../../../src/core/enrich/dga-weights.ts";
import { shared } from "../../needs.ts";

test("the weights are a character each, in less than 128 KB", () => {
  expect(DGA_WEIGHTS).toHaveLength(DGA_WEIGHTS_COUNT);
  expect(DGA_WEIGHTS).toMatch(/^[#-[]+$/);
  expect(readFileSync(WEIGHTS_FILE).length).toBeLessThan(128 * 1024);
});

test("generated labels are labels, and seldom the same", () => {
  const random = new Random(1, "labels");
  const labels = Array.from({ length: 2_000 }, () => generatedLabel(random));
  for (const label of labels) expect(label).toMatch(/^[a-z0-9]{6,36}$/);
  expect(new Set(labels).size).toBeGreaterThan(1_990);
});

test("training tells what it was shown apart, and gives the same bytes again", () => {
  const samples = ["harbour", "garden", "window", "kitchen"].flatMap((label) => [
    { label, isGenerated: false, weight: 1 },
    {
      label: [...label].map((letter) => ({ a: "x", e: "q", i: "z", o: "j" })[letter] ?? letter).join(""),
      isGenerated: true,
      weight: 1,
    },
  ]);
  const once = weightsModule(train(samples, new Random(1, "train")));
  expect(weightsModule(train(samples, new Random(1, "train")))).toBe(once);
  expect(once).toContain("DGA_WEIGHTS");
});

const families = shared("data/dns/dga-families.tsv.gz");

test.skipIf(families === null)("real families score above real look-ups, as the model card says", () => {
  const measured = measure();
  expect(measured.auc).toBeGreaterThan(0.87);
  const one = measured.families.reduce((sum, { recalls }) => sum + (recalls[0] ?? 0), 0) / measured.families.length;
  expect(one).toBeGreaterThan(0.54);
  expect(describe(measured).split("\n")).toHaveLength(4 + measured.families.length);
});

test("inputs that are not there are named", () => {
  for (const path of missingInputs()) expect(path).toMatch(/^\//);
});
