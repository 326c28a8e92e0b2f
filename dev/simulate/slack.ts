/** A Slack incoming webhook: what it took, by finding; and how it refuses. */

import type { Gate } from "./gate.ts";
import { lost } from "./http.ts";

export class SimulatedSlack {
  readonly #gate: Gate;
  /** Finding id → messages that arrived. */
  readonly taken = new Map<string, number>();
  /** Finding id → answers that the sender never got, or got and could not note. */
  readonly unanswered = new Map<string, number>();

  constructor(gate: Gate) {
    this.#gate = gate;
  }

  answer(body: string): Response {
    const id = /\/v1\/findings\/([0-9a-f]+)\|/.exec(body)?.[1] ?? `without id: ${body.slice(0, 200)}`;
    this.taken.set(id, (this.taken.get(id) ?? 0) + 1);
    return new Response("ok");
  }

  failure(sent?: Response): Response {
    if (sent !== undefined) return lost();
    const { random } = this.#gate;
    switch (random.below(4)) {
      case 0:
        return new Response("rate_limited", { status: 429, headers: { "Retry-After": String(random.between(0, 90)) } });
      case 1:
        return new Response("rollup_error", { status: 500 });
      case 2:
        return new Response("<html>bad gateway</html>", { status: 502 });
      default:
        return lost();
    }
  }
}
