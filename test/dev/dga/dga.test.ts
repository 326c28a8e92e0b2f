import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { missingInputs } from "../../../dev/dga/benign.ts";
import { generatedLabel, KINDS } from "../../../dev/dga/generators.ts";
import { train } from "../../../dev/dga/logistic-regression.ts";
import { describe, measure } from "../../../dev/dga/measure.ts";
import { describeHours, measureHours } from "../../../dev/dga/measure-hours.ts";
import { WEIGHTS_FILE, weightsModule } from "../../../dev/dga/write-weights.ts";
import { Random } from "../../../dev/generate/random.ts";
import { DGA_WEIGHTS_COUNT } from "../../../src/core/enrich/dga-grams.ts";
import { DGA_WEIGHTS } from "../../../src/core/enrich/dga-weights.ts";
import { shared } from "../../needs.ts";

const STOCK = {
  words: ["harbour", "garden", "window", "kitchen", "river", "summer", "orange", "paper", "silver", "winter"],
  labels: ["wikipedia", "stackoverflow", "deutschebahn", "mercadolibre", "yogawithfriends"],
};

test("the weights are a character each, in less than 128 KB", () => {
  expect(DGA_WEIGHTS).toHaveLength(DGA_WEIGHTS_COUNT);
  expect(DGA_WEIGHTS).toMatch(/^[#-[]+$/);
  expect(readFileSync(WEIGHTS_FILE).length).toBeLessThan(128 * 1024);
});

test("generated labels are labels, and seldom the same", () => {
  const random = new Random(1, "labels");
  const labels = Array.from({ length: 2_000 }, () => generatedLabel(random, STOCK));
  for (const label of labels) expect(label).toMatch(/^[a-z0-9]{3,36}$/);
  expect(new Set(labels).size).toBeGreaterThan(1_980);
});

test.each(KINDS)("an algorithm of the kind makes labels, the same ones from the same seed: $name", ({ algorithm }) => {
  const labels = (seed: number) => {
    const label = algorithm(new Random(seed, "kind"), STOCK);
    return Array.from({ length: 50 }, label);
  };
  for (const label of labels(1)) expect(label).toMatch(/^[a-z0-9-]{3,80}$/);
  expect(new Set(labels(1)).size).toBeGreaterThan(25);
  expect(labels(1)).toEqual(labels(1));
  expect(labels(2)).not.toEqual(labels(1));
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
  expect(measured.auc).toBeGreaterThan(0.88);
  const one = measured.families.reduce((sum, { recalls }) => sum + (recalls[0] ?? 0), 0) / measured.families.length;
  expect(one).toBeGreaterThan(0.54);
  expect(describe(measured).split("\n")).toHaveLength(4 + measured.families.length);
});

test.skipIf(families === null)(
  "hosts that a family drives fire, hosts that miss people's names do not",
  () => {
    const measured = measureHours(20, [50]);
    const told = (at: number) => measured.families.filter(({ recalls }) => (recalls[at] ?? 0) >= 0.9).length;
    expect(measured.families).toHaveLength(50);
    expect(told(0)).toBeGreaterThanOrEqual(40);
    expect(told(1)).toBeGreaterThanOrEqual(42);
    for (const { order, fired, hours } of measured.benign) {
      expect(fired / hours, order).toBeLessThan(order === "one top label at a time" ? 6e-3 : 1e-4);
    }
    expect(describeHours(measured)).toContain("as swept");
  },
  120_000,
);

test("inputs that are not there are named", () => {
  for (const path of missingInputs()) expect(path).toMatch(/^\//);
});
