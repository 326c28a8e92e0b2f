/** `/v1/lists`: custom threat and trusted lists, with the statuses and quotas of GuardDuty's. */

import { type Context, Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { LIST_BYTES_MAX, THREAT_LISTS_MAX, TRUSTED_LISTS_MAX } from "../../core/limits.ts";
import { isoFromMs } from "../../core/net/time.ts";
import type { ListDoor } from "../../feeds/list-door.ts";
import { usesOf } from "../../feeds/lists-in-use.ts";
import * as requests from "../../store/list-requests.ts";
import { allLists, getList, type List } from "../../store/lists.ts";
import { silencedCounts } from "../../store/silenced.ts";
import { getSource } from "../../store/sources.ts";
import { checkedBody } from "../checked.ts";
import { ApiError } from "../errors.ts";
import { jsonResponse } from "../json-response.ts";
import { listBody } from "./list-body.ts";
import { listJson } from "./list-json.ts";

export type ListsDeps = {
  readonly db: D1Database;
  readonly nowMs: () => number;
  readonly newId: () => string;
  readonly lists: ListDoor;
};

const ID_CHARS_MAX = 64;

async function known(db: D1Database, id: string): Promise<List> {
  const list = id.length <= ID_CHARS_MAX ? await getList(db, id) : null;
  if (list === null || list.kind === "feed") throw new ApiError("not_found", "no list of this id");
  return list;
}

async function shown({ db, nowMs }: ListsDeps): Promise<ReturnType<typeof listJson>[]> {
  const lists = await allLists(db);
  const uses = usesOf(lists, nowMs());
  return lists.filter(({ kind }) => kind !== "feed").map((list) => listJson(list, uses.get(list.id) ?? "unused"));
}

async function answer(id: string, deps: ListsDeps, status = 200): Promise<Response> {
  const list = (await shown(deps)).find((each) => each.id === id);
  if (list === undefined) throw new ApiError("not_found", "no list of this id");
  return jsonResponse({ list }, status);
}

async function create(c: Context, deps: ListsDeps): Promise<Response> {
  const { activate, location, ...body } = await checkedBody(c, listBody);
  const id = deps.newId();
  const listsMax = body.kind === "trusted" ? TRUSTED_LISTS_MAX : THREAT_LISTS_MAX;
  const checked = await checkedLocation(location, body.sourceId, deps);
  const list = { ...body, id, location: checked, createdMs: deps.nowMs(), listsMax };
  if (!(await requests.createList(deps.db, list))) {
    throw new ApiError("conflict", `there may be ${listsMax} ${body.kind} list(s) of ${body.entities} entries`);
  }
  if (activate) await activated(id, deps);
  return await answer(id, deps, 201);
}

async function checkedLocation(location: string | null, sourceId: string | null, deps: ListsDeps) {
  if (location === null) return null;
  if (sourceId !== null) {
    if ((await getSource(deps.db, sourceId)) === null)
      throw new ApiError("invalid_request", "sourceId: no such source");
    return location;
  }
  const url = deps.lists.checkUrl(location);
  if (!url.ok) throw new ApiError("invalid_request", `location: ${url.error}`);
  return url.value;
}

async function activated(id: string, deps: ListsDeps): Promise<void> {
  const nowMs = deps.nowMs();
  if (!(await requests.activateList(deps.db, id, nowMs))) throw busy();
  await deps.lists.queue({ id, dueMs: nowMs }, nowMs);
}

function busy(): ApiError {
  return new ApiError("conflict", "the list is being activated or deleted and takes no request");
}

async function activate(id: string, deps: ListsDeps): Promise<Response> {
  await activated((await known(deps.db, id)).id, deps);
  return await answer(id, deps);
}

async function deactivate(id: string, deps: ListsDeps): Promise<Response> {
  const list = await known(deps.db, id);
  if (!(await requests.deactivateList(deps.db, list.id))) throw busy();
  deps.lists.changed();
  return await answer(id, deps);
}

/** May be asked for again where it was cut off: the row goes last. */
async function remove(id: string, deps: ListsDeps): Promise<Response> {
  const list = await known(deps.db, id);
  if (list.status === "ACTIVATING") throw busy();
  await requests.markDeleting(deps.db, list.id);
  deps.lists.changed();
  await deps.lists.deleteObjects(list.id);
  await requests.forgetList(deps.db, list.id);
  return jsonResponse({ list: { id: list.id, name: list.name, status: "DELETED" } });
}

async function upload(c: Context, id: string, deps: ListsDeps): Promise<Response> {
  const list = await known(deps.db, id);
  if (list.location !== null) throw new ApiError("conflict", "the list is read from its location");
  if (list.status === "ACTIVATING" || list.status === "DELETE_PENDING") throw busy();
  const content = await c.req.arrayBuffer();
  if (content.byteLength === 0) throw new ApiError("invalid_request", "the body is empty");
  await deps.lists.upload(list.id, content);
  return await answer(id, deps);
}

async function silenced({ db }: ListsDeps): Promise<Response> {
  const rows = await silencedCounts(db);
  return jsonResponse({ silenced: rows.map(({ lastMs, ...row }) => ({ ...row, lastAt: isoFromMs(lastMs) })) });
}

/** Apart, for its bodies are larger than any other. */
export function listContentRoutes(deps: ListsDeps): Hono {
  const tooLarge = (): never => {
    throw new ApiError("too_large", `the list is larger than ${LIST_BYTES_MAX} bytes`);
  };
  const limit = bodyLimit({ maxSize: LIST_BYTES_MAX, onError: tooLarge });
  return new Hono().put("/:id/content", limit, (c) => upload(c, c.req.param("id"), deps));
}

export function listsRoutes(deps: ListsDeps): Hono {
  return new Hono()
    .post("/", (c) => create(c, deps))
    .get("/", async () => jsonResponse({ lists: await shown(deps) }))
    .get("/silenced", () => silenced(deps))
    .get("/:id", async (c) => await answer((await known(deps.db, c.req.param("id"))).id, deps))
    .post("/:id/activate", (c) => activate(c.req.param("id"), deps))
    .post("/:id/deactivate", (c) => deactivate(c.req.param("id"), deps))
    .delete("/:id", (c) => remove(c.req.param("id"), deps));
}
