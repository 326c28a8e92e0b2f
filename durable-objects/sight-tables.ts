/** The table in which an IntakeLedger keeps what its objects show of places that may not be seen. */

import type { Sight } from "../src/core/coverage/object-sights.ts";
import { SIGHT_DAYS_KEPT, SIGHTS_KEPT_MAX } from "../src/core/limits.ts";
import type { RegionInventory } from "./ledger-inventories.ts";

/** What a ledger knows of places that may not be seen. */
export type LedgerSights = {
  readonly sights: readonly Sight[];
  readonly digestRegions: readonly string[];
  readonly inventories: readonly RegionInventory[];
};

const DAY_MS = 86_400_000;

export class SightTables {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
    sql.exec("CREATE TABLE IF NOT EXISTS sights (sight TEXT PRIMARY KEY, last_ms INTEGER NOT NULL) WITHOUT ROWID");
  }

  /** The same sight is written once a day at most; beyond SIGHTS_KEPT_MAX none is added. */
  note(sights: readonly Sight[], nowMs: number): void {
    if (sights.length === 0) return;
    this.#sql.exec("DELETE FROM sights WHERE last_ms < ?", nowMs - SIGHT_DAYS_KEPT * DAY_MS);
    this.#sql.exec(
      `INSERT INTO sights (sight, last_ms) SELECT value, ?2 FROM json_each(?1)
       WHERE value IN (SELECT sight FROM sights) OR (SELECT count(*) FROM sights) < ?4
       ON CONFLICT (sight) DO UPDATE SET last_ms = excluded.last_ms WHERE last_ms < ?3`,
      JSON.stringify(sights.map((sight) => JSON.stringify(sight))),
      nowMs,
      nowMs - DAY_MS,
      SIGHTS_KEPT_MAX,
    );
  }

  list(nowMs: number): readonly Sight[] {
    const sql = "SELECT sight FROM sights WHERE last_ms >= ? ORDER BY sight";
    const rows = this.#sql.exec<{ sight: string }>(sql, nowMs - SIGHT_DAYS_KEPT * DAY_MS).toArray();
    return rows.map(({ sight }) => JSON.parse(sight) as Sight);
  }
}
