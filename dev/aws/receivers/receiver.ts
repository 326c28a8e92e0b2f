/** One receiver's memory: what came, how it was answered, and how the next ones will be. */

import { DurableObject } from "cloudflare:workers";
import { RECEIVED_ATTEMPTS_MAX } from "../limits.ts";
import { type Answer, answer, type Attempt } from "./answer.ts";

export class Receiver extends DurableObject<unknown> {
  readonly #sql: SqlStorage;

  constructor(state: DurableObjectState, env: unknown) {
    super(state, env);
    this.#sql = state.storage.sql;
    this.#sql.exec(
      "CREATE TABLE IF NOT EXISTS attempt (id INTEGER PRIMARY KEY, receivedMs INTEGER, body TEXT, headers TEXT, answer TEXT)",
    );
    this.#sql.exec("CREATE TABLE IF NOT EXISTS step (id INTEGER PRIMARY KEY, answer TEXT)");
  }

  /** Keeps a post, takes the script's next step (200 when it has run out) and returns it. */
  receive(receivedMs: number, body: string, headers: Readonly<Record<string, string>>): Answer {
    const step = this.#sql.exec("DELETE FROM step WHERE id = (SELECT min(id) FROM step) RETURNING answer").toArray()[0];
    const given: Answer = step === undefined ? 200 : answer.parse(JSON.parse(String(step["answer"])));
    this.#sql.exec(
      "INSERT INTO attempt (receivedMs, body, headers, answer) VALUES (?, ?, ?, ?)",
      receivedMs,
      body,
      JSON.stringify(headers),
      JSON.stringify(given),
    );
    this.#sql.exec("DELETE FROM attempt WHERE id <= (SELECT max(id) FROM attempt) - ?", RECEIVED_ATTEMPTS_MAX);
    return given;
  }

  /** Oldest first. */
  attempts(): Attempt[] {
    const rows = this.#sql.exec("SELECT receivedMs, body, headers, answer FROM attempt ORDER BY id").toArray();
    return rows.map((row) => ({
      receivedMs: Number(row["receivedMs"]),
      body: String(row["body"]),
      headers: JSON.parse(String(row["headers"])),
      answer: answer.parse(JSON.parse(String(row["answer"]))),
    }));
  }

  /** Replaces what is left of an earlier script. */
  setScript(answers: readonly Answer[]): void {
    this.#sql.exec("DELETE FROM step");
    for (const step of answers) this.#sql.exec("INSERT INTO step (answer) VALUES (?)", JSON.stringify(step));
  }

  clear(): void {
    this.#sql.exec("DELETE FROM attempt");
    this.#sql.exec("DELETE FROM step");
  }
}
