/** `ctx` of a simulated Durable Object: its SQLite, its alarm, its transactions. */

import type { Gate } from "./gate.ts";
import type { Sqlite } from "./sqlite.ts";

export type Alarms = { readonly get: () => number | null; readonly set: (atMs: number | null) => void };

class Cursor {
  readonly #rows: readonly Record<string, unknown>[];
  readonly rowsWritten: number;
  readonly rowsRead: number;

  constructor(rows: readonly Record<string, unknown>[], changes: number) {
    this.#rows = rows;
    this.rowsWritten = changes;
    this.rowsRead = rows.length;
  }

  get columnNames(): string[] {
    return Object.keys(this.#rows[0] ?? {});
  }

  toArray(): Record<string, unknown>[] {
    return [...this.#rows];
  }

  one(): Record<string, unknown> {
    const [row] = this.#rows;
    if (row === undefined || this.#rows.length > 1) throw new Error(`Expected one row, not ${this.#rows.length}`);
    return row;
  }

  [Symbol.iterator](): Iterator<Record<string, unknown>> {
    return this.#rows[Symbol.iterator]();
  }
}

function toDurable(row: Record<string, unknown>): Record<string, unknown> {
  const converted: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(row)) {
    converted[name] = value instanceof Uint8Array ? value.slice().buffer : value;
  }
  return converted;
}

export class DurableState {
  readonly id: { readonly name: string; readonly toString: () => string };
  readonly storage;

  constructor(name: string, sqlite: Sqlite, { plan }: Gate, alarms: Alarms) {
    this.id = { name, toString: () => name };
    const exec = (sql: string, ...values: readonly unknown[]): Cursor => {
      if (plan.incident("sql")) throw new Error("internal error in Durable Object storage caused object to be reset");
      const { rows, changes } = sqlite.run(sql, values);
      return new Cursor(rows.map(toDurable), changes);
    };
    this.storage = {
      sql: { exec, databaseSize: 0 },
      transactionSync: <T>(work: () => T): T => sqlite.transaction(work),
      getAlarm: async (): Promise<number | null> => alarms.get(),
      setAlarm: async (at: number | Date): Promise<void> => alarms.set(Number(at)),
      deleteAlarm: async (): Promise<void> => alarms.set(null),
    };
  }

  waitUntil(): void {}

  async blockConcurrencyWhile<T>(work: () => Promise<T>): Promise<T> {
    return await work();
  }
}
