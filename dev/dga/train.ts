/**
 * `npm run train:dga`: trains the DGA model, writes its weights and the tables of groups. `-- --groups`: the tables alone,
 * from the weights that are there; `-- --measure`: only measures what is there. Same inputs, same bytes.
 */

import { Random } from "../generate/random.ts";
import {
  composedLabel,
  dictionary,
  LISTS,
  listedDomains,
  missingInputs,
  realLabels,
  romanisedLabel,
  suffixNames,
} from "./benign.ts";
import { generatedLabel, KINDS, type Stock } from "./generators.ts";
import { type Sample, train } from "./logistic-regression.ts";
import { writeWeights } from "./write-weights.ts";

const SEED = 20_261_124;
const COMPOSED = 15_000;
const ROMANISED = 12_000;
/** Real labels are few and tell more than composed ones. */
const REAL_WEIGHT = 5;
const WORD_WEIGHT = 0.15;
/** One real label in so many is kept from training, to tell how people's names score. */
const HELD_OUT = 5;

if (process.argv.includes("--measure")) {
  const { describe, measure } = await import("./measure.ts");
  const { describeHours, measureHours } = await import("./measure-hours.ts");
  console.log(`${describe(measure())}\n\n${describeHours(measureHours())}`);
} else {
  const missing = missingInputs();
  if (missing.length > 0) {
    console.error(`train:dga: not here: ${missing.join(", ")} (docs/dga.md says where they come from)`);
    process.exit(1);
  }
  const words = dictionary();
  const real = realLabels();
  const stock = { words, labels: real.filter((_, at) => at % HELD_OUT !== 0) };
  if (!process.argv.includes("--groups")) writeWeights(train(samples(stock), new Random(SEED, "train")));
  await tables(stock, real, new Set(real.filter((_, at) => at % HELD_OUT === 0)));
}

/** Loads the weights only now that they are written. */
async function tables(stock: Stock, real: readonly string[], heldOut: ReadonlySet<string>): Promise<void> {
  const { groupTablesModule, writeGroupTables } = await import("./group-tables.ts");
  const unseen = (labels: readonly string[]) => labels.filter((label) => heldOut.has(label.split(".", 1)[0] ?? ""));
  const [popular, network, dynamic] = LISTS.map((list) => unseen(listedDomains(list)));
  const known = [...(popular ?? []), ...(network ?? [])];
  const from = (name: string, label: (random: Random) => string) => ({
    name,
    group: (random: Random, size: number) => Array.from({ length: size }, () => `${label(random)}.com`),
  });
  const algorithms = KINDS.map(({ name, algorithm }) => ({
    name,
    group: (random: Random, size: number) => {
      const label = algorithm(random, stock);
      return Array.from({ length: size }, () => `${label()}.com`);
    },
  }));
  const people = [
    { name: "popular sites", group: (random: Random, size: number) => drawn(known, random, size) },
    { name: "private sites", group: (random: Random, size: number) => drawn(dynamic ?? [], random, size) },
    from("names of many languages", oneOf(unseen(suffixNames()))),
    from("composed words", (random) => composedLabel(stock.words, random)),
    from("romanised", romanisedLabel),
    neighbours("alike at the beginning", real.toSorted()),
    neighbours(
      "alike at the end",
      real.toSorted((one, other) => (reversed(one) < reversed(other) ? -1 : 1)),
    ),
  ];
  const listed = [...new Set([...known, ...(dynamic ?? [])])];
  writeGroupTables(groupTablesModule(algorithms, people, listed, new Random(SEED, "groups")));
}

/** As a host meets them that reads a list in order, or sites of one subject: every name or every other of a stretch. */
function neighbours(name: string, labels: readonly string[]) {
  return {
    name,
    group: (random: Random, size: number) => {
      const step = random.pick([1, 2, 4]);
      const from = random.below(labels.length - size * step);
      return Array.from({ length: size }, (_, at) => `${labels[from + at * step]}.com`);
    },
  };
}

function reversed(label: string): string {
  return [...label].toReversed().join("");
}

function drawn(names: readonly string[], random: Random, size: number): readonly string[] {
  return Array.from({ length: size }, () => random.pick(names));
}

function oneOf(labels: readonly string[]): (random: Random) => string {
  return (random) => random.pick(labels);
}

function samples(stock: Stock): Sample[] {
  const random = new Random(SEED, "samples");
  const { words, labels } = stock;
  const of = (label: string, weight: number, isGenerated = false): Sample => ({ label, isGenerated, weight });
  const benign = [
    ...labels.map((label) => of(label, REAL_WEIGHT)),
    ...words.map((word) => of(word, WORD_WEIGHT)),
    ...Array.from({ length: COMPOSED }, () => of(composedLabel(words, random), 1)),
    ...Array.from({ length: ROMANISED }, () => of(romanisedLabel(random), 1)),
  ];
  const total = Math.round(benign.reduce((sum, { weight }) => sum + weight, 0));
  console.error(
    `train:dga: ${labels.length} real labels, ${benign.length - labels.length} words and compounds, as many generated`,
  );
  return [...benign, ...Array.from({ length: total }, () => of(generatedLabel(random, stock), 1, true))];
}
