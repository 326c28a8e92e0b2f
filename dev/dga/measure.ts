/** How well the checked-in model tells real families from real look-ups. Measures only: nothing here is trained on. */

import { DGA_UNJUDGED, dgaScore } from "../../src/core/enrich/dga.ts";
import { registeredLabel } from "../../src/core/net/registered-label.ts";
import { linesOf } from "./evaluation-data.ts";

const RATES = [0.01, 0.001] as const;

export type Measured = {
  readonly auc: number;
  readonly cuts: readonly number[];
  readonly families: readonly Family[];
  readonly benign: number;
};
export type Family = {
  readonly family: string;
  readonly names: number;
  readonly judged: number;
  readonly auc: number;
  readonly recalls: readonly number[];
};

export function measure(): Measured {
  const benign = benignScores();
  const sorted = benign.toSorted((one, other) => one - other);
  const cuts = RATES.map((rate) => sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * (1 - rate)))] ?? 0);
  const byFamily = new Map<string, number[]>();
  for (const line of linesOf("dga-families.tsv.gz")) {
    const [name = "", family = ""] = line.split("\t");
    byFamily.set(family, [...(byFamily.get(family) ?? []), dgaScore(name.toLowerCase())]);
  }
  const families = [...byFamily].map(([family, scores]) => ({
    family,
    names: scores.length,
    judged: scores.filter((score) => score !== DGA_UNJUDGED).length,
    auc: aucOf(scores, sorted),
    recalls: cuts.map((cut) => scores.filter((score) => score > cut).length / scores.length),
  }));
  const all = [...byFamily.values()].flat();
  return {
    auc: aucOf(all, sorted),
    cuts,
    families: families.toSorted((one, other) => (other.recalls[0] ?? 0) - (one.recalls[0] ?? 0)),
    benign: sorted.length,
  };
}

/** Registered labels of what was looked up, each once: a rate per name, not per query. */
function benignScores(): number[] {
  const seen = new Set<string>();
  const scores: number[] = [];
  for (const line of linesOf("benign-sweep.log.gz")) {
    const { query_name: name } = JSON.parse(line) as { query_name: string };
    const lower = name.toLowerCase();
    const place = registeredLabel(lower);
    const label = lower.slice(place >>> 8, place & 255);
    if (place === 0 || seen.has(label)) continue;
    seen.add(label);
    scores.push(dgaScore(lower));
  }
  return scores;
}

/** Share of pairs in which the generated name scores higher; ties count half. */
function aucOf(positives: readonly number[], sorted: readonly number[]): number {
  let sum = 0;
  for (const score of positives) sum += (firstAtLeast(sorted, score) + firstAbove(sorted, score)) / 2;
  return sum / (positives.length * sorted.length);
}

function firstAtLeast(sorted: readonly number[], value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

function firstAbove(sorted: readonly number[], value: number): number {
  let at = firstAtLeast(sorted, value);
  while (at < sorted.length && sorted[at] === value) at++;
  return at;
}

export function describe({ auc, cuts, families, benign }: Measured): string {
  const percent = (share: number) => `${(100 * share).toFixed(0)} %`.padStart(6);
  const mean = (at: number) => families.reduce((sum, { recalls }) => sum + (recalls[at] ?? 0), 0) / families.length;
  const total = families.reduce((sum, { names }) => sum + names, 0);
  const micro = (at: number) =>
    families.reduce((sum, { recalls, names }) => sum + (recalls[at] ?? 0) * names, 0) / total;
  return [
    `benign labels ${benign}, generated names ${total} of ${families.length} families`,
    `AUC ${auc.toFixed(3)}; score at 1 % false positives ${cuts[0]?.toFixed(2)}, at 0.1 % ${cuts[1]?.toFixed(2)}`,
    `recall at 1 %: ${percent(mean(0))} mean of families, ${percent(micro(0))} of names; at 0.1 %: ${percent(mean(1))}, ${percent(micro(1))}`,
    "family                names  judged    AUC   @1 %  @0.1 %",
    ...families.map(
      ({ family, names, judged, auc: own, recalls }) =>
        `${family.padEnd(20)} ${String(names).padStart(6)} ${String(judged).padStart(7)} ${own.toFixed(3)} ${recalls.map(percent).join("  ")}`,
    ),
  ].join("\n");
}
