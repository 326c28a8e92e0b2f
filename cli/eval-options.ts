/** Options of `npm run eval`. */

import { SECTIONS } from "../dev/eval/sections.ts";
import type { Section } from "../dev/eval/section.ts";
import { err, ok, type Result } from "../src/core/result.ts";

export type EvalOptions = { readonly json: boolean; readonly sections: readonly Section[] };

export function parseEvalOptions(args: readonly string[]): Result<EvalOptions> {
  let json = false;
  let sections = SECTIONS;
  for (let at = 0; at < args.length; at++) {
    const name = args[at];
    if (name === "--json") json = true;
    else if (name === "--only") {
      const wanted = args[++at];
      sections = SECTIONS.filter((section) => section.name === wanted);
      if (sections.length === 0) return err(`--only is one of ${SECTIONS.map((section) => section.name).join(", ")}`);
    } else return err(`unknown option ${name}; there are --json and --only NAME`);
  }
  return ok({ json, sections });
}
