/** Rule tests of Panther's: each event alone, after the past of a generated account, by somebody of it at his own desk. */

import { readFileSync } from "node:fs";
import { z } from "zod";
import { apiFacts } from "../../../src/core/api-map/api-facts.ts";
import type { FindingType } from "../../../src/core/finding-types.ts";
import { identityOf } from "../../generate/cloudtrail/humans.ts";
import { isoSecond } from "../../generate/clock.ts";
import type { Human } from "../../generate/organization.ts";
import { isIamUser, victim } from "../../generate/world.ts";
import { type Baseline, workingTimeMs } from "../baseline.ts";
import { typesOf } from "../types-of.ts";

const testShape = z.object({
  rule: z.string(),
  test: z.string(),
  expected: z.boolean(),
  event: z.looseObject({
    eventName: z.string().optional(),
    eventSource: z.string().optional(),
    userIdentity: z.looseObject({ type: z.string().optional(), accountId: z.string().optional() }).nullish(),
    recipientAccountId: z.string().optional(),
    sourceIPAddress: z.string().optional(),
  }),
});
export type RuleTest = z.infer<typeof testShape>;

export function readTests(path: string): readonly RuleTest[] {
  const lines = readFileSync(path, "utf8").trimEnd().split("\n");
  return lines.map((line) => testShape.parse(JSON.parse(line)));
}

export type Judged = RuleTest & {
  readonly types: readonly FindingType[];
  /** Null for a call that the map of APIs leaves out. */
  readonly tier: number | null;
};

export async function replayTests(tests: readonly RuleTest[], baseline: Baseline): Promise<readonly Judged[]> {
  const judged: Judged[] = [];
  for (const [at, test] of tests.entries()) {
    const types = await typesOf([staged(test, baseline, at)], baseline);
    const { eventSource = "", eventName = "" } = test.event;
    const { tactic, tier } = apiFacts(eventSource, eventName);
    judged.push({ ...test, types, tier: tactic === null ? null : tier });
  }
  return judged;
}

/**
 * Users and roles become people of the baseline, by turns, at their usual address and with their usual client; root,
 * services and whoever else stay who they are. Tests reuse one event id, write times their own way and leave members out
 * that every record has.
 */
function staged({ event }: RuleTest, baseline: Baseline, turn: number): object {
  const { organization, accountId } = baseline;
  const type = event.userIdentity?.type;
  const fits = (human: Human): boolean => human.firstDay === 0 && isIamUser(human) === (type === "IAMUser");
  const human = victim(organization.humans, turn, fits, "person");
  const startMs = workingTimeMs(baseline, human);
  const accountIds = [event.userIdentity?.accountId, event.recipientAccountId].filter((id) => id?.match(/^\d{12}$/));
  let text = JSON.stringify(event);
  for (const id of accountIds) text = text.replaceAll(id ?? "", accountId);
  const own = type === "IAMUser" || type === "AssumedRole";
  return {
    eventVersion: "1.08",
    awsRegion: human.region,
    userAgent: human.cli,
    ...(JSON.parse(text) as object),
    eventTime: isoSecond(startMs),
    eventID: `00000000-0000-4000-8000-${String(turn).padStart(12, "0")}`,
    recipientAccountId: accountId,
    ...(own
      ? {
          userIdentity: identityOf(human, organization.options.seed, false, startMs, "EXAMPLEEXAMPLE00"),
          awsRegion: human.region,
          sourceIPAddress: human.officeIp,
          userAgent: human.cli,
        }
      : {}),
  };
}
