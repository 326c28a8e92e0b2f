/** The command line of `generate`: options → a checked value, or one clear line. */

import { parseArgs } from "node:util";
import { SCENARIO_DAYS_MIN } from "../dev/generate/clock.ts";
import type { FlowShape } from "../dev/generate/hosts/flow-writer.ts";
import type { Options } from "../dev/generate/organization.ts";
import { SCENARIOS } from "../dev/generate/scenarios.ts";
import type { Scenario } from "../dev/generate/stage.ts";
import { fileNameOf } from "../src/core/detect/describe.ts";
import { isFindingType } from "../src/core/finding-types.ts";
import { err, ok, type Result } from "../src/core/result.ts";

export type GenerateOptions = {
  readonly out: string;
  readonly world: Options;
  readonly scenarios: readonly Scenario[];
};

/** What is asked when nothing is asked, and the most that makes sense. Three weeks and a half: 14 days to learn, 10 to attack. */
const NUMBERS = {
  seed: { usual: 1, least: 0, most: 2 ** 31 },
  days: { usual: 24, least: 1, most: 90 },
  accounts: { usual: 3, least: 1, most: 50 },
  principals: { usual: 40, least: 12, most: 2_000 },
  hosts: { usual: 14, least: 0, most: 200 },
} as const;
type NumberName = keyof typeof NUMBERS;

export function parseGenerateOptions(args: readonly string[]): Result<GenerateOptions> {
  const parsed = read(args);
  if (!parsed.ok) return parsed;
  const { out, scenario = "all", "flow-window": window, "flow-format": format, ...texts } = parsed.value;
  if (out === undefined || out === "") return err("--out DIR is needed: the folder to write to");
  const flow = flowShapeOf(window, format);
  if (!flow.ok) return flow;
  const world = { seed: 0, days: 0, accounts: 0, principals: 0, hosts: 0, flow: flow.value };
  for (const name of Object.keys(NUMBERS) as NumberName[]) {
    const number = numberOf(name, texts[name]);
    if (!number.ok) return number;
    world[name] = number.value;
  }
  const scenarios = scenariosOf(scenario);
  if (!scenarios.ok) return scenarios;
  if (scenarios.value.length > 0 && world.days < SCENARIO_DAYS_MIN)
    return err(`scenarios begin on day 15: --days ${SCENARIO_DAYS_MIN} or more, or --scenario none`);
  return ok({ out, world, scenarios: scenarios.value });
}

function read(args: readonly string[]) {
  const option = { type: "string" } as const;
  try {
    const options = {
      out: option,
      scenario: option,
      seed: option,
      days: option,
      accounts: option,
      principals: option,
      hosts: option,
      "flow-window": option,
      "flow-format": option,
    };
    return ok(parseArgs({ args: [...args], options }).values);
  } catch (error) {
    return err(error instanceof Error ? (error.message.split(/\.\s/)[0] ?? "bad option") : "bad option");
  }
}

function numberOf(name: NumberName, text: string | undefined): Result<number> {
  const { usual, least, most } = NUMBERS[name];
  if (text === undefined) return ok(usual);
  const value = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN;
  return value >= least && value <= most ? ok(value) : err(`--${name} is a whole number from ${least} to ${most}`);
}

function flowShapeOf(window: string | undefined, format: string | undefined): Result<FlowShape> {
  if (window !== undefined && window !== "1" && window !== "10") return err("--flow-window is 1 or 10 minutes");
  if (format !== undefined && format !== "default" && format !== "custom")
    return err("--flow-format is default or custom");
  const windowMinutes = window === undefined ? null : window === "1" ? 1 : 10;
  return ok({ windowMinutes, format: format ?? null });
}

/** By finding type, or by the name of its detector's file. */
function scenariosOf(name: string): Result<readonly Scenario[]> {
  if (name === "all") return ok(SCENARIOS);
  if (name === "none") return ok([]);
  const found = SCENARIOS.filter(({ type }) => type === name || (isFindingType(type) && fileNameOf(type) === name));
  return found.length > 0 ? ok(found) : err(`--scenario is all, none or a finding type such as ${SCENARIOS[0]?.type}`);
}
