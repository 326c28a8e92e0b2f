/** Goal: whatever order messages, failures and sends come in, a row that waits is sent again until it has ended. */

import { expect, test } from "vitest";
import { giveUpObject, noteAttempt } from "../../durable-objects/ledger-outcomes.ts";
import { addObjects, createTables, objectRows, setState, staleObjects } from "../../durable-objects/ledger-tables.ts";
import { REQUEUE_AFTER_MS } from "../../src/core/limits.ts";
import { nodeSql } from "./node-sql.ts";

const NOW = Date.UTC(2026, 10, 24, 12);
const OBJECT = { key: "AWSLogs/1/a", etag: "e", size: 1, modifiedMs: NOW };

function ledger(): SqlStorage {
  const sql = nodeSql();
  createTables(sql);
  addObjects(sql, [OBJECT], false, NOW);
  return sql;
}

test("a message given up while its row is to be sent anew ends nothing: the next poll sends it", () => {
  const sql = ledger();
  // The send failed, and Queues had stored the message all the same.
  setState(sql, [OBJECT], "new", NOW);
  noteAttempt(sql, OBJECT.key, OBJECT.etag, "AccessDenied");
  expect(giveUpObject(sql, OBJECT.key, OBJECT.etag, NOW)).toBeNull();
  expect(objectRows(sql, null, "", 10)).toMatchObject([{ state: "new", attempts: 1, reason: "AccessDenied" }]);
  expect(staleObjects(sql, NOW - REQUEUE_AFTER_MS, 10)).toEqual([{ ...OBJECT, learn: false }]);
});

test("a message given up while its row waits for it ends the object with the last attempt's reason", () => {
  const sql = ledger();
  noteAttempt(sql, OBJECT.key, OBJECT.etag, "AccessDenied");
  expect(giveUpObject(sql, OBJECT.key, OBJECT.etag, NOW)).toEqual({ reason: "AccessDenied" });
  const reason = "given up after 1 attempts: AccessDenied";
  expect(objectRows(sql, "rejected", "", 10)).toMatchObject([{ reason, sinceMs: NOW }]);
  expect(staleObjects(sql, NOW + REQUEUE_AFTER_MS, 10)).toEqual([]);
  // A second copy of the message dies as well.
  expect(giveUpObject(sql, OBJECT.key, OBJECT.etag, NOW)).toBeNull();
});
