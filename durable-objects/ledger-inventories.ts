/** The table in which an IntakeLedger keeps when EC2 is asked for each Region's hosts, and what it said. */

import { INVENTORY_CLAIM_MS, INVENTORY_REGIONS_MAX, INVENTORY_REGIONS_PER_POLL_MAX } from "../src/core/limits.ts";
import { afterRefresh, FRESH_INVENTORY, type InventoryState, type Refreshed } from "../src/intake/inventory-state.ts";

/** `isFirst`: nothing is known of the Region yet. */
export type InventoryTurn = { readonly region: string; readonly isFirst: boolean };

/** How far EC2's own word on the hosts of a Region is known. */
export type RegionInventory = { readonly region: string; readonly state: InventoryState };

export class LedgerInventories {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
    sql.exec("CREATE TABLE IF NOT EXISTS inventories (region TEXT PRIMARY KEY, state TEXT NOT NULL) WITHOUT ROWID");
  }

  /** Regions to be asked for now; nobody else is given them for INVENTORY_CLAIM_MS. */
  claim(regions: readonly string[], nowMs: number): readonly InventoryTurn[] {
    const due = regions
      .slice(0, INVENTORY_REGIONS_MAX)
      .map((region) => ({ region, state: this.#load(region) }))
      .filter(({ state }) => state.dueMs <= nowMs)
      .sort((one, other) => one.state.dueMs - other.state.dueMs)
      .slice(0, INVENTORY_REGIONS_PER_POLL_MAX);
    for (const { region, state } of due) this.#save(region, { ...state, dueMs: nowMs + INVENTORY_CLAIM_MS });
    return due.map(({ region, state }) => ({ region, isFirst: state.readMs === null && state.failures === 0 }));
  }

  note(region: string, refreshed: Refreshed, nowMs: number): void {
    this.#save(region, afterRefresh(this.#load(region), refreshed, nowMs));
  }

  list(): readonly RegionInventory[] {
    const rows = this.#sql.exec<{ region: string; state: string }>(
      "SELECT region, state FROM inventories ORDER BY region",
    );
    return rows.toArray().map(({ region, state }) => ({ region, state: JSON.parse(state) as InventoryState }));
  }

  #load(region: string): InventoryState {
    const query = "SELECT state FROM inventories WHERE region = ?";
    const row = this.#sql.exec<{ state: string }>(query, region).toArray()[0];
    return row ? (JSON.parse(row.state) as InventoryState) : FRESH_INVENTORY;
  }

  #save(region: string, state: InventoryState): void {
    const upsert = "INSERT OR REPLACE INTO inventories (region, state) VALUES (?, ?)";
    this.#sql.exec(upsert, region, JSON.stringify(state));
  }
}
