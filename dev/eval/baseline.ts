/** An account with a past: what a generated organisation of one account did in 24 days, learned. */

import { join } from "node:path";
import { dayStartMs, HOUR_MS } from "../generate/clock.ts";
import { generate } from "../generate/generate.ts";
import { MIXED_FLOW } from "../generate/hosts/flow-writer.ts";
import { buildOrganization, type Human, type Options, type Organization } from "../generate/organization.ts";
import type { MemoryStates } from "../../src/core/memory-profiles.ts";
import { learnFrom } from "./scan.ts";
import { withScratch } from "./scratch.ts";

export type Baseline = {
  readonly organization: Organization;
  readonly accountId: string;
  readonly states: MemoryStates;
  /** Midnight (UTC) of the first day that is not learned. */
  readonly afterMs: number;
};

const DAYS = 24;
const PRINCIPALS = 18;

export async function learnBaseline(seed: number, principals = PRINCIPALS): Promise<Baseline> {
  const options: Options = { seed, days: DAYS, accounts: 1, principals, hosts: 0, flow: MIXED_FLOW };
  const organization = buildOrganization(options);
  const accountId = organization.accounts[0]?.id ?? "";
  const states = await withScratch(async (folder) => {
    generate(folder, options, [], () => undefined);
    return await learnFrom(join(folder, "AWSLogs"));
  });
  return { organization, accountId, states, afterMs: dayStartMs(DAYS) };
}

/** Two in the afternoon where someone works, on the day after. */
export function workingTimeMs({ afterMs }: Baseline, { site }: Human): number {
  return afterMs + (14 - site.utcHours) * HOUR_MS;
}
