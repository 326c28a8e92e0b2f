/** The tables in which an IntakeLedger keeps what digests say: one row a digest, one a log file that a digest lists. */

import type { FolderReport } from "../src/intake/digest/report.ts";
import type { DigestStore, FolderState, KnownDigest, LogFile, Vouched } from "../src/intake/digest/store.ts";

const TABLES = `CREATE TABLE IF NOT EXISTS digests (
    base TEXT NOT NULL, key TEXT NOT NULL, etag TEXT NOT NULL, end_ms INTEGER NOT NULL, checked TEXT NOT NULL,
    PRIMARY KEY (base, key)) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS vouched (
    base TEXT NOT NULL, key TEXT NOT NULL, expected TEXT NOT NULL, end_ms INTEGER NOT NULL,
    asked INTEGER NOT NULL DEFAULT 0, gone INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (base, key)) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS digest_folders (base TEXT PRIMARY KEY, state TEXT NOT NULL, report TEXT NOT NULL) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS trail_starts (time_ms INTEGER PRIMARY KEY);
  CREATE TABLE IF NOT EXISTS digest_due (id INTEGER PRIMARY KEY CHECK (id = 1), due_ms INTEGER NOT NULL, problem TEXT)`;

export class DigestTables implements DigestStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
    sql.exec(TABLES);
  }

  dueMs(): number {
    return this.#sql.exec<{ due: number }>("SELECT due_ms AS due FROM digest_due").toArray()[0]?.due ?? 0;
  }

  /** Why the last pass ended early. */
  problem(): string | null {
    return this.#sql.exec<{ problem: string | null }>("SELECT problem FROM digest_due").toArray()[0]?.problem ?? null;
  }

  setDue = (dueMs: number, problem: string | null = null): void => {
    this.#sql.exec("INSERT OR REPLACE INTO digest_due (id, due_ms, problem) VALUES (1, ?, ?)", dueMs, problem);
  };

  reports(): readonly FolderReport[] {
    const rows = this.#sql.exec<{ report: string }>("SELECT report FROM digest_folders ORDER BY base").toArray();
    return rows.map(({ report }) => JSON.parse(report) as FolderReport);
  }

  noteTrailStarts(timesMs: readonly number[]): void {
    if (timesMs.length === 0) return;
    const sql = "INSERT OR IGNORE INTO trail_starts (time_ms) SELECT value FROM json_each(?)";
    this.#sql.exec(sql, JSON.stringify(timesMs));
  }

  announced = (fromMs: number): readonly number[] => {
    const sql = "SELECT time_ms AS timeMs FROM trail_starts WHERE time_ms >= ? ORDER BY time_ms";
    return this.#sql
      .exec<{ timeMs: number }>(sql, fromMs)
      .toArray()
      .map(({ timeMs }) => timeMs);
  };

  folder = (base: string): FolderState | null => {
    const sql = "SELECT state FROM digest_folders WHERE base = ?";
    const row = this.#sql.exec<{ state: string }>(sql, base).toArray()[0];
    return row ? (JSON.parse(row.state) as FolderState) : null;
  };

  saveFolder = (state: FolderState, report: FolderReport): void => {
    const sql = "INSERT OR REPLACE INTO digest_folders (base, state, report) VALUES (?, ?, ?)";
    this.#sql.exec(sql, state.base, JSON.stringify(state), JSON.stringify(report));
  };

  digests = (base: string, fromMs: number): readonly KnownDigest[] => {
    const sql = "SELECT etag, checked FROM digests WHERE base = ? AND end_ms >= ? ORDER BY end_ms, key";
    const rows = this.#sql.exec<{ etag: string; checked: string }>(sql, base, fromMs).toArray();
    return rows.map(({ etag, checked }) => ({ etag, checked: JSON.parse(checked) as KnownDigest["checked"] }));
  };

  /** No await between the two statements: both are written, or neither. */
  addDigest = (base: string, endMs: number, { etag, checked }: KnownDigest, bucket: string): void => {
    const bare = { ...checked, digest: checked.digest && { ...checked.digest, logFiles: [] } };
    const digest = "INSERT OR REPLACE INTO digests (base, key, etag, end_ms, checked) VALUES (?, ?, ?, ?, ?)";
    this.#sql.exec(digest, base, checked.key, etag, endMs, JSON.stringify(bare));
    const files = checked.fault === null ? (checked.digest?.logFiles ?? []) : [];
    if (files.length === 0) return;
    const rows = files
      .filter(({ s3Bucket }) => s3Bucket === bucket)
      .map(({ s3Object, hashValue }) => [s3Object, hashValue.toLowerCase()]);
    const vouched = `INSERT OR IGNORE INTO vouched (base, key, expected, end_ms)
      SELECT ?1, value ->> 0, value ->> 1, ?3 FROM json_each(?2)`;
    this.#sql.exec(vouched, base, JSON.stringify(rows), endMs);
  };

  forget = (base: string, beforeMs: number): void => {
    this.#sql.exec("DELETE FROM digests WHERE base = ? AND end_ms < ?", base, beforeMs);
    this.#sql.exec("DELETE FROM vouched WHERE base = ? AND end_ms < ?", base, beforeMs);
    this.#sql.exec("DELETE FROM trail_starts WHERE time_ms < ?", beforeMs - 86_400_000);
  };

  vouched = (base: string, fromMs: number): readonly Vouched[] => {
    const sql = `SELECT key, expected, end_ms AS endMs, asked, gone FROM vouched
      WHERE base = ? AND end_ms >= ? ORDER BY key`;
    type Row = { key: string; expected: string; endMs: number; asked: number; gone: number };
    const rows = this.#sql.exec<Row>(sql, base, fromMs).toArray();
    return rows.map(({ asked, gone, ...row }) => ({ ...row, asked: asked === 1, gone: gone === 1 }));
  };

  logFiles = (base: string, afterKey: string): readonly LogFile[] => {
    const sql = `SELECT key, json_group_array(detail ->> 'sha256') FILTER (WHERE detail ->> 'sha256' IS NOT NULL) AS hashes,
        max(state IN ('new', 'queued')) AS waiting
      FROM objects WHERE key > ?1 AND key < ?2 || char(1114111) GROUP BY key`;
    const rows = this.#sql.exec<{ key: string; hashes: string; waiting: number }>(sql, afterKey, base).toArray();
    return rows.map(({ key, hashes, waiting }) => {
      return { key, hashes: JSON.parse(hashes) as string[], waiting: waiting === 1 };
    });
  };

  markAsked = (keys: readonly string[], gone: boolean): void => {
    const sql = "UPDATE vouched SET asked = 1, gone = ?2 WHERE key IN (SELECT value FROM json_each(?1))";
    this.#sql.exec(sql, JSON.stringify(keys), Number(gone));
  };
}
