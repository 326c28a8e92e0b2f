/** Goal: a ledger wants to be polled when something waits to be sent again, however idle its streams are. */

import { expect, test } from "vitest";
import { outlook, type PollRequest } from "../../durable-objects/ledger-outlook.ts";
import { addObjects, createTables, saveStream, setState, staleDueMs } from "../../durable-objects/ledger-tables.ts";
import { REQUEUE_AFTER_MS } from "../../src/core/limits.ts";
import { freshState } from "../../src/intake/poll-plan.ts";
import { nodeSql } from "./node-sql.ts";

const NOW = Date.UTC(2026, 10, 24, 12);
const IDLE_UNTIL_MS = NOW + 20 * REQUEUE_AFTER_MS;
const OBJECT = { key: "b/k", etag: "e", size: 1, modifiedMs: NOW };

function dueMs(sql: SqlStorage): number {
  const request = { source: { backfillSinceMs: null }, accountId: "1", streams: [{ base: "b/" }], nowMs: NOW };
  return outlook(sql, request as unknown as PollRequest).dueMs;
}

test("rows that wait bring the ledger's next poll forward; those that have ended do not", () => {
  const sql = nodeSql();
  createTables(sql);
  saveStream(sql, { ...freshState("b/"), dueMs: IDLE_UNTIL_MS });
  expect([staleDueMs(sql, REQUEUE_AFTER_MS), dueMs(sql)]).toEqual([null, IDLE_UNTIL_MS]);
  addObjects(sql, [OBJECT], false, NOW);
  expect(dueMs(sql)).toBe(NOW + REQUEUE_AFTER_MS);
  setState(sql, [OBJECT], "new", NOW);
  expect(dueMs(sql)).toBe(0);
  sql.exec("UPDATE objects SET state = 'done'");
  expect(dueMs(sql)).toBe(IDLE_UNTIL_MS);
});
