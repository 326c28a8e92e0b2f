/** What was played against what was found: by type, account and time. */

import type { Finding } from "../../../src/core/finding.ts";
import { severityLabel } from "../../../src/core/finding.ts";
import { HOUR_MS, MINUTE_MS } from "../clock.ts";
import type { Label } from "../stage.ts";

export type Told = Pick<Finding, "type" | "severity" | "accountId" | "firstMs" | "lastMs">;

export type Comparison = {
  readonly found: number;
  readonly missed: readonly Label[];
  /** "Medium Recon:EC2/Portscan" → findings in which something was told that no attack explains. */
  readonly outside: Readonly<Record<string, number>>;
};

/** A finding's times are those of its records, which a flow log sums up over ten minutes. */
const FOUND_SLACK_MS = 10 * MINUTE_MS;
/** An attack is told of for a while: a host by the hour, a person's runs until they end. */
const EXPLAINED_SLACK_MS = HOUR_MS;

export function compare(labels: readonly Label[], findings: readonly Told[]): Comparison {
  const missed = labels.filter((label) => !findings.some((finding) => isOf(finding, label)));
  const outside = findings.filter((finding) => !isExplained(finding, labels));
  return { found: labels.length - missed.length, missed, outside: countsOf(outside) };
}

/** By severity and type, most first. */
export function countsOf(findings: readonly Told[]): Readonly<Record<string, number>> {
  const counts = new Map<string, number>();
  for (const { type, severity } of findings) {
    const name = `${severityLabel(severity)} ${type}`;
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return Object.fromEntries([...counts].sort(([one, many], [other, more]) => more - many || (one < other ? -1 : 1)));
}

function isOf({ type, accountId, firstMs, lastMs }: Told, label: Label): boolean {
  const { fromMs, toMs } = windowOf(label, FOUND_SLACK_MS);
  return type === label.type && accountId === label.accountId && firstMs <= toMs && lastMs >= fromMs;
}

/** Both its ends lie in attacks on its account: what a finding goes on with is explained apart from what it begins with. */
function isExplained({ accountId, firstMs, lastMs }: Told, labels: readonly Label[]): boolean {
  const windows = labels
    .filter((label) => label.accountId === accountId)
    .map((label) => windowOf(label, EXPLAINED_SLACK_MS));
  const isIn = (timeMs: number): boolean => windows.some(({ fromMs, toMs }) => timeMs >= fromMs && timeMs <= toMs);
  return isIn(firstMs) && isIn(lastMs);
}

function windowOf({ from, to }: Label, slackMs: number): { readonly fromMs: number; readonly toMs: number } {
  return { fromMs: Date.parse(from) - slackMs, toMs: Date.parse(to) + slackMs };
}
