/** The one gate through which every outside call of the program goes: it takes virtual time there, and may fail. */

import type { Clock } from "./clock.ts";
import type { CallKind, FaultPlan } from "./faults.ts";
import { currentInvocation, kill, never } from "./invocation.ts";
import type { Random } from "./random.ts";

const SLOW_MS = 20_000;

export type Outside<T> = {
  readonly kind: CallKind;
  readonly effect: () => T | Promise<T>;
  /** In place of the answer, or thrown. `value`: what the effect gave, where it took place. */
  readonly failure: (value?: T) => T;
  readonly signal?: AbortSignal;
};

export class Gate {
  readonly clock: Clock;
  readonly random: Random;
  readonly plan: FaultPlan;
  /** What must not be collected while it waits. */
  readonly underWay = new Set<object>();

  constructor(clock: Clock, random: Random, plan: FaultPlan) {
    this.clock = clock;
    this.random = random;
    this.plan = plan;
  }

  async call<T>({ kind, effect, failure, signal }: Outside<T>): Promise<T> {
    const invocation = currentInvocation();
    if (invocation?.dead) return never();
    const mode = this.plan.call(kind, this.clock.nowMs);
    await this.pause(mode === "slow" ? SLOW_MS : this.random.between(1, 40), signal);
    if (mode === "before") return failure();
    const late = mode !== null && this.random.chance(0.5);
    if (mode === "kill" && !late && invocation) kill(invocation, "killed before a call");
    if (invocation?.dead) return never();
    if (mode === "hang" && !late) return await hang(signal);
    const value = await effect();
    if (mode === "hang") return await hang(signal);
    if (mode === "kill" && invocation) kill(invocation, "killed after a call");
    await this.pause(this.random.between(1, 40), signal);
    return mode === "after" ? failure(value) : value;
  }

  /** Of a dead invocation it never ends. */
  pause(ms: number, signal?: AbortSignal): Promise<void> {
    const invocation = currentInvocation();
    return new Promise((resolve, reject) => {
      this.clock.schedule(ms, () => {
        if (!invocation?.dead) resolve();
      });
      signal?.addEventListener("abort", () => reject(signal.reason), { once: true });
    });
  }
}

function hang<T>(signal?: AbortSignal): Promise<T> {
  return new Promise((_, reject) => signal?.addEventListener("abort", () => reject(signal.reason), { once: true }));
}
