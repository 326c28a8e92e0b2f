/** A page of the objects of a source, over the ledgers of its accounts. */

import type { ObjectState } from "../../durable-objects/ledger-tables.ts";
import type { JsonObject } from "../core/json.ts";
import { isoFromMs } from "../core/net/time.ts";
import type { Env } from "../env.ts";
import { ledgersOf } from "../store/ledgers.ts";
import { ledgerName } from "./ingest-message.ts";

export type ObjectsQuery = {
  readonly state: ObjectState | null;
  readonly limit: number;
  readonly cursor: string | null;
};

/** `cursor`: account and key of the last object shown. */
export async function sourceObjects(
  env: Env,
  sourceId: string,
  { state, limit, cursor }: ObjectsQuery,
): Promise<{ objects: JsonObject[]; cursor: string | null }> {
  const slash = cursor?.indexOf("/") ?? -1;
  const from = { accountId: cursor?.slice(0, Math.max(slash, 0)) ?? "", key: cursor?.slice(slash + 1) ?? "" };
  const objects: JsonObject[] = [];
  for (const { accountId } of await ledgersOf(env.DB, sourceId)) {
    if (accountId < from.accountId) continue;
    const after = accountId === from.accountId ? from.key : "";
    const rows = await env.INTAKE_LEDGER.getByName(ledgerName(sourceId, accountId)).objects(state, after, limit);
    for (const { modifiedMs, sinceMs, detail, ...row } of rows) {
      const known = detail === null ? {} : (JSON.parse(detail) as JsonObject);
      objects.push({ accountId, ...row, modifiedAt: isoFromMs(modifiedMs), stateSince: isoFromMs(sinceMs), ...known });
      if (objects.length === limit) return { objects, cursor: `${accountId}/${row.key}` };
    }
  }
  return { objects, cursor: null };
}
