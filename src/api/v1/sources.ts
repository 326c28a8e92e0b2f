/** `/v1/sources`: register buckets, look at them and at what became of their objects. */

import { type Context, Hono } from "hono";
import { z } from "zod";
import type { JsonObject } from "../../core/json.ts";
import { API_PAGE_DEFAULT, API_PAGE_MAX, SOURCE_SINCE_DAYS_DEFAULT } from "../../core/limits.ts";
import { isoFromMs } from "../../core/net/time.ts";
import type { Result } from "../../core/result.ts";
import { createSource, deleteSource, getSource, listSources, type Source } from "../../store/sources.ts";
import { checkedBody, checkedQuery, queryNumber } from "../checked.ts";
import { ApiError } from "../errors.ts";
import { jsonResponse } from "../json-response.ts";
import { sourceBody } from "./source-body.ts";

export const OBJECT_STATES = ["new", "queued", "done", "rejected"] as const;
export type ObjectState = (typeof OBJECT_STATES)[number];

export type ObjectsQuery = {
  readonly state: ObjectState | null;
  readonly limit: number;
  readonly cursor: string | null;
};

/** A page of a source's ledger; `cursor` goes back into the next query. */
export type ObjectsPage = { readonly objects: readonly JsonObject[]; readonly cursor: string | null };

export type SourcesDeps = {
  readonly db: D1Database;
  readonly nowMs: () => number;
  /** An id of this shape: UUID. */
  readonly newId: () => string;
  /** Assumes the role and lists the prefix; the error says to an administrator what is wrong. */
  readonly tryOut: (source: Source) => Promise<Result<unknown>>;
  /** What CloudTrail's digests prove of the source's logs, by account and Region. */
  readonly readIntegrity: (source: Source) => Promise<readonly JsonObject[]>;
  readonly readObjects: (source: Source, query: ObjectsQuery) => Promise<ObjectsPage>;
};

const objectsQuery = z.strictObject({
  state: z.enum(OBJECT_STATES, `not one of ${OBJECT_STATES.join(", ")}`).optional(),
  limit: queryNumber(1, API_PAGE_MAX).pipe(z.int("not a whole number")).default(API_PAGE_DEFAULT),
  cursor: z.string().min(1, "is empty").max(2_048, "is too long").optional(),
});

function sourceJson({ sinceMs, createdMs, discoveredMs, ...rest }: Source) {
  const discoveredAt = discoveredMs === 0 ? null : isoFromMs(discoveredMs);
  return { ...rest, since: isoFromMs(sinceMs), createdAt: isoFromMs(createdMs), discoveredAt };
}

/** Longer ids are not worth a query. */
const ID_CHARS_MAX = 64;

async function known(db: D1Database, id: string): Promise<Source> {
  const source = id.length <= ID_CHARS_MAX ? await getSource(db, id) : null;
  if (source === null) throw new ApiError("not_found", "no source of this id");
  return source;
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
  };
  const tried = await deps.tryOut(source);
  if (!tried.ok) throw new ApiError("source_unusable", tried.error);
  const created = await createSource(deps.db, source);
  if (!created) throw new ApiError("conflict", "a source of this bucket, prefix, kind and account is there already");
  return jsonResponse({ source: sourceJson(source) }, 201);
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
    .get("/:id", async (c) => jsonResponse({ source: sourceJson(await known(deps.db, c.req.param("id"))) }))
    .delete("/:id", (c) => remove(c.req.param("id"), deps))
    .get("/:id/integrity", (c) => integrity(c.req.param("id"), deps))
    .get("/:id/objects", (c) => objects(c, c.req.param("id"), deps));
}
