/** The ranking of domains out of the lists that are loaded. */

import { rankOf, reachesMillion } from "../intel/rank-table.ts";
import type { ThreatTables } from "../intel/tables.ts";
import type { EnrichmentTables } from "./enrichment.ts";

/** Of several rankings the best rank counts: being known anywhere is being known. Null without any. */
export function rankingOf(tables: readonly ThreatTables[]): EnrichmentTables["ranking"] {
  const ranked = tables.map(({ ranks }) => ranks).filter(({ words }) => words.length > 0);
  if (ranked.length === 0) return null;
  return {
    reachesMillion: ranked.some(reachesMillion),
    rankOf: (domain) => {
      const best = Math.min(...ranked.map((table) => rankOf(table, domain) ?? Number.POSITIVE_INFINITY));
      return Number.isFinite(best) ? best : null;
    },
  };
}
