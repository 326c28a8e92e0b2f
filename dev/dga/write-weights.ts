/** The model as a module: a character a weight. */

import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { DGA_WEIGHT_MAX, DGA_ZERO_CODE } from "../../src/core/enrich/dga-grams.ts";
import type { Model } from "./logistic-regression.ts";

export const WEIGHTS_FILE = fileURLToPath(new URL("../../src/core/enrich/dga-weights.ts", import.meta.url).href);

/** The few largest weights are cut, so that the steps of the rest are finer. */
const KEPT_SHARE = 0.9995;

export function weightsModule({ weights, bias }: Model): string {
  const sizes = weights.map(Math.abs).toSorted();
  const scale = (sizes[Math.floor(sizes.length * KEPT_SHARE)] ?? 1) / DGA_WEIGHT_MAX;
  let text = "";
  for (const weight of weights) {
    const level = Math.max(-DGA_WEIGHT_MAX, Math.min(DGA_WEIGHT_MAX, Math.round(weight / scale)));
    text += String.fromCharCode(DGA_ZERO_CODE + level);
  }
  return [
    "/** Written by `npm run train:dga`: see docs/dga.md. */",
    "",
    `export const DGA_BIAS = ${bias.toFixed(4)};`,
    `export const DGA_SCALE = ${scale.toPrecision(6)};`,
    "export const DGA_WEIGHTS =",
    `  "${text}";`,
    "",
  ].join("\n");
}

export function writeWeights(model: Model): void {
  writeFileSync(WEIGHTS_FILE, weightsModule(model));
}
