/** The command line of `generate:check`: options → the worlds to check, or one clear line. */

import { parseArgs } from "node:util";
import type { FlowShape } from "../dev/generate/hosts/flow-writer.ts";
import type { Options } from "../dev/generate/organization.ts";
import { err, ok, type Result } from "../src/core/result.ts";
import { parseGenerateOptions } from "./generate-options.ts";

const SEEDS_DEFAULT = "1-5";
const SEEDS_MAX = 100;
const option = { type: "string" } as const;

/** One for each seed, window and format; without the last two, both are mixed as `generate` mixes them. */
export function parseCheckOptions(args: readonly string[]): Result<readonly Options[]> {
  let values: Partial<Record<"seeds" | "windows" | "formats" | "days", string>>;
  try {
    const options = { seeds: option, windows: option, formats: option, days: option };
    values = parseArgs({ args: [...args], options }).values;
  } catch {
    return err("there are --seeds 1-5, --windows 1,10, --formats default,custom and --days N");
  }
  const seeds = seedsOf(values.seeds ?? SEEDS_DEFAULT);
  if (seeds === null) return err(`--seeds is a list such as 1-5 or 3,21, of at most ${SEEDS_MAX}`);
  const shapes = shapesOf(values.windows, values.formats);
  if (!shapes.ok) return shapes;
  const usual = parseGenerateOptions(["--out", "x", ...(values.days === undefined ? [] : ["--days", values.days])]);
  if (!usual.ok) return usual;
  const { world } = usual.value;
  return ok(seeds.flatMap((seed) => shapes.value.map((flow) => ({ ...world, seed, flow }))));
}

function seedsOf(text: string): readonly number[] | null {
  const seeds: number[] = [];
  for (const part of text.split(",")) {
    const [, first, last] = /^(\d{1,9})(?:-(\d{1,9}))?$/.exec(part) ?? [];
    if (first === undefined) return null;
    const end = Number(last ?? first);
    if (end < Number(first) || end - Number(first) >= SEEDS_MAX) return null;
    for (let seed = Number(first); seed <= end; seed++) seeds.push(seed);
  }
  return seeds.length <= SEEDS_MAX ? seeds : null;
}

function shapesOf(windows: string | undefined, formats: string | undefined): Result<readonly FlowShape[]> {
  const shapes: FlowShape[] = [];
  for (const window of windows?.split(",") ?? [null]) {
    if (window !== null && window !== "1" && window !== "10") return err("--windows is 1, 10 or 1,10");
    for (const format of formats?.split(",") ?? [null]) {
      if (format !== null && format !== "default" && format !== "custom")
        return err("--formats is default, custom or default,custom");
      shapes.push({ windowMinutes: window === null ? null : window === "1" ? 1 : 10, format });
    }
  }
  return ok(shapes);
}
