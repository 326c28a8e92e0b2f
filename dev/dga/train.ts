/**
 * `npm run train:dga`: trains the DGA model and writes its weights. `-- --measure`: only measures the weights that are
 * there. Same inputs, same bytes.
 */

import { Random } from "../generate/random.ts";
import { composedLabel, dictionary, missingInputs, realLabels, romanisedLabel } from "./benign.ts";
import { generatedLabel } from "./generators.ts";
import { type Sample, train } from "./logistic-regression.ts";
import { writeWeights } from "./write-weights.ts";

const SEED = 20_261_124;
const COMPOSED = 30_000;
const ROMANISED = 12_000;
/** Real labels are few and tell more than composed ones. */
const REAL_WEIGHT = 5;

if (process.argv.includes("--measure")) {
  const { describe, measure } = await import("./measure.ts");
  console.log(describe(measure()));
} else {
  const missing = missingInputs();
  if (missing.length > 0) {
    console.error(`train:dga: not here: ${missing.join(", ")} (docs/dga.md says where they come from)`);
    process.exit(1);
  }
  writeWeights(train(samples(), new Random(SEED, "train")));
}

function samples(): Sample[] {
  const random = new Random(SEED, "samples");
  const words = dictionary();
  const real = realLabels();
  const benign = [
    ...real.map((label): Sample => ({ label, isGenerated: false, weight: REAL_WEIGHT })),
    ...words.filter((word) => word.length >= 6).map((label): Sample => ({ label, isGenerated: false, weight: 0.3 })),
    ...Array.from({ length: COMPOSED }, (): Sample => ({
      label: composedLabel(words, random),
      isGenerated: false,
      weight: 1,
    })),
    ...Array.from({ length: ROMANISED }, (): Sample => ({
      label: romanisedLabel(random),
      isGenerated: false,
      weight: 1,
    })),
  ];
  const total = benign.reduce((sum, { weight }) => sum + weight, 0);
  console.error(
    `train:dga: ${real.length} real labels, ${benign.length - real.length} words and compounds, as many generated`,
  );
  const generated = Array.from({ length: Math.round(total) }, (): Sample => ({
    label: generatedLabel(random),
    isGenerated: true,
    weight: 1,
  }));
  return [...benign, ...generated];
}
