/** What the Worker knows of addresses, names and keys: the lists in use and the address table. */

import type { LoadedTables } from "../core/coverage/type-coverage.ts";
import { splitClouds } from "../core/enrich/cloud-ranges.ts";
import { type CountingEnrichment, enrichmentOf } from "../core/enrich/enrichment.ts";
import { rankingOf } from "../core/enrich/ranking.ts";
import { placeTables } from "../core/enrich/place-tables.ts";
import type { Env } from "../env.ts";
import { loadAddressTable } from "./load-address-table.ts";
import { loadLists, pointersOf } from "./loaded-lists.ts";

type TablesEnv = Pick<Env, "DB" | "TABLES" | "ASSETS">;

/** One for each object, so that what it silenced is that object's; the tables behind it are the isolate's. */
export async function loadEnrichment(env: TablesEnv, nowMs: number): Promise<CountingEnrichment> {
  const [lists, addresses] = await Promise.all([loadLists(env, nowMs), loadAddressTable(env.ASSETS)]);
  const { clouds, others } = splitClouds(lists);
  return enrichmentOf({ threats: others, ...placeTables(addresses, clouds), ranking: rankingOf(lists) });
}

/** What detectors can rely on, without loading a list. */
export async function loadedTables(env: TablesEnv, nowMs: number): Promise<LoadedTables> {
  const [lists, addresses] = await Promise.all([pointersOf(env, nowMs), loadAddressTable(env.ASSETS)]);
  return { lists: new Set(lists.flatMap(({ compiled }) => compiled.categories)), geo: addresses !== null };
}
