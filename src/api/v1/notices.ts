/** `/v1/notices`: what has not been delivered, and why. */

import { Hono } from "hono";
import { z } from "zod";
import { API_PAGE_DEFAULT, API_PAGE_MAX } from "../../core/limits.ts";
import { isoFromMs } from "../../core/net/time.ts";
import { type Notice, openNotices } from "../../store/notices.ts";
import { checkedQuery, queryNumber } from "../checked.ts";
import { jsonResponse } from "../json-response.ts";

const noticesQuery = z.strictObject({
  state: z.enum(["pending", "failed"], "neither pending nor failed").default("failed"),
  limit: queryNumber(1, API_PAGE_MAX).pipe(z.int("not a whole number")).default(API_PAGE_DEFAULT),
});

export function noticeJson(notice: Notice) {
  const { id, findingId, channel, kind, state, attempts, createdMs, nextMs, sentMs, reason } = notice;
  return {
    id,
    findingId,
    channel,
    kind,
    state,
    attempts,
    createdAt: isoFromMs(createdMs),
    nextAttemptAt: state === "pending" ? isoFromMs(nextMs) : null,
    sentAt: sentMs === null ? null : isoFromMs(sentMs),
    reason,
  };
}

export function noticesRoutes({ db }: { readonly db: D1Database }): Hono {
  return new Hono().get("/", async (c) => {
    const { state, limit } = checkedQuery(c, noticesQuery);
    const notices = await openNotices(db, state, limit);
    return jsonResponse({ notices: notices.map(noticeJson) });
  });
}
