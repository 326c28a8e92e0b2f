/** Options of `npm run simulate`. */

import { MODES, type Mode, type OneFault } from "../dev/simulate/faults.ts";
import { err, ok, type Result } from "../src/core/result.ts";

export type SimulateOptions = {
  readonly seeds: number;
  readonly from: number;
  readonly json: boolean;
  /** Instead of random faults: each call of small scenarios fails, one in `step`. */
  readonly enumerate: {
    readonly step: number;
    readonly only: (OneFault & { readonly scenario: number }) | null;
  } | null;
};

const SEEDS_DEFAULT = 30;
const COUNTED = new Set(["--seeds", "--from", "--step"]);

export function parseSimulateOptions(args: readonly string[]): Result<SimulateOptions> {
  const numbers = new Map<string, number>();
  let json = false;
  let enumerate = false;
  let only: (OneFault & { readonly scenario: number }) | null = null;
  for (let at = 0; at < args.length; at++) {
    const name = args[at] as string;
    if (name === "--json") json = true;
    else if (name === "--enumerate") enumerate = true;
    else if (name === "--only") {
      only = oneFault(args[++at] ?? "");
      if (only === null) return err("--only wants SCENARIO/CALL/MODE/once or …/sticky");
    } else if (COUNTED.has(name)) {
      const number = Number(args[++at] ?? "");
      if (!Number.isSafeInteger(number) || number < (name === "--from" ? 0 : 1))
        return err(`${name} wants a whole number`);
      numbers.set(name, number);
    } else return err(`unknown option ${name}; there are --seeds N, --from S, --json, --enumerate [--step N]`);
  }
  const step = numbers.get("--step") ?? 1;
  return ok({
    seeds: numbers.get("--seeds") ?? SEEDS_DEFAULT,
    from: numbers.get("--from") ?? 1,
    json,
    enumerate: enumerate || only !== null ? { step, only } : null,
  });
}

function oneFault(text: string): (OneFault & { readonly scenario: number }) | null {
  const [, scenario, index, mode, often] = /^(\d+)\/(\d+)\/(\w+)\/(once|sticky)$/.exec(text) ?? [];
  if (!MODES.includes(mode as Mode)) return null;
  return { scenario: Number(scenario), index: Number(index), mode: mode as Mode, sticky: often === "sticky" };
}
