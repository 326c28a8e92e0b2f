/** The SQL of a Durable Object in Node: tests of tables need no workerd. */

import { DurableState } from "../../dev/simulate/durable-state.ts";
import { noFaults } from "../../dev/simulate/faults.ts";
import type { Gate } from "../../dev/simulate/gate.ts";
import { Sqlite } from "../../dev/simulate/sqlite.ts";

export function nodeSql(): SqlStorage {
  const gate = { plan: noFaults() } as Gate;
  const { storage } = new DurableState("test", new Sqlite(), gate, { get: () => null, set: () => {} });
  return storage.sql as unknown as SqlStorage;
}
