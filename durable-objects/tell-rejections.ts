/** Tells of the objects that were rejected since the last time, and forgets what was told. */

import type { Env } from "../src/env.ts";
import { ledgerName } from "../src/intake/ingest-message.ts";
import { tellOperations } from "../src/intake/operations.ts";
import { rejectionTold } from "../src/intake/rejection.ts";
import type { Source } from "../src/store/sources.ts";
import { forgetRejections, sealRejections } from "./rejection-tables.ts";

/** A batch that was told and not forgotten is told again, under the same id. */
export async function tellRejections(
  env: Env,
  sql: SqlStorage,
  source: Source,
  accountId: string,
  nowMs: number,
): Promise<void> {
  const batches = sealRejections(sql);
  if (batches.length === 0) return;
  const name = ledgerName(source.id, accountId);
  const told = batches.map((batch) => rejectionTold(source, accountId, name, batch));
  await tellOperations(env, told, nowMs);
  const ids = batches.map(({ id }) => id);
  forgetRejections(sql, ids);
}
