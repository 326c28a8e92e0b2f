/** Cloudflare Queues: batches, retries with delay, dead letters; messages come twice, late, in any order or never. */

import { currentInvocation, type Ended, invoke, kill, newInvocation } from "./invocation.ts";
import type { Gate } from "./gate.ts";
import type { QueueConsumer } from "./wrangler-bindings.ts";

type Stored = { readonly id: string; readonly body: unknown; attempts: number; dueMs: number; readonly sentMs: number };
type Settled = { readonly ack: true } | { readonly ack: false; readonly delaySeconds: number | undefined };

export type Batch = {
  readonly queue: string;
  readonly messages: readonly object[];
};

/** Runs the Worker's queue handler. */
export type Handler = (batch: Batch) => Promise<void>;
/** Told of each acknowledgement as it is made. */
export type AckWitness = (queue: string, body: unknown) => void;

/** Longest run of a queue consumer. Source: Cloudflare Queues documentation, "Limits". */
const CONSUMER_MS_MAX = 15 * 60_000;
const DELAY_MS_MAX = 12 * 60 * 60_000;
/** Batch sizes and bytes that Queues takes. */
const SEND_BATCH_MAX = 100;
const MESSAGE_BYTES_MAX = 128_000;

export class SimulatedQueue {
  readonly #config: QueueConsumer;
  readonly #gate: Gate;
  readonly #handler: Handler;
  readonly #acked: AckWitness;
  readonly #deadLetters: () => SimulatedQueue | undefined;
  readonly #waiting: Stored[] = [];
  #running = 0;
  #ids = 0;
  delivered = 0;

  constructor(
    config: QueueConsumer,
    gate: Gate,
    handler: Handler,
    acked: AckWitness,
    deadLetters: () => SimulatedQueue | undefined,
  ) {
    this.#config = config;
    this.#gate = gate;
    this.#handler = handler;
    this.#acked = acked;
    this.#deadLetters = deadLetters;
  }

  /** Messages that wait or are being delivered. */
  get open(): number {
    return this.#waiting.length + this.#running;
  }

  async send(body: unknown, options: { delaySeconds?: number } = {}): Promise<void> {
    await this.sendBatch([{ body, ...options }]);
  }

  async sendBatch(messages: Iterable<{ body: unknown; delaySeconds?: number }>): Promise<void> {
    const all = [...messages];
    if (all.length === 0 || all.length > SEND_BATCH_MAX) throw new Error(`sendBatch of ${all.length} messages`);
    const refuse = (): never => {
      throw new Error("Queue sendBatch failed: Too Many Requests");
    };
    const store = (): void => {
      for (const { body, delaySeconds = 0 } of all) this.put(body, delaySeconds * 1000);
    };
    await this.#gate.call({ kind: "send", effect: store, failure: refuse });
  }

  put(body: unknown, delayMs: number): void {
    if (JSON.stringify(body).length > MESSAGE_BYTES_MAX) throw new Error("a message of more than 128 KB");
    const { plan, random, clock } = this.#gate;
    if (plan.incident("lose")) return;
    const copies = plan.incident("duplicate") ? random.between(2, 5) : 1;
    for (let copy = 0; copy < copies; copy++) {
      const late = plan.incident("delay") ? random.below(DELAY_MS_MAX) : random.below(2_000);
      const dueMs = clock.nowMs + delayMs + late;
      this.#wait({
        id: `message-${this.#ids++}`,
        body: structuredClone(body),
        attempts: 1,
        dueMs,
        sentMs: clock.nowMs,
      });
    }
  }

  #wait(message: Stored): void {
    this.#waiting.push(message);
    const { clock, random } = this.#gate;
    clock.schedule(message.dueMs - clock.nowMs + random.below(this.#config.batchTimeoutMs), () => this.#pump());
  }

  #pump(): void {
    const { clock, random } = this.#gate;
    if (this.#running >= this.#config.concurrencyMax) return;
    // Plain loops: tens of thousands may wait.
    const due: Stored[] = [];
    for (const message of this.#waiting) if (message.dueMs <= clock.nowMs) due.push(message);
    if (due.length === 0) return;
    const batch: Stored[] = [];
    while (batch.length < this.#config.batchMax && due.length > 0) {
      batch.push(due.splice(random.below(due.length), 1)[0] as Stored);
    }
    for (const message of batch) this.#waiting.splice(this.#waiting.indexOf(message), 1);
    void this.#deliver(batch);
    if (due.length > 0) clock.schedule(0, () => this.#pump());
  }

  async #deliver(batch: readonly Stored[]): Promise<void> {
    this.#running++;
    this.delivered += batch.length;
    const settled = new Map<string, Settled>();
    const invocation = newInvocation();
    const timer = this.#gate.clock.schedule(CONSUMER_MS_MAX, () => kill(invocation, "the consumer took too long"));
    const messages = batch.map((message) => this.#messageOf(message, settled));
    const ended = await invoke(invocation, async () => await this.#handler({ queue: this.#config.queue, messages }));
    this.#gate.clock.cancel(timer);
    this.#running--;
    for (const message of batch) this.#settle(message, settled.get(message.id), ended.how);
    this.#gate.clock.schedule(0, () => this.#pump());
  }

  #messageOf(message: Stored, settled: Map<string, Settled>): object {
    const settle = (how: Settled): void => {
      if (settled.has(message.id) || currentInvocation()?.dead) return;
      settled.set(message.id, how);
      if (how.ack) this.#acked(this.#config.queue, message.body);
    };
    return {
      id: message.id,
      timestamp: new Date(message.sentMs),
      body: message.body,
      attempts: message.attempts,
      ack: () => settle({ ack: true }),
      retry: (options: { delaySeconds?: number } = {}) => settle({ ack: false, delaySeconds: options.delaySeconds }),
    };
  }

  /** What the handler said counts once it has ended; of a killed one nothing is heard. */
  #settle(message: Stored, settled: Settled | undefined, how: Ended["how"]): void {
    const said = how === "killed" ? undefined : settled;
    if (said?.ack || (said === undefined && how === "returned")) return;
    if (message.attempts > this.#config.retriesMax) {
      this.#deadLetters()?.put(message.body, 0);
      return;
    }
    const delaySeconds = said?.delaySeconds ?? this.#config.retryDelaySeconds;
    const dueMs = this.#gate.clock.nowMs + delaySeconds * 1000;
    this.#wait({ ...message, attempts: message.attempts + 1, dueMs });
  }
}
