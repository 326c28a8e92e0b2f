/** How the marks of names are spread in groups of each kind: counted in groups drawn anew, by the weights already written. */

import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import {
  GROUP_SIZES,
  groupMarks,
  KINDS_OF_KIN,
  LENGTHS,
  type NameMarks,
} from "../../src/core/enrich/dga-group-marks.ts";
import type { Random } from "../generate/random.ts";

const TABLES_FILE = fileURLToPath(new URL("../../src/core/enrich/dga-group-tables.ts", import.meta.url).href);

/** Shares of people's labels under each edge; the tail, where algorithms are told, is cut finer. */
const QUANTILES = [0.2, 0.4, 0.6, 0.75, 0.85, 0.92, 0.96, 0.98, 0.99, 0.995, 0.998];
const SHORT_QUANTILES = [0.5, 0.8, 0.95];
/** Names drawn for a group of each of GROUP_SIZES. */
const SIZES_DRAWN = [7, 14, 28, 56, 110];
const GROUPS_DRAWN = 200;
/** Added to each count, so that nothing is impossible. */
const PSEUDO_SHARE = 2e-4;
/** Tops of at least this share of the names that people chose are usual. */
const USUAL_SHARE = 0.002;

/** Draws the names of one group; domains where tops matter. */
export type Source = { readonly name: string; readonly group: (random: Random, size: number) => readonly string[] };

type Edges = { readonly edges: readonly number[]; readonly shortEdges: readonly number[] };

export function groupTablesModule(
  algorithms: readonly Source[],
  people: readonly Source[],
  listed: readonly string[],
  random: Random,
): string {
  const edges = edgesOf(listed);
  const usual = usualTops(listed);
  const row = (source: Source) => `    // ${source.name}\n    "${tableOf(source, edges, random).join(" ")}",`;
  return [
    "/** Written by `npm run train:dga`: see docs/dga.md. */",
    "",
    "export const GROUP_TABLES = {",
    `  edges: [${edges.edges.map((edge) => edge.toFixed(2)).join(", ")}],`,
    `  shortEdges: [${edges.shortEdges.map((edge) => edge.toFixed(2)).join(", ")}],`,
    "  algorithms: [",
    ...algorithms.map(row),
    "  ],",
    "  people: [",
    ...people.map(row),
    "  ],",
    `  rareTops: "${rareTops(listed, new Set(usual), random).join(" ")}",`,
    "  usualTops:",
    `    "${usual.join(" ")}",`,
    "};",
    "",
  ].join("\n");
}

export function writeGroupTables(module: string): void {
  writeFileSync(TABLES_FILE, module);
}

function edgesOf(listed: readonly string[]): Edges {
  const names = listed.flatMap((domain) => groupMarks([domain]).names);
  return {
    edges: quantiles(
      names.filter(({ isShort }) => !isShort),
      QUANTILES,
    ),
    shortEdges: quantiles(
      names.filter(({ isShort }) => isShort),
      SHORT_QUANTILES,
    ),
  };
}

function quantiles(names: readonly NameMarks[], shares: readonly number[]): number[] {
  const scores = names.map(({ score }) => score).toSorted((one, other) => one - other);
  return shares.map((share) => scores[Math.floor(share * scores.length)] ?? 0);
}

/** −100 ln of the shares: score bins, lengths, kinds of kin by size of group. */
function tableOf(source: Source, { edges, shortEdges }: Edges, random: Random): number[] {
  const scores = new Float64Array(edges.length + shortEdges.length + 2);
  const lengths = new Float64Array(LENGTHS);
  const kins = GROUP_SIZES.map(() => new Float64Array(KINDS_OF_KIN));
  for (const [at, size] of SIZES_DRAWN.entries()) {
    for (let left = GROUPS_DRAWN; left > 0; left--) {
      const { names, kin } = groupMarks(source.group(random, size));
      for (const [place, { score, isShort, length }] of names.entries()) {
        const own = isShort ? shortEdges : edges;
        const bin = own.findIndex((edge) => score <= edge);
        const shift = isShort ? edges.length + 1 : 0;
        count(scores, shift + (bin < 0 ? own.length : bin));
        count(lengths, length);
        count(kins[at] ?? lengths, kin[place] ?? 0);
      }
    }
  }
  return [scores, lengths, ...kins].flatMap(toCentinats);
}

function count(counts: Float64Array, at: number): void {
  counts[at] = (counts[at] ?? 0) + 1;
}

function toCentinats(counts: Float64Array): number[] {
  const total = counts.reduce((sum, one) => sum + one, 0);
  return Array.from(counts, (one) =>
    Math.round(-100 * Math.log((one / total + PSEUDO_SHARE) / (1 + PSEUDO_SHARE * counts.length))),
  );
}

function topOf(domain: string): string {
  return domain.slice(domain.lastIndexOf(".") + 1);
}

function usualTops(listed: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const top of listed.map(topOf)) counts.set(top, (counts.get(top) ?? 0) + 1);
  return [...counts]
    .filter(([, amount]) => amount >= listed.length * USUAL_SHARE)
    .map(([top]) => top)
    .toSorted();
}

/** The share of unusual ones among the different tops of a group of people's names. */
function rareTops(listed: readonly string[], usual: ReadonlySet<string>, random: Random): number[] {
  return SIZES_DRAWN.map((size) => {
    const shares = Array.from({ length: 2_000 }, () => {
      const tops = new Set(Array.from({ length: size }, () => topOf(random.pick(listed))));
      return [[...tops].filter((top) => !usual.has(top)).length, tops.size] as const;
    });
    const rare = shares.reduce((sum, [one]) => sum + one, 0);
    const all = shares.reduce((sum, [, one]) => sum + one, 0);
    return Math.round(-100 * Math.log(rare / all));
  });
}
