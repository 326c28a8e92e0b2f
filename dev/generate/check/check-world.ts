/** One organisation under every attack, and the same without: how much is found, and how much is told of what is harmless. */

import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { scanLogs } from "../../../cli/scan-logs.ts";
import { type Finding, SEVERITY } from "../../../src/core/finding.ts";
import { FINDING_TYPES } from "../../../src/core/finding-types.ts";
import { CATEGORIES } from "../../../src/core/intel/categories.ts";
import { generate, type Summary } from "../generate.ts";
import type { Options } from "../organization.ts";
import { SCENARIOS } from "../scenarios.ts";
import type { Label, Scenario } from "../stage.ts";
import { type Comparison, compare, countsOf } from "./compare.ts";

export type Quiet = {
  readonly principalDays: number;
  readonly hostDays: number;
  /** Findings of types AnomalousBehavior for each 100 principal-days, and of hosts for each 100 host-days. */
  readonly anomalousPer100: number;
  readonly hostsPer100: number;
  readonly high: number;
  /** "Low Discovery:IAMUser/AnomalousBehavior" → findings. */
  readonly told: Readonly<Record<string, number>>;
};

export type WorldReport = { readonly attacked: Comparison; readonly quiet: Quiet };

/** What must hold of harmless traffic: docs/generate.md. */
export const PER_100_DAYS_MAX = 1;

export function holds({ attacked, quiet }: WorldReport): boolean {
  const { anomalousPer100, hostsPer100, high } = quiet;
  return attacked.missed.length === 0 && high === 0 && Math.max(anomalousPer100, hostsPer100) <= PER_100_DAYS_MAX;
}

export async function checkWorld(world: Options, scenarios: readonly Scenario[] = SCENARIOS): Promise<WorldReport> {
  const attacked = await inFolder(async (folder) => {
    generate(folder, world, scenarios, () => {});
    const labels = JSON.parse(readFileSync(join(folder, "labels.json"), "utf8")) as Label[];
    return compare(labels, await findingsOf(folder));
  });
  const quiet = await inFolder(async (folder) => {
    const summary = generate(folder, world, [], () => {});
    return quietOf(summary, await findingsOf(folder));
  });
  return { attacked, quiet };
}

async function inFolder<Outcome>(work: (folder: string) => Promise<Outcome>): Promise<Outcome> {
  const folder = mkdtempSync(join(tmpdir(), "watchpost-generated-"));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function findingsOf(folder: string): Promise<readonly Finding[]> {
  const names = readdirSync(folder).includes("lists") ? readdirSync(join(folder, "lists")) : [];
  const lists = CATEGORIES.filter((category) => names.includes(`${category}.txt`)).map((category) => ({
    category,
    file: join(folder, "lists", `${category}.txt`),
  }));
  const options = { regions: null, format: "guardduty", feeds: false, explain: false, learn: [] } as const;
  const { findings, totals } = await scanLogs({ ...options, paths: [join(folder, "AWSLogs")], lists }, () => {});
  if (totals.rejected > 0) throw new Error(`${totals.rejected} generated records could not be read`);
  return findings;
}

export function quietOf(
  { principalDays, hostDays }: Pick<Summary, "principalDays" | "hostDays">,
  findings: readonly Finding[],
): Quiet {
  const anomalous = findings.filter(({ type }) => type.endsWith(":IAMUser/AnomalousBehavior"));
  const ofHosts = findings.filter(({ type }) => FINDING_TYPES[type].resource === "Instance");
  return {
    principalDays,
    hostDays,
    anomalousPer100: per100(anomalous.length, principalDays),
    hostsPer100: per100(ofHosts.length, hostDays),
    high: findings.filter(({ severity }) => severity >= SEVERITY.high - 1).length,
    told: countsOf(findings),
  };
}

function per100(findings: number, days: number): number {
  return days === 0 ? 0 : Math.round((findings / days) * 10_000) / 100;
}
