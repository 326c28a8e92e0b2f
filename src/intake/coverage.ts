/** What Watchpost sees and what it does not: streams from D1, signs of life from the ledgers, types from the catalogue. */

import type { RegionInventory } from "../../durable-objects/ledger-inventories.ts";
import { type RegionSign, regionCoverage, type SeenStream } from "../core/coverage/region-coverage.ts";
import { type LoadedTables, typeCoverage } from "../core/coverage/type-coverage.ts";
import { CALL_DETECTORS } from "../core/detect/catalogue.ts";
import { HOST_DETECTORS } from "../core/detect/host-catalogue.ts";
import type { JsonObject } from "../core/json.ts";
import { COVERAGE_LEDGERS_MAX, LEDGERS_PARALLEL_MAX } from "../core/limits.ts";
import type { Env } from "../env.ts";
import { type Ledger, ledgersOf } from "../store/ledgers.ts";
import { listSources, type Source } from "../store/sources.ts";
import { ledgerName } from "./ingest-message.ts";
import { FRESH_INVENTORY, inventoryJson, inventoryRegions } from "./inventory-state.ts";
import { accountIn } from "./refresh-inventory.ts";

type OwnLedger = { readonly source: Source; readonly ledger: Ledger };

export async function coverage(env: Env, tables: LoadedTables, nowMs: number): Promise<JsonObject> {
  const sources = (await listSources(env.DB)).filter(({ enabled }) => enabled);
  const ledgers: OwnLedger[] = [];
  for (const source of sources) {
    for (const ledger of await ledgersOf(env.DB, source.id)) ledgers.push({ source, ledger });
  }
  const streams = ledgers.flatMap(({ ledger }) => streamsOf(ledger));
  const asked = ledgers.slice(0, COVERAGE_LEDGERS_MAX);
  const signs: RegionSign[] = [];
  const resolvers: JsonObject[] = [];
  const inventories: JsonObject[] = [];
  for (let at = 0; at < asked.length; at += LEDGERS_PARALLEL_MAX) {
    const batch = asked.slice(at, at + LEDGERS_PARALLEL_MAX);
    for (const seen of await Promise.all(batch.map((own) => seenBy(env, own, nowMs)))) {
      signs.push(...seen.signs);
      resolvers.push(...seen.resolvers);
      inventories.push(...seen.inventories);
    }
  }
  const logs = new Set(streams.map(({ kind }) => kind));
  const types = typeCoverage([...CALL_DETECTORS, ...HOST_DETECTORS], { logs, ...tables });
  return {
    accounts: regionCoverage(streams, signs),
    types,
    outsideResolvers: resolvers,
    inventories,
    complete: asked.length === ledgers.length,
  };
}

function streamsOf({ streams }: Ledger): readonly SeenStream[] {
  return streams.map(({ accountId, region, kind }) => ({ accountId, region, kind }));
}

async function seenBy(env: Env, { source, ledger }: OwnLedger, nowMs: number) {
  const { accountId } = ledger;
  const stub = env.INTAKE_LEDGER.getByName(ledgerName(source.id, accountId));
  const { sights, digestRegions, inventories } = await stub.sights(nowMs);
  const signs = digestRegions.map((region): RegionSign => ({ accountId, region, sign: "digests" }));
  const resolvers: JsonObject[] = [];
  for (const sight of sights) {
    if (sight.kind === "resolver") {
      resolvers.push({ accountId, region: sight.region, host: sight.host, resolver: sight.resolver });
      continue;
    }
    signs.push({ accountId, region: sight.region, sign: sight.global ? "global-events" : "events" });
  }
  return { signs, resolvers, inventories: inventoriesOf({ source, ledger }, inventories) };
}

/** How far EC2 itself is asked for the hosts of the ledger's network logs. */
function inventoriesOf({ source, ledger }: OwnLedger, known: readonly RegionInventory[]): JsonObject[] {
  const { accountId, streams } = ledger;
  const states = new Map(known.map(({ region, state }) => [region, state]));
  const own = source.roleArn === null || accountIn(source.roleArn) === accountId;
  return inventoryRegions(streams, source.region).map((region) => {
    if (own) return inventoryJson(accountId, region, states.get(region) ?? FRESH_INVENTORY);
    return { accountId, region, state: "other-account", problem: `the source's role is not of account ${accountId}` };
  });
}
