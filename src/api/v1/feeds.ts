/** `/v1/feeds`: the public feeds, what became of them, and their switches. */

import { type Context, Hono } from "hono";
import { z } from "zod";
import { feedOf, FEEDS } from "../../feeds/catalogue.ts";
import type { Feed } from "../../feeds/feed.ts";
import { type Use, usesOf } from "../../feeds/lists-in-use.ts";
import * as requests from "../../store/list-requests.ts";
import { allLists, type List } from "../../store/lists.ts";
import { checkedBody } from "../checked.ts";
import { ApiError } from "../errors.ts";
import { jsonResponse } from "../json-response.ts";
import { stateJson } from "./list-json.ts";
import type { ListsDeps } from "./lists.ts";

const switchBody = z.strictObject({ enabled: z.boolean("not true or false") });

function feedJson({ id, name, url, licence, refreshMinutes, defaultOn }: Feed, list: List | null, use: Use) {
  const own = { id, name, url, licence, refreshMinutes, defaultOn };
  // Of one that is on by default the first tick makes the row.
  if (list === null) return { ...own, enabled: false, status: "INACTIVE", use };
  return { ...own, enabled: list.status !== "INACTIVE", ...stateJson(list, use) };
}

async function shown({ db, nowMs }: ListsDeps): Promise<ReturnType<typeof feedJson>[]> {
  const lists = await allLists(db);
  const uses = usesOf(lists, nowMs());
  const byId = new Map(lists.map((list) => [list.id, list]));
  return FEEDS.map((feed) => feedJson(feed, byId.get(feed.id) ?? null, uses.get(feed.id) ?? "unused"));
}

function known(id: string): Feed {
  const feed = feedOf(id);
  if (feed === null) throw new ApiError("not_found", "no feed of this id");
  return feed;
}

async function answer({ id }: Feed, deps: ListsDeps): Promise<Response> {
  return jsonResponse({ feed: (await shown(deps)).find((each) => each.id === id) });
}

async function change(c: Context, feed: Feed, deps: ListsDeps): Promise<Response> {
  const { enabled } = await checkedBody(c, switchBody);
  const nowMs = deps.nowMs();
  if (enabled) {
    await requests.switchFeedsOn(deps.db, [feed], nowMs);
    await deps.lists.queue({ id: feed.id, dueMs: nowMs }, nowMs);
  } else await requests.switchFeedOff(deps.db, feed, nowMs);
  deps.lists.changed();
  return await answer(feed, deps);
}

async function refresh(feed: Feed, deps: ListsDeps): Promise<Response> {
  const nowMs = deps.nowMs();
  if (!(await requests.refreshFeed(deps.db, feed.id, nowMs))) throw new ApiError("conflict", "the feed is off");
  await deps.lists.queue({ id: feed.id, dueMs: nowMs }, nowMs);
  return await answer(feed, deps);
}

async function accept(feed: Feed, deps: ListsDeps): Promise<Response> {
  const accepted = await requests.acceptHeld(deps.db, feed.id, deps.nowMs());
  if (!accepted) throw new ApiError("conflict", "no version of the feed is held back");
  deps.lists.changed();
  return await answer(feed, deps);
}

export function feedsRoutes(deps: ListsDeps): Hono {
  return new Hono()
    .get("/", async () => jsonResponse({ feeds: await shown(deps) }))
    .get("/:id", (c) => answer(known(c.req.param("id")), deps))
    .patch("/:id", (c) => change(c, known(c.req.param("id")), deps))
    .post("/:id/refresh", (c) => refresh(known(c.req.param("id")), deps))
    .post("/:id/accept", (c) => accept(known(c.req.param("id")), deps));
}
