/** Options of `npm run planted`. */

import { err, ok, type Result } from "../src/core/result.ts";

/** The names of the faults to plant. */
export function parsePlantedOptions(args: readonly string[], known: readonly string[]): Result<readonly string[]> {
  if (args.length === 0) return ok(known);
  const [option, name, ...more] = args;
  if (option !== "--only" || name === undefined || more.length > 0) return err("the one option is --only NAME");
  if (!known.includes(name)) return err(`there is no fault named "${name}"; there are ${known.join(", ")}`);
  return ok([name]);
}
