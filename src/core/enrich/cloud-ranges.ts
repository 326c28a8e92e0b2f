/** Which cloud's published range an address is in: by the tables of category `cloud`. */

import { isList } from "../intel/categories.ts";
import { cloudLabel } from "../intel/cloud-label.ts";
import type { Label } from "../intel/label.ts";
import { labelsOfIp, type ThreatTables } from "../intel/tables.ts";
import type { Ip } from "../net/ip.ts";
import type { CloudRange } from "./facts.ts";

/** Names of all that a provider has: AWS lists each range of a service under AMAZON too, and many of those under EC2. */
const WHOLE = new Set(["AMAZON", "Google Cloud", "OCI"]);

/** Null where no table of clouds holds the address. Of several rows the one that says most. */
export function cloudOfAddress(tables: readonly ThreatTables[], ip: Ip): CloudRange | null {
  let best: CloudRange | null = null;
  for (const table of tables) {
    for (const label of labelsOfIp(table, ip)) {
      if (label.category !== "cloud") continue;
      const range = rangeOf(label);
      if (best === null || saysMore(range, best)) best = range;
    }
  }
  return best;
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
