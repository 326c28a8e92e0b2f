/** One run of a handler or of a Durable Object's method. A killed one does nothing any more: what it awaits never comes. */

import { AsyncLocalStorage } from "node:async_hooks";

export type Invocation = { dead: boolean; readonly onDeath: ((reason: string) => void)[] };

const storage = new AsyncLocalStorage<Invocation>();

/** That of the code that asks. Undefined in the simulator's own code. */
export function currentInvocation(): Invocation | undefined {
  return storage.getStore();
}

export function newInvocation(): Invocation {
  return { dead: false, onDeath: [] };
}

export function within<T>(invocation: Invocation, work: () => T): T {
  return storage.run(invocation, work);
}

export function kill(invocation: Invocation, reason: string): void {
  if (invocation.dead) return;
  invocation.dead = true;
  for (const tell of invocation.onDeath.splice(0)) tell(reason);
}

export type Ended = { readonly how: "returned" | "threw" | "killed"; readonly reason?: unknown };

/** How the work ended; it throws nothing. */
export async function invoke(invocation: Invocation, work: () => unknown): Promise<Ended> {
  return await new Promise<Ended>((resolve) => {
    invocation.onDeath.push((reason) => resolve({ how: "killed", reason }));
    const run = async (): Promise<void> => {
      try {
        await work();
        resolve({ how: invocation.dead ? "killed" : "returned" });
      } catch (reason) {
        resolve({ how: invocation.dead ? "killed" : "threw", reason });
      }
    };
    void within(invocation, run);
  });
}

export function never<T>(): Promise<T> {
  return new Promise<T>(() => {});
}
