/** The outbox: notices wait here until their channel has taken them. */

export type NoticeState = "pending" | "sent" | "failed";

export type Notice = {
  readonly id: string;
  readonly findingId: string;
  readonly channel: string;
  readonly state: NoticeState;
  readonly attempts: number;
  readonly createdMs: number;
  readonly dueMs: number;
  readonly sentMs: number | null;
  /** Why the last attempt failed, in words fit to show. */
  readonly reason: string | null;
};

const COLUMNS = `id, finding_id AS findingId, channel, state, attempts, created_ms AS createdMs, due_ms AS dueMs,
  sent_ms AS sentMs, reason`;

export async function getNotice(db: D1Database, id: string): Promise<Notice | null> {
  return await db.prepare(`SELECT ${COLUMNS} FROM notices WHERE id = ?`).bind(id).first<Notice>();
}

export async function noticesOfFinding(db: D1Database, findingId: string): Promise<readonly Notice[]> {
  const sql = `SELECT ${COLUMNS} FROM notices WHERE finding_id = ? ORDER BY channel`;
  return (await db.prepare(sql).bind(findingId).all<Notice>()).results;
}

/** Pending notices whose time has come: those whose message was lost, and those that wait out a back-off. */
export async function dueNotices(db: D1Database, nowMs: number, max: number): Promise<readonly Notice[]> {
  const sql = `SELECT ${COLUMNS} FROM notices WHERE state = 'pending' AND due_ms <= ? ORDER BY due_ms LIMIT ?`;
  return (await db.prepare(sql).bind(nowMs, max).all<Notice>()).results;
}

/** The sweeper leaves it alone until `dueMs`. */
export async function postponeNotices(db: D1Database, ids: readonly string[], dueMs: number): Promise<void> {
  const sql = "UPDATE notices SET due_ms = ?2 WHERE id IN (SELECT value FROM json_each(?1)) AND state = 'pending'";
  await db.prepare(sql).bind(JSON.stringify(ids), dueMs).run();
}

/** True for the one caller that may make this attempt: a doubled message finds the count moved on. */
export async function claimAttempt(db: D1Database, notice: Notice, dueMs: number): Promise<boolean> {
  const sql = `UPDATE notices SET attempts = attempts + 1, due_ms = ?3
    WHERE id = ?1 AND state = 'pending' AND attempts = ?2`;
  return (await db.prepare(sql).bind(notice.id, notice.attempts, dueMs).run()).meta.changes > 0;
}

export async function markSent(db: D1Database, id: string, nowMs: number): Promise<void> {
  const sql = "UPDATE notices SET state = 'sent', sent_ms = ?2, reason = NULL WHERE id = ?1";
  await db.prepare(sql).bind(id, nowMs).run();
}

export async function markWaiting(db: D1Database, id: string, reason: string, dueMs: number): Promise<void> {
  const sql = "UPDATE notices SET reason = ?2, due_ms = ?3 WHERE id = ?1 AND state = 'pending'";
  await db.prepare(sql).bind(id, reason, dueMs).run();
}

export async function markFailed(db: D1Database, id: string, reason: string): Promise<void> {
  const sql = "UPDATE notices SET state = 'failed', reason = ?2 WHERE id = ?1 AND state = 'pending'";
  await db.prepare(sql).bind(id, reason).run();
}
