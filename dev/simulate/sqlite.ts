/** What D1 and the storage of Durable Objects share on node:sqlite: values in, values out, statements prepared once. */

import { DatabaseSync, type SQLInputValue, type StatementSync } from "node:sqlite";

export type Rows = { readonly rows: Record<string, unknown>[]; readonly changes: number };

type Prepared = { readonly statement: StatementSync; readonly answers: boolean; readonly writes: boolean };

export class Sqlite {
  readonly #db = new DatabaseSync(":memory:");
  readonly #statements = new Map<string, Prepared>();
  #depth = 0;

  /** One statement with its values, or several without. */
  run(sql: string, values: readonly unknown[]): Rows {
    if (values.length === 0 && /;\s*\S/.test(sql)) {
      this.#db.exec(sql);
      return { rows: [], changes: 0 };
    }
    const { statement, answers, writes } = this.#prepared(sql);
    const bound = values.map(toSqlite);
    if (!answers) return { rows: [], changes: Number(statement.run(...bound).changes) };
    const rows = statement.all(...bound) as Record<string, unknown>[];
    return { rows, changes: writes ? rows.length : 0 };
  }

  #prepared(sql: string): Prepared {
    const known = this.#statements.get(sql);
    if (known !== undefined) return known;
    const statement = this.#db.prepare(sql);
    const writes = /^\s*(?:INSERT|UPDATE|DELETE|REPLACE)/i.test(sql);
    const prepared = { statement, answers: statement.columns().length > 0, writes };
    this.#statements.set(sql, prepared);
    return prepared;
  }

  /** All of the work or none. */
  transaction<T>(work: () => T): T {
    const name = `level${this.#depth++}`;
    this.#db.exec(`SAVEPOINT ${name}`);
    try {
      const value = work();
      this.#db.exec(`RELEASE ${name}`);
      return value;
    } catch (error) {
      this.#db.exec(`ROLLBACK TO ${name}; RELEASE ${name}`);
      throw error;
    } finally {
      this.#depth--;
    }
  }

  close(): void {
    this.#db.close();
  }
}

function toSqlite(value: unknown): SQLInputValue {
  if (typeof value === "boolean") return Number(value);
  if (value instanceof ArrayBuffer) return new Uint8Array(value);
  if (value === undefined) throw new TypeError("undefined is no value of SQL");
  return value as SQLInputValue;
}
