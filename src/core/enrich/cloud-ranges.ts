/** Which cloud's published range an address is in: by the tables of category `cloud`. */

import { isList } from "../intel/categories.ts";
import { cloudLabel } from "../intel/cloud-label.ts";
import type { Label } from "../intel/label.ts";
import { labelsOfSet, setOfIp, type ThreatTables } from "../intel/tables.ts";
import type { Ip } from "../net/ip.ts";
import type { CloudRange } from "./facts.ts";

/** Names of all that a provider has: AWS lists each range of a service under AMAZON too, and many of those under EC2. */
const WHOLE = new Set(["AMAZON", "Google Cloud", "OCI"]);

/** Ranges by the set of rows that names them, for as long as their tables: addresses of one set get one object. */
const knownRanges = new WeakMap<ThreatTables, KnownRanges>();

/** Null for an address that no table of clouds holds. Of several rows the one that says most. */
export function cloudsOf(tables: readonly ThreatTables[]): (ip: Ip) => CloudRange | null {
  const all = tables.map(knownRangesOf);
  return (ip) => {
    let best: CloudRange | null = null;
    for (const ranges of all) best = better(best, ranges.of(ip));
    return best;
  };
}

function knownRangesOf(tables: ThreatTables): KnownRanges {
  const known = knownRanges.get(tables) ?? new KnownRanges(tables);
  knownRanges.set(tables, known);
  return known;
}

class KnownRanges {
  readonly #tables: ThreatTables;
  /** By the number of the set: as few as there are services and Regions. Numbers of the two families are apart. */
  readonly #ofIpv4: (CloudRange | null)[] = [null];
  readonly #ofIpv6: (CloudRange | null)[] = [null];

  constructor(tables: ThreatTables) {
    this.#tables = tables;
  }

  of(ip: Ip): CloudRange | null {
    const known = typeof ip === "number" ? this.#ofIpv4 : this.#ofIpv6;
    const set = setOfIp(this.#tables, ip);
    const range = known[set];
    return range === undefined ? (known[set] = bestOf(labelsOfSet(this.#tables, ip, set))) : range;
  }
}

function bestOf(labels: readonly Label[]): CloudRange | null {
  return labels
    .filter(({ category }) => category === "cloud")
    .reduce((best, label) => better(best, rangeOf(label)), null as CloudRange | null);
}

function better(one: CloudRange | null, other: CloudRange | null): CloudRange | null {
  if (one === null || other === null) return one ?? other;
  return saysMore(other, one) ? other : one;
}

/** Tables that hold ranges of clouds, and those that hold lists; one set of tables may be in both. */
export function splitClouds(tables: readonly ThreatTables[]): {
  readonly clouds: readonly ThreatTables[];
  readonly others: readonly ThreatTables[];
} {
  return {
    clouds: tables.filter(({ labels }) => labels.some(({ category }) => category === "cloud")),
    others: tables.filter(({ labels }) => labels.length === 0 || labels.some(({ category }) => isList(category))),
  };
}

/** A file that does not say whose it is is named after its owner: `cloudflare.txt`. */
function rangeOf({ list, family }: Label): CloudRange {
  const { provider, service, region } = cloudLabel(family);
  return { provider: provider || (list.split(".")[0] ?? list), service: service || null, region: region || null };
}

/** In any order of the rows the same one is the best. */
function saysMore(one: CloudRange, other: CloudRange): boolean {
  const more = weight(one) - weight(other);
  return more === 0 ? textOf(one) < textOf(other) : more > 0;
}

function weight({ service, region }: CloudRange): number {
  const named = service === null ? 0 : WHOLE.has(service) ? 1 : service === "EC2" ? 4 : 5;
  return named + (region === null ? 0 : 2);
}

function textOf({ provider, service, region }: CloudRange): string {
  return `${provider}/${service ?? ""}/${region ?? ""}`;
}
