/** Names of real families, looked up as an infected host does: so many an hour, none of which exist. */

import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { typesByHost } from "./host-queries.ts";

export const RATES = [20, 50] as const;

export type FamilyRecall = {
  readonly family: string;
  /** For each of RATES: host-hours, and those told. */
  readonly rates: readonly { readonly hostHours: number; readonly told: number }[];
};

const TYPE = "Trojan:EC2/DGADomainRequest.B";

export function readFamilies(path: string): ReadonlyMap<string, readonly string[]> {
  const families = new Map<string, string[]>();
  for (const line of gunzipSync(readFileSync(path)).toString().trimEnd().split("\n")) {
    const [name = "", family = ""] = line.split("\t");
    const names = families.get(family);
    if (names === undefined) families.set(family, [name]);
    else names.push(name);
  }
  return families;
}

/** Names in their order; what is left over after the last full hour makes no hour. */
export async function recallByFamily(
  families: ReadonlyMap<string, readonly string[]>,
): Promise<readonly FamilyRecall[]> {
  const hours: { family: string; rate: number; names: readonly string[] }[] = [];
  for (const [family, names] of families) {
    for (const [rate, perHour] of RATES.entries()) {
      for (let at = 0; at + perHour <= names.length; at += perHour) {
        hours.push({ family, rate, names: names.slice(at, at + perHour) });
      }
    }
  }
  const told = await typesByHost(
    hours.map(({ names }) => ({ queries: names.map((name) => ({ name, rcode: "NXDOMAIN" as const })) })),
  );
  return [...families.keys()].map((family) => ({
    family,
    rates: RATES.map((_, rate) => {
      const own = hours.flatMap((hour, at) => (hour.family === family && hour.rate === rate ? [at] : []));
      return { hostHours: own.length, told: own.filter((at) => told[at]?.has(TYPE)).length };
    }),
  }));
}
