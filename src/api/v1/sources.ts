/** `/v1/sources`: register buckets, look at them and at what became of their objects. */

import { type Context, Hono } from "hono";
import { z } from "zod";
import { readPolicy, trustPolicy } from "../../aws/role-policies.ts";
import { partitionOf } from "../../core/findings/partition.ts";
import type { JsonObject } from "../../core/json.ts";
import { API_PAGE_DEFAULT, API_PAGE_MAX, SOURCE_SINCE_DAYS_DEFAULT } from "../../core/limits.ts";
import { isoFromMs } from "../../core/net/time.ts";
import { ledgerTotals } from "../../store/ledgers.ts";
import { listCallsOf } from "../../store/list-calls.ts";
import { createSource, deleteSource, listSources, setSourceEnabled, type Source } from "../../store/sources.ts";
import { checkedBody, checkedQuery, queryNumber } from "../checked.ts";
import { ApiError } from "../errors.ts";
import { jsonResponse } from "../json-response.ts";
import { sourceBody } from "./source-body.ts";
import { backfill, ledger, retry } from "./source-ledger.ts";
import { known, OBJECT_STATES, type SourcesDeps } from "./sources-deps.ts";

export type { ObjectsQuery, SourcesDeps } from "./sources-deps.ts";

const objectsQuery = z.strictObject({
  state: z.enum(OBJECT_STATES, `not one of ${OBJECT_STATES.join(", ")}`).optional(),
  limit: queryNumber(1, API_PAGE_MAX).pipe(z.int("not a whole number")).default(API_PAGE_DEFAULT),
  cursor: z.string().min(1, "is empty").max(2_048, "is too long").optional(),
});

/** Without the external id, which is shown once, when the source is created. */
function sourceJson(source: Source): JsonObject {
  const { id, bucket, region, prefix, kind, accountId, roleArn, enabled, discoveryProblem } = source;
  const time = (ms: number | null): string | null => (ms === null || ms === 0 ? null : isoFromMs(ms));
  return {
    id,
    bucket,
    region,
    prefix,
    kind,
    accountId,
    roleArn,
    enabled,
    since: isoFromMs(source.sinceMs),
    createdAt: isoFromMs(source.createdMs),
    discoveredAt: time(source.discoveredMs),
    discoveryProblem,
    backfillSince: time(source.backfillSinceMs),
  };
}

/** UTC days of LIST calls shown with a source. */
const LIST_DAYS_SHOWN = 8;

async function show(id: string, { db }: SourcesDeps): Promise<Response> {
  const source = await known(db, id);
  const totals = await ledgerTotals(db, id, source.backfillSinceMs);
  const listCalls = await listCallsOf(db, id, LIST_DAYS_SHOWN);
  return jsonResponse({ source: { ...sourceJson(source), ...totals, listCalls: [...listCalls] } });
}

async function create(c: Context, deps: SourcesDeps): Promise<Response> {
  const { since, ...body } = await checkedBody(c, sourceBody);
  const nowMs = deps.nowMs();
  const source: Source = {
    ...body,
    id: deps.newId(),
    sinceMs: since ?? nowMs - SOURCE_SINCE_DAYS_DEFAULT * 86_400_000,
    createdMs: nowMs,
    discoveredMs: 0,
    discoveryProblem: null,
    backfillSinceMs: null,
  };
  if (source.roleArn !== null && source.externalId === null) return await createWaiting(source, deps);
  await tried(source, deps);
  await store(source, deps);
  return jsonResponse({ source: { ...sourceJson(source), externalId: source.externalId } }, 201);
}

async function store(source: Source, { db }: SourcesDeps): Promise<void> {
  if (await createSource(db, source)) return;
  throw new ApiError("conflict", "a source of this bucket, prefix, kind and account is there already");
}

async function tried(source: Source, deps: SourcesDeps): Promise<void> {
  const outcome = await deps.tryOut(source);
  if (!outcome.ok) throw new ApiError("source_unusable", outcome.error);
}

/** The role cannot ask for an external id that did not exist: the source waits, disabled, until it does. */
async function createWaiting(asked: Source, deps: SourcesDeps): Promise<Response> {
  const externalId = deps.newExternalId();
  const source = { ...asked, externalId, enabled: false };
  const principal = await deps.ownArn(source.region);
  await store(source, deps);
  const role = {
    trustPolicy: trustPolicy(principal, externalId),
    permissionsPolicy: readPolicy(partitionOf(source.region), source.bucket, source.prefix),
  };
  const next = `put the policies on ${source.roleArn}, then POST /v1/sources/${source.id}/enable; the external id is not shown again`;
  return jsonResponse({ source: { ...sourceJson(source), externalId }, role, next }, 201);
}

/** Tried as a new one is: a role that can be assumed without the external id is refused here too. */
async function enable(id: string, deps: SourcesDeps): Promise<Response> {
  const source = await known(deps.db, id);
  await tried(source, deps);
  await setSourceEnabled(deps.db, source.id, true);
  return jsonResponse({ source: sourceJson({ ...source, enabled: true }) });
}

async function disable(id: string, deps: SourcesDeps): Promise<Response> {
  const source = await known(deps.db, id);
  await setSourceEnabled(deps.db, source.id, false);
  return jsonResponse({ source: sourceJson({ ...source, enabled: false }) });
}

async function remove(id: string, deps: SourcesDeps): Promise<Response> {
  const source = await known(deps.db, id);
  await deleteSource(deps.db, source.id);
  return jsonResponse({ source: sourceJson(source) });
}

async function objects(c: Context, id: string, deps: SourcesDeps): Promise<Response> {
  const { state = null, limit, cursor = null } = checkedQuery(c, objectsQuery);
  const source = await known(deps.db, id);
  return jsonResponse(await deps.readObjects(source, { state, limit, cursor }));
}

async function integrity(id: string, deps: SourcesDeps): Promise<Response> {
  const source = await known(deps.db, id);
  return jsonResponse({ accounts: await deps.readIntegrity(source) });
}

export function sourcesRoutes(deps: SourcesDeps): Hono {
  return new Hono()
    .post("/", (c) => create(c, deps))
    .get("/", async () => jsonResponse({ sources: (await listSources(deps.db)).map(sourceJson) }))
    .get("/:id", (c) => show(c.req.param("id"), deps))
    .delete("/:id", (c) => remove(c.req.param("id"), deps))
    .get("/:id/integrity", (c) => integrity(c.req.param("id"), deps))
    .post("/:id/enable", (c) => enable(c.req.param("id"), deps))
    .post("/:id/disable", (c) => disable(c.req.param("id"), deps))
    .post("/:id/backfill", (c) => backfill(c, c.req.param("id"), deps))
    .get("/:id/ledger", (c) => ledger(c, c.req.param("id"), deps))
    .post("/:id/objects/retry", (c) => retry(c, c.req.param("id"), deps))
    .get("/:id/objects", (c) => objects(c, c.req.param("id"), deps));
}
