/** `npm run fuzz`: seeded, structure-aware mutation of everything that is read from outside. See docs/testing.md. */

import type { Found } from "../dev/fuzz/run-cases.ts";
import { runRanges } from "../dev/fuzz/run-ranges.ts";
import type { Target } from "../dev/fuzz/target.ts";
import { TARGETS } from "../dev/fuzz/targets.ts";
import type { Range } from "../dev/fuzz/thread.ts";
import { err, ok, type Result } from "../src/core/result.ts";

const CASES_DEFAULT = 20_000;
const CASES_PER_RANGE = 500;
const SHOWN_MAX = 10;

type Options = { readonly cases: number; readonly from: number; readonly targets: readonly Target[] };

function parseOptions(args: readonly string[]): Result<Options> {
  let cases = CASES_DEFAULT;
  let from = 0;
  let targets = TARGETS;
  for (let at = 0; at < args.length; at += 2) {
    const [name, value = ""] = args.slice(at, at + 2);
    const number = Number(value);
    const isWhole = value !== "" && Number.isSafeInteger(number) && number >= 0;
    if (name === "--cases" && isWhole && number > 0) cases = number;
    else if (name === "--from" && isWhole) from = number;
    else if (name === "--target" && TARGETS.some((target) => target.name === value)) {
      targets = TARGETS.filter((target) => target.name === value);
    } else {
      const names = TARGETS.map((target) => target.name).join(", ");
      return err(
        `"${[name, value].join(" ").trim()}" is no option; there are --cases N, --from N, --target NAME (${names})`,
      );
    }
  }
  return ok({ cases, from, targets });
}

/** As many cases as were asked for, spread by weight: more for what is fast. */
function rangesOf({ cases, from, targets }: Options): Range[] {
  const total = targets.reduce((sum, { weight }) => sum + weight, 0);
  const ranges: Range[] = [];
  let given = 0;
  let weights = 0;
  for (const { name, weight } of targets) {
    weights += weight;
    const own = Math.round((cases * weights) / total) - given;
    given += own;
    for (let at = from; at < from + own; at += CASES_PER_RANGE) {
      ranges.push({ target: name, from: at, to: Math.min(at + CASES_PER_RANGE, from + own) });
    }
  }
  return ranges;
}

async function main(args: readonly string[]): Promise<number> {
  const options = parseOptions(args);
  if (!options.ok) {
    console.error(`fuzz: ${options.error}`);
    return 2;
  }
  const all: Found[] = [];
  let cases = 0;
  await runRanges(rangesOf(options.value), (range, found) => {
    cases += range.to - range.from;
    for (const one of found) {
      if (all.push(one) <= SHOWN_MAX) show(one);
    }
    if (process.stderr.isTTY) process.stderr.write(`\r${cases} of ${options.value.cases} cases, ${all.length} found `);
  });
  if (process.stderr.isTTY) process.stderr.write("\r\u001b[K");
  const count = (kind: Found["kind"]): number => all.filter((one) => one.kind === kind).length;
  console.log(JSON.stringify({ cases, crashes: count("crash"), hangs: count("hang"), silent: count("silent") }));
  return all.length === 0 ? 0 : 1;
}

function show({ kind, target, at, detail }: Found): void {
  console.log(`${kind}; replay: npm run --silent fuzz -- --target ${target} --from ${at} --cases 1`);
  console.log(`  ${detail.replaceAll("\n", "\n  ")}`);
}

process.exitCode = await main(process.argv.slice(2));
