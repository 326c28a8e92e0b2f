/** `eval --only panther`: our verdicts beside those of Panther's rule tests. */

import { join } from "node:path";
import { learnBaseline } from "../baseline.ts";
import type { Section } from "../section.ts";
import { shortType, table } from "../table.ts";
import { type Agreement, compare, type Disagreement } from "./agreement.ts";
import { readTests, replayTests } from "./replay-tests.ts";

const SEED = 1;

export const panther: Section = {
  name: "panther",
  title: "Rule tests of Panther's: each event alone, by somebody of a generated account at his own desk",
  needs: "data/cloudtrail/panther-rule-tests",
  run: async (folder) => {
    const judged = await replayTests(readTests(join(folder, "panther-dev.ndjson")), await learnBaseline(SEED));
    const { byType, disagreements, unmapped } = compare(judged);
    const none = disagreements.filter(({ reason }) => reason === null);
    return {
      lines: [
        `${judged.length} events, ${unmapped} of them of rules that have no type here. * is AnomalousBehavior of that tactic.`,
        "",
        ...table([["type", "both tell", "only we", "only Panther", "neither"], ...byType.map(agreementCells)]),
        "",
        "Why only one of the two tells:",
        "",
        ...table([["events", "who", "reason"], ...reasons(disagreements)]),
        "",
        `disagreements without a known reason: ${none.length}`,
        ...none.map(({ rule, test }) => `  ${rule}: ${test}`),
      ],
      figures: { events: judged.length, unmapped, byType, disagreements },
    };
  },
};

function agreementCells(row: Agreement): (string | number)[] {
  return [shortType(row.type), row.truePositives, row.falsePositives, row.falseNegatives, row.trueNegatives];
}

function reasons(disagreements: readonly Disagreement[]): (readonly (string | number)[])[] {
  const counts = new Map<string, number>();
  for (const { told, reason } of disagreements) {
    const key = `${told ? "we" : "Panther"}\t${reason ?? "not known"}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return [...counts].sort(([, one], [, other]) => other - one).map(([key, count]) => [count, ...key.split("\t")]);
}
