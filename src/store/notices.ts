/** The outbox: what is to be told, to whom, and how that went. */

import { NOTICE_LEASE_MS, NOTICE_SWEEP_GRACE_MS, SIGHTINGS_SHOWN_MAX } from "../core/limits.ts";

export type NoticeState = "pending" | "sent" | "failed";

/** Columns of the primary key, as rows carry them. */
export type NoticeKey = { readonly finding_id: string; readonly channel: string; readonly kind: string };

export type Notice = {
  readonly id: string;
  readonly findingId: string;
  readonly channel: string;
  readonly kind: string;
  readonly state: NoticeState;
  readonly attempts: number;
  readonly createdMs: number;
  /** The next attempt is not made before this. */
  readonly nextMs: number;
  readonly sentMs: number | null;
  /** Why the last attempt failed. */
  readonly reason: string | null;
};

type NoticeRow = NoticeKey & {
  readonly state: NoticeState;
  readonly attempts: number;
  readonly created_ms: number;
  readonly next_ms: number;
  readonly sent_ms: number | null;
  readonly reason: string | null;
};

/** No part holds a dot: ids are hex, channels and kinds are words of ours. */
export function noticeId({ finding_id, channel, kind }: NoticeKey): string {
  return `${finding_id}.${channel}.${kind}`;
}

function keyOf(id: string): [findingId: string, channel: string, kind: string] {
  const [findingId = "", channel = "", kind = ""] = id.split(".");
  return [findingId, channel, kind];
}

function noticeOf(row: NoticeRow): Notice {
  return {
    id: noticeId(row),
    findingId: row.finding_id,
    channel: row.channel,
    kind: row.kind,
    state: row.state,
    attempts: row.attempts,
    createdMs: row.created_ms,
    nextMs: row.next_ms,
    sentMs: row.sent_ms,
    reason: row.reason,
  };
}

const KEY = "finding_id = ?1 AND channel = ?2 AND kind = ?3";

export async function getNotice(db: D1Database, id: string): Promise<Notice | null> {
  const statement = db.prepare(`SELECT * FROM notices WHERE ${KEY}`).bind(...keyOf(id));
  const row = await statement.first<NoticeRow>();
  return row === null ? null : noticeOf(row);
}

/** Notices of a finding, oldest first. */
export async function noticesOf(db: D1Database, findingId: string): Promise<Notice[]> {
  const sql = `SELECT * FROM notices WHERE finding_id = ?1 ORDER BY created_ms, channel LIMIT ${SIGHTINGS_SHOWN_MAX}`;
  const { results } = await db.prepare(sql).bind(findingId).all<NoticeRow>();
  return results.map(noticeOf);
}

/** Pending or failed ones, soonest next attempt first. */
export async function openNotices(db: D1Database, state: "pending" | "failed", limit: number): Promise<Notice[]> {
  const sql = "SELECT * FROM notices WHERE state <> 'sent' AND state = ?1 ORDER BY next_ms LIMIT ?2";
  const { results } = await db.prepare(sql).bind(state, limit).all<NoticeRow>();
  return results.map(noticeOf);
}

/**
 * Takes a pending notice that is due, for one attempt: counts the attempt and holds the notice for NOTICE_LEASE_MS, so
 * that a second queue message for it finds it taken. `null` where it is not pending or not due.
 */
export async function claimNotice(db: D1Database, id: string, nowMs: number): Promise<Notice | null> {
  const sql = `UPDATE notices SET attempts = attempts + 1, next_ms = ?4 + ${NOTICE_LEASE_MS}
    WHERE ${KEY} AND state = 'pending' AND next_ms <= ?4 RETURNING *`;
  const statement = db.prepare(sql).bind(...keyOf(id), nowMs);
  const row = await statement.first<NoticeRow>();
  return row === null ? null : noticeOf(row);
}

export async function markSent(db: D1Database, id: string, nowMs: number): Promise<void> {
  const sql = `UPDATE notices SET state = 'sent', sent_ms = ?4, reason = NULL WHERE ${KEY} AND state = 'pending'`;
  await db
    .prepare(sql)
    .bind(...keyOf(id), nowMs)
    .run();
}

/** Still pending; the next attempt is not made before `nextMs`. */
export async function markRetry(db: D1Database, id: string, nextMs: number, reason: string): Promise<void> {
  const sql = `UPDATE notices SET next_ms = ?4, reason = ?5 WHERE ${KEY} AND state = 'pending'`;
  await db
    .prepare(sql)
    .bind(...keyOf(id), nextMs, reason)
    .run();
}

/** Given up; the reason stays visible in the API. */
export async function markFailed(db: D1Database, id: string, reason: string): Promise<void> {
  const sql = `UPDATE notices SET state = 'failed', reason = ?4 WHERE ${KEY} AND state = 'pending'`;
  await db
    .prepare(sql)
    .bind(...keyOf(id), reason)
    .run();
}

/** Ids of pending notices that are so long past their time that their queue message must be lost. */
export async function overdueNotices(db: D1Database, nowMs: number, limit: number): Promise<string[]> {
  const sql = `SELECT finding_id, channel, kind FROM notices
    WHERE state <> 'sent' AND state = 'pending' AND next_ms <= ?1 ORDER BY next_ms LIMIT ?2`;
  const { results } = await db
    .prepare(sql)
    .bind(nowMs - NOTICE_SWEEP_GRACE_MS, limit)
    .all<NoticeKey>();
  return results.map(noticeId);
}

/** These were queued again: not overdue for another grace period. One that was claimed meanwhile is left alone. */
export async function markQueued(db: D1Database, ids: readonly string[], nowMs: number): Promise<void> {
  const sql = `UPDATE notices SET next_ms = ?2
    WHERE (finding_id, channel, kind) IN (SELECT value ->> 0, value ->> 1, value ->> 2 FROM json_each(?1))
      AND state = 'pending' AND next_ms <= ?3`;
  await db
    .prepare(sql)
    .bind(JSON.stringify(ids.map(keyOf)), nowMs, nowMs - NOTICE_SWEEP_GRACE_MS)
    .run();
}
