/** `eval --only stratus`: recorded techniques after a normal past. */

import type { FindingType } from "../../../src/core/finding-types.ts";
import { learnBaseline } from "../baseline.ts";
import type { Outcome, Section } from "../section.ts";
import { shortType, shortTypes, table } from "../table.ts";
import { type Caught, replayAll, WAYS } from "./replay.ts";
import { TECHNIQUES, type Technique } from "./techniques.ts";

/** Three organisations: another past, other victims. */
export const SEEDS = [1, 2, 3] as const;

export const stratus: Section = {
  name: "stratus",
  title: "Recorded attack techniques (Stratus Red Team), each after 24 normal days of the account and of who acts",
  needs: "data/cloudtrail/stratus-red-team",
  run: async (folder) => {
    const runs: (readonly Caught[])[] = [];
    for (const seed of SEEDS) runs.push(await replayAll(folder, await learnBaseline(seed)));
    return outcomeOf(runs);
  },
};

type Row = {
  readonly technique: Technique;
  /** For each way: what was found in any run, and in how many runs something was. */
  readonly ways: readonly { readonly types: readonly FindingType[]; readonly runs: number; readonly meant: number }[];
};

function outcomeOf(runs: readonly (readonly Caught[])[]): Outcome {
  const rows = TECHNIQUES.map((technique, at): Row => {
    const found = WAYS.map((way) => runs.map((run) => run[at]?.types[way] ?? []));
    return {
      technique,
      ways: found.map((each) => ({
        types: [...new Set(each.flat())].sort(),
        runs: each.filter(({ length }) => length > 0).length,
        meant: each.filter((types) => technique.meant !== null && types.includes(technique.meant)).length,
      })),
    };
  });
  const always = (row: Row, way: number): boolean => row.ways[way]?.runs === runs.length;
  const covered = rows.filter(({ technique }) => technique.coverage !== "none");
  const rest = rows.filter(({ technique }) => technique.coverage === "none");
  const share = (some: readonly Row[], way: number): string =>
    `${some.filter((row) => always(row, way)).length} of ${some.length}`;
  return {
    lines: [
      `stolen: from a rented host with the SDK of the recording; own: from the user's own desk and client. n/${runs.length}: runs with a finding.`,
      "* is AnomalousBehavior of that tactic.",
      "",
      "Techniques that a type of GuardDuty's covers (by name, or as one of the kind that its trigger describes):",
      "",
      ...table([
        ["technique", "covers", "type meant", "stolen", "", "own", ""],
        ...covered.map((row) => cells(row, runs.length)),
      ]),
      "",
      "Techniques that none covers:",
      "",
      ...table([["technique", "why not", "stolen", "", "own", ""], ...rest.map((row) => restCells(row, runs.length))]),
      "",
      `caught in every run: with stolen keys ${share(covered, 0)} covered and ${share(rest, 0)} others; from the own desk ${share(covered, 1)} and ${share(rest, 1)}`,
    ],
    figures: {
      runs: runs.length,
      techniques: rows.map(({ technique, ways }) => ({
        ...technique,
        tactic: tacticOf(technique),
        stolen: ways[0],
        own: ways[1],
      })),
    },
  };
}

function cells({ technique, ways }: Row, runs: number): string[] {
  const type = technique.meant === null ? "-" : shortType(technique.meant);
  return [technique.name.slice(4), technique.coverage, type, ...ways.flatMap((way) => wayCells(way, runs))];
}

function restCells({ technique, ways }: Row, runs: number): string[] {
  return [technique.name.slice(4), technique.why, ...ways.flatMap((way) => wayCells(way, runs))];
}

function wayCells(way: Row["ways"][number], runs: number): string[] {
  return [shortTypes(way.types), `${way.runs}/${runs}`];
}

/** "aws.defense-evasion.x" → "Defense Evasion". */
export function tacticOf({ name }: Technique): string {
  const words = (name.split(".")[1] ?? "").split("-");
  return words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join(" ");
}
