/** D1 on node:sqlite: a batch is one transaction; an answer may be lost after the commit. */

import { D1_PARAMETERS_MAX } from "../../src/core/limits.ts";
import type { Gate } from "./gate.ts";
import { Sqlite } from "./sqlite.ts";

type D1Answer = { results: Record<string, unknown>[]; success: true; meta: { changes: number; rows_written: number } };

class Statement {
  readonly #d1: SimulatedD1;
  readonly sql: string;
  readonly values: readonly unknown[];

  constructor(d1: SimulatedD1, sql: string, values: readonly unknown[] = []) {
    this.#d1 = d1;
    this.sql = sql;
    this.values = values;
  }

  bind(...values: readonly unknown[]): Statement {
    if (values.length > D1_PARAMETERS_MAX) throw new Error(`D1_ERROR: too many SQL variables (${values.length})`);
    return new Statement(this.#d1, this.sql, values);
  }

  async all(): Promise<D1Answer> {
    return await this.#d1.outside(() => this.execute());
  }

  async run(): Promise<D1Answer> {
    return await this.all();
  }

  async first(column?: string): Promise<unknown> {
    const row = (await this.all()).results[0];
    if (row === undefined) return null;
    return column === undefined ? row : row[column];
  }

  execute(): D1Answer {
    const { rows, changes } = this.#d1.sqlite.run(this.sql, this.values);
    const results = rows.map((row) => structuredClone({ ...row }));
    return { results, success: true, meta: { changes, rows_written: changes } };
  }
}

const REFUSALS = [
  "D1_ERROR: D1 DB is overloaded. Requests queued for too long.",
  "D1_ERROR: Network connection lost.",
  "D1_ERROR: D1 DB reset because its code was updated.",
] as const;

export class SimulatedD1 {
  readonly sqlite = new Sqlite();
  readonly #gate: Gate;

  constructor(gate: Gate, migrations: readonly string[]) {
    this.#gate = gate;
    for (const migration of migrations) this.sqlite.run(`${migration};SELECT 1`, []);
  }

  prepare(sql: string): Statement {
    return new Statement(this, sql);
  }

  async batch(statements: readonly Statement[]): Promise<D1Answer[]> {
    const all = (): D1Answer[] => this.sqlite.transaction(() => statements.map((statement) => statement.execute()));
    return await this.outside(all);
  }

  async outside<T>(effect: () => T): Promise<T> {
    const refuse = (): never => {
      throw new Error(this.#gate.random.pick(REFUSALS));
    };
    return await this.#gate.call({ kind: "d1", effect, failure: refuse });
  }
}
