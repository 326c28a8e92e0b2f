/** How well hosts that an algorithm drives are told from hosts that ask for people's names in vain, by the hour. */

import { generatedNames } from "../../src/core/detect/generated-names.ts";
import { registeredDomainOf } from "../../src/core/net/registered-domain.ts";
import { Random } from "../generate/random.ts";
import { linesOf } from "./evaluation-data.ts";

const SEED = 20_261_124;

export type HoursMeasured = {
  readonly families: readonly { readonly family: string; readonly recalls: readonly number[] }[];
  readonly benign: readonly {
    readonly order: string;
    readonly size: number;
    readonly hours: number;
    readonly fired: number;
  }[];
};

/** Names that a host asks for in an hour, none of which exists. */
const HOUR_SIZES = [20, 50] as const;
const BENIGN_SIZES = [5, 10, 20, 50];
const HOURS_A_FAMILY = 200;

/** Host-hours: draws of a family's names, and all names of the sweep in groups as if none existed. */
export function measureHours(hoursAFamily = HOURS_A_FAMILY, benignSizes = BENIGN_SIZES): HoursMeasured {
  const random = new Random(SEED, "hours");
  const families = [...familyDomains()].map(([family, domains]) => ({
    family,
    recalls: HOUR_SIZES.map((size) => {
      const hours = Array.from({ length: hoursAFamily }, () => shuffled(domains, random).slice(0, size));
      return hours.filter((names) => generatedNames(names).length > 0).length / hoursAFamily;
    }),
  }));
  const swept = sweptDomains();
  const mixed = shuffled(swept, random);
  const orders = [
    ["as swept", swept],
    ["at random", mixed],
    [
      "one top label at a time",
      mixed.toSorted((one, other) => (topOf(one) < topOf(other) ? -1 : Number(topOf(one) > topOf(other)))),
    ],
  ] as const;
  const benign = orders.flatMap(([order, domains]) =>
    benignSizes.map((size) => {
      const hours = Array.from({ length: Math.floor(domains.length / size) }, (_, at) =>
        domains.slice(at * size, (at + 1) * size),
      );
      return {
        order,
        size,
        hours: hours.length,
        fired: hours.filter((names) => generatedNames(names).length > 0).length,
      };
    }),
  );
  return { families: families.toSorted((one, other) => (other.recalls[0] ?? 0) - (one.recalls[0] ?? 0)), benign };
}

function familyDomains(): Map<string, string[]> {
  const byFamily = new Map<string, Set<string>>();
  for (const line of linesOf("dga-families.tsv.gz")) {
    const [name = "", family = ""] = line.split("\t");
    const domains = byFamily.get(family) ?? new Set();
    byFamily.set(family, domains.add(registeredDomainOf(name.toLowerCase()) ?? name.toLowerCase()));
  }
  return new Map([...byFamily].map(([family, domains]) => [family, [...domains]]));
}

function sweptDomains(): string[] {
  const names = linesOf("benign-sweep.log.gz").map((line) => (JSON.parse(line) as { query_name: string }).query_name);
  const domains = names.map((name) => registeredDomainOf(name.toLowerCase().replace(/\.$/, "")));
  return [...new Set(domains)].filter((domain) => domain !== null);
}

function topOf(domain: string): string {
  return domain.slice(domain.lastIndexOf(".") + 1);
}

function shuffled(items: readonly string[], random: Random): string[] {
  const order = items.map((item) => ({ item, place: random.fraction() }));
  return order.toSorted((one, other) => one.place - other.place).map(({ item }) => item);
}

export function describeHours({ families, benign }: HoursMeasured): string {
  const percent = (share: number) => `${(100 * share).toFixed(0)} %`.padStart(6);
  const mean = (at: number) => families.reduce((sum, { recalls }) => sum + (recalls[at] ?? 0), 0) / families.length;
  return [
    `host-hours of ${HOUR_SIZES.join(", ")} names that fire, mean of families: ${HOUR_SIZES.map((_, at) => percent(mean(at))).join(", ")}`,
    ...families
      .filter(({ recalls }) => recalls.some((recall) => recall < 0.995))
      .map(({ family, recalls }) => `${family.padEnd(24)} ${recalls.map(percent).join("  ")}`),
    "the rest 100 %; people's names, as if none existed:",
    ...benign.map(
      ({ order, size, hours, fired }) => `${order.padEnd(24)} ${String(size).padStart(3)} names: ${fired} of ${hours}`,
    ),
  ].join("\n");
}
