/** `/v1/sources/{id}/ledger`, `/backfill` and `/objects/retry`: what has been read, and what is to be read as well. */

import type { Context } from "hono";
import { z } from "zod";
import { LEDGER_REPORT_DAYS_MAX } from "../../core/limits.ts";
import { isoFromMs } from "../../core/net/time.ts";
import { setAllDue } from "../../store/ledgers.ts";
import { setBackfill, SOURCE_KINDS } from "../../store/sources.ts";
import { accountIdText, checkedBody, checkedQuery, isoTime, regionText } from "../checked.ts";
import { ApiError } from "../errors.ts";
import { jsonResponse } from "../json-response.ts";
import { backfillBody, retryBody } from "./source-body.ts";
import { known, type SourcesDeps } from "./sources-deps.ts";

const DAY_MS = 86_400_000;

const ledgerQuery = z.strictObject({
  account: accountIdText.optional(),
  region: regionText.optional(),
  kind: z.enum(SOURCE_KINDS, `not one of ${SOURCE_KINDS.join(", ")}`).optional(),
  from: isoTime.optional(),
  to: isoTime.optional(),
  cursor: z.string().min(1, "is empty").max(2_048, "is too long").optional(),
});

export async function ledger(c: Context, id: string, deps: SourcesDeps): Promise<Response> {
  const query = checkedQuery(c, ledgerQuery);
  const source = await known(deps.db, id);
  const toMs = query.to ?? deps.nowMs();
  const fromMs = query.from ?? toMs - DAY_MS;
  if (fromMs >= toMs) throw new ApiError("invalid_request", "from: is not before to");
  if (toMs - fromMs > LEDGER_REPORT_DAYS_MAX * DAY_MS) {
    throw new ApiError("invalid_request", `from: is more than ${LEDGER_REPORT_DAYS_MAX} days before to`);
  }
  const { account = null, region = null, kind = null, cursor = null } = query;
  return jsonResponse(await deps.readLedger(source, { accountId: account, region, kind, fromMs, toMs, cursor }));
}

export async function backfill(c: Context, id: string, { db, nowMs }: SourcesDeps): Promise<Response> {
  const { days } = await checkedBody(c, backfillBody);
  const source = await known(db, id);
  const sinceMs = nowMs() - days * DAY_MS;
  if (sinceMs >= source.sinceMs) {
    const since = isoFromMs(source.sinceMs);
    throw new ApiError("invalid_request", `days: the source is read from ${since} on already, which is further back`);
  }
  await setBackfill(db, source.id, sinceMs);
  await setAllDue(db, source.id);
  const from = isoFromMs(Math.min(sinceMs, source.backfillSinceMs ?? sinceMs));
  return jsonResponse({ backfill: { from, to: isoFromMs(source.sinceMs), progress: `/v1/sources/${source.id}` } }, 202);
}

export async function retry(c: Context, id: string, deps: SourcesDeps): Promise<Response> {
  const body = await checkedBody(c, retryBody);
  const source = await known(deps.db, id);
  return jsonResponse(await deps.retryObjects(source, body), 202);
}
