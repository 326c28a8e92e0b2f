/** A host of Durable Objects: one instance a name over its own SQLite, evicted and restarted at the worst moments. */

import { currentInvocation, invoke, kill, newInvocation } from "./invocation.ts";
import type { Gate } from "./gate.ts";
import { Sqlite } from "./sqlite.ts";
import type { Timer } from "./clock.ts";
import { DurableState } from "./durable-state.ts";

type Instance = Record<string, (...parameters: unknown[]) => unknown>;
export type DurableClass = new (ctx: never, env: never) => unknown;

/** Told of each call whose writes are durable, before its answer leaves. */
export type Witness = (className: string, name: string, method: string, parameters: readonly unknown[]) => void;

function broken(message: string, traits: object): never {
  throw Object.assign(new Error(message), { remote: true, ...traits });
}

const ALARM_ATTEMPTS_MAX = 6;
/** A call that hangs keeps its object busy no longer than the caller's own end. */
const CALL_MS_MAX = 15 * 60_000;

class Resident {
  readonly sqlite = new Sqlite();
  readonly calls = new Set<ReturnType<typeof newInvocation>>();
  instance: Instance | null = null;
  alarmMs: number | null = null;
  alarmTimer: Timer | null = null;
  alarmAttempts = 0;
}

export class Namespace {
  readonly className: string;
  readonly residents = new Map<string, Resident>();
  readonly #class: DurableClass;
  readonly #env: () => unknown;
  readonly #gate: Gate;
  readonly #witness: Witness;
  readonly #misused: (what: string) => void;
  /** The call of each invocation that an overloaded object has refused: to try it again at once makes things worse. */
  readonly #overloads = new WeakMap<
    object,
    { readonly name: string; readonly method: string; readonly atMs: number }
  >();

  constructor(
    className: string,
    made: DurableClass,
    env: () => unknown,
    gate: Gate,
    witness: Witness,
    misused: (what: string) => void,
  ) {
    this.#misused = misused;
    this.className = className;
    this.#class = made;
    this.#env = env;
    this.#gate = gate;
    this.#witness = witness;
  }

  getByName(name: string): unknown {
    const call =
      (method: string) =>
      (...parameters: readonly unknown[]) =>
        this.#call(name, method, structuredClone([...parameters]));
    // A stub must not look like a promise.
    const get = (_: object, method: string | symbol): unknown =>
      typeof method === "symbol" || method === "then" ? undefined : call(method);
    return new Proxy({}, { get });
  }

  idFromName(name: string): string {
    return name;
  }

  get(name: string): unknown {
    return this.getByName(name);
  }

  evict(name: string): void {
    const resident = this.residents.get(name);
    if (resident === undefined) return;
    resident.instance = null;
    for (const call of resident.calls) kill(call, "the Durable Object was evicted");
    resident.calls.clear();
  }

  close(): void {
    for (const { sqlite } of this.residents.values()) sqlite.close();
  }

  async #call(name: string, method: string, parameters: unknown[]): Promise<unknown> {
    const caller = currentInvocation();
    const { clock } = this.#gate;
    const refused = caller === undefined ? undefined : this.#overloads.get(caller);
    const isSame = refused?.name === name && refused.method === method && refused.atMs === clock.nowMs;
    if (isSame) this.#misused(`${this.className}.${method}`);
    const failure = (value?: unknown): unknown => {
      if (value !== undefined || this.#gate.random.chance(0.5))
        return broken("Network connection lost.", { retryable: true });
      if (caller !== undefined) this.#overloads.set(caller, { name, method, atMs: clock.nowMs });
      return broken("Durable Object is overloaded. Requests queued for too long.", { overloaded: true });
    };
    return await this.#gate.call<unknown>({ kind: "rpc", effect: () => this.run(name, method, parameters), failure });
  }

  /** Runs a method as its own invocation. Throws what it throws, or that the object was reset under it. */
  async run(name: string, method: string, parameters: unknown[]): Promise<unknown> {
    const { plan } = this.#gate;
    if (plan.incident("evict")) this.evict(name);
    const invocation = newInvocation();
    const resident = this.#resident(name);
    resident.calls.add(invocation);
    const timer = this.#gate.clock.schedule(CALL_MS_MAX, () => kill(invocation, "the call took too long"));
    let value: unknown;
    const ended = await invoke(invocation, async () => {
      value = this.#execute(resident, name, method, parameters, plan.incident("evictBeforeCommit"));
      if (value instanceof Promise) value = await value;
    });
    this.#gate.clock.cancel(timer);
    resident.calls.delete(invocation);
    if (ended.how === "returned") this.#witness(this.className, name, method, parameters);
    if (ended.how === "threw") throw ended.reason;
    if (ended.how === "returned" && plan.incident("evictAfterCommit")) this.evict(name);
    else if (ended.how === "returned") return structuredClone(value);
    return broken("Durable Object reset because its code was updated.", { retryable: true });
  }

  #execute(resident: Resident, name: string, method: string, parameters: unknown[], loses: boolean): unknown {
    const work = (): unknown => {
      const instance = this.#instance(resident, name);
      const own = instance[method];
      if (typeof own !== "function") throw new TypeError(`${this.className} has no method "${method}"`);
      return own.apply(instance, parameters);
    };
    if (!loses) return work();
    // What a synchronous method writes is one commit; that of an asynchronous one stays up to its first wait.
    try {
      resident.sqlite.transaction(() => {
        const value = work();
        if (!(value instanceof Promise)) throw new Error("lost before the commit");
        value.catch(() => {});
      });
    } catch {
      // The caller is told by the kill below, whatever became of the work.
    }
    resident.instance = null;
    for (const call of resident.calls) kill(call, "evicted before the commit");
    return null;
  }

  #resident(name: string): Resident {
    let resident = this.residents.get(name);
    if (resident === undefined) {
      resident = new Resident();
      this.residents.set(name, resident);
    }
    return resident;
  }

  #instance(resident: Resident, name: string): Instance {
    if (resident.instance === null) {
      const alarms = {
        get: () => resident.alarmMs,
        set: (atMs: number | null) => this.#setAlarm(name, resident, atMs),
      };
      const state = new DurableState(name, resident.sqlite, this.#gate, alarms);
      resident.instance = new this.#class(state as never, this.#env() as never) as Instance;
    }
    return resident.instance;
  }

  #setAlarm(name: string, resident: Resident, atMs: number | null): void {
    if (resident.alarmTimer !== null) this.#gate.clock.cancel(resident.alarmTimer);
    resident.alarmMs = atMs;
    resident.alarmTimer = null;
    resident.alarmAttempts = 0;
    if (atMs === null) return;
    resident.alarmTimer = this.#gate.clock.schedule(
      atMs - this.#gate.clock.nowMs,
      () => void this.#alarm(name, resident),
    );
  }

  async #alarm(name: string, resident: Resident): Promise<void> {
    resident.alarmMs = null;
    resident.alarmTimer = null;
    const attempt = ++resident.alarmAttempts;
    try {
      if (this.#gate.plan.incident("alarm")) throw new Error("the alarm's run failed");
      await this.run(name, "alarm", []);
    } catch {
      if (attempt > ALARM_ATTEMPTS_MAX || resident.alarmMs !== null) return;
      this.#setAlarm(name, resident, this.#gate.clock.nowMs + 2_000 * 2 ** attempt);
      resident.alarmAttempts = attempt;
    }
  }
}
