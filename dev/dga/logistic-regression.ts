/** Logistic regression over hashed places, by stochastic gradient descent with Adagrad's step sizes. */

import { DGA_GRAMS_MAX, DGA_WEIGHTS_COUNT, gramPlaces } from "../../src/core/enrich/dga-grams.ts";
import type { Random } from "../generate/random.ts";

export type Sample = { readonly label: string; readonly isGenerated: boolean; readonly weight: number };
export type Model = { readonly weights: Float64Array; readonly bias: number };

const EPOCHS = 4;
const STEP = 0.25;
/** Ridge penalty, per visit of a weight. */
const SHRINK = 2e-5;

export function train(samples: readonly Sample[], random: Random): Model {
  const weights = new Float64Array(DGA_WEIGHTS_COUNT);
  const squares = new Float64Array(DGA_WEIGHTS_COUNT).fill(1e-2);
  const places = new Uint16Array(DGA_GRAMS_MAX);
  let bias = 0;
  let biasSquares = 1e-2;
  const order = samples.map((_, at) => at);
  for (let epoch = 0; epoch < EPOCHS; epoch++) {
    shuffle(order, random);
    for (const at of order) {
      const sample = samples[at];
      if (sample === undefined) continue;
      const count = gramPlaces(sample.label, 0, sample.label.length, places);
      const norm = 1 / Math.sqrt(count);
      let sum = 0;
      for (let gram = 0; gram < count; gram++) sum += weights[places[gram] ?? 0] ?? 0;
      const error = (1 / (1 + Math.exp(-(bias + sum * norm))) - (sample.isGenerated ? 1 : 0)) * sample.weight;
      biasSquares += error * error;
      bias -= (STEP * error) / Math.sqrt(biasSquares);
      for (let gram = 0; gram < count; gram++) {
        const place = places[gram] ?? 0;
        const slope = error * norm + SHRINK * (weights[place] ?? 0);
        squares[place] = (squares[place] ?? 0) + slope * slope;
        weights[place] = (weights[place] ?? 0) - (STEP * slope) / Math.sqrt(squares[place] ?? 1);
      }
    }
  }
  return { weights, bias };
}

function shuffle(items: number[], random: Random): void {
  for (let at = items.length - 1; at > 0; at--) {
    const other = random.below(at + 1);
    const item = items[at] ?? 0;
    items[at] = items[other] ?? 0;
    items[other] = item;
  }
}
