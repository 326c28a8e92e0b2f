/**
 * What a deployment knows of addresses and names while it reads logs, for the pipelines' rows: the address table of its
 * assets, ranges of clouds, threat lists. Set up before anything is timed or weighed: an isolate holds them anyway, so
 * that memory rows count what reading one object adds, answers remembered included, and not the tables.
 */

import { decodeAddressTable } from "../src/core/enrich/address-table.ts";
import { enrichmentOf, NO_TABLES } from "../src/core/enrich/enrichment.ts";
import type { Enrichment } from "../src/core/enrich/facts.ts";
import { placeTables } from "../src/core/enrich/place-tables.ts";
import type { Category } from "../src/core/intel/categories.ts";
import { cloudText } from "../src/core/intel/cloud-label.ts";
import { type ThreatTables, ThreatTablesBuilder } from "../src/core/intel/tables.ts";
import { cidr4 } from "../src/core/net/cidr.ts";
import { seededRandom } from "./flow-data.ts";

/** Entries of a few public blocklists together, and rows of three clouds' files. */
const ADDRESSES = 50_000;
const NAMES = 20_000;
const CLOUD_RANGES = 12_000;

const CATEGORIES: readonly Category[] = ["command-and-control", "malicious", "tor-relay", "scanner", "custom-threat"];
const CLOUDS = [
  { provider: "aws", service: "EC2", region: "us-east-1" },
  { provider: "aws", service: "S3", region: "eu-west-1" },
  { provider: "aws", service: "CLOUDFRONT", region: "GLOBAL" },
  { provider: "google", service: "Google Cloud", region: "us-central1" },
  { provider: "azure", service: "Storage", region: "westeurope" },
];
const KEY = [1, 2] as const;

type Tables = Parameters<typeof enrichmentOf>[0];
let tables: Tables | null = null;

/** `addresses`: the bytes of `assets/tables/addresses.bin` (`npm run tables`). */
export function loadTables(addresses: Uint8Array): void {
  const table = decodeAddressTable(addresses);
  if (!table.ok) throw new Error(table.error);
  tables = { ...NO_TABLES, threats: [threats()], ...placeTables(table.value, [clouds()]) };
}

/** A new one for each object, as the Worker makes it. */
export function enrichment(): Enrichment {
  if (tables === null) throw new Error("the tables of the benchmark are not loaded");
  return enrichmentOf(tables);
}

/** One address of the log in some hundred is listed. */
function threats(): ThreatTables {
  const random = seededRandom(11);
  const builder = new ThreatTablesBuilder(KEY);
  const labelOf = (nth: number) => {
    const category = CATEGORIES[nth % CATEGORIES.length] ?? "malicious";
    return { list: `${category}.txt`, category, family: null };
  };
  for (let nth = 0; nth < ADDRESSES; nth++) {
    const { first, last } = cidr4(random(2 ** 32), nth % 10 === 0 ? 20 + random(5) : 32);
    builder.add({ kind: "ipv4", first, last }, labelOf(nth));
  }
  for (let nth = 0; nth < NAMES; nth++) {
    builder.add({ kind: "domain", name: `n${random(2 ** 32).toString(36)}.example`, scope: "tree" }, labelOf(nth));
  }
  return builder.build();
}

function clouds(): ThreatTables {
  const random = seededRandom(12);
  const builder = new ThreatTablesBuilder(KEY);
  for (let nth = 0; nth < CLOUD_RANGES; nth++) {
    const { first, last } = cidr4(random(2 ** 32), 16 + random(9));
    const cloud = CLOUDS[nth % CLOUDS.length];
    if (cloud)
      builder.add({ kind: "ipv4", first, last }, { list: "clouds", category: "cloud", family: cloudText(cloud) });
  }
  return builder.build();
}
