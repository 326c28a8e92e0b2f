/** Time, randomness, network and hashing of this thread, taken over by the simulation that is running. */

import { hash, timingSafeEqual } from "node:crypto";
import type { Timer } from "./clock.ts";
import type { Gate } from "./gate.ts";
import { currentInvocation } from "./invocation.ts";

export type Platform = {
  readonly gate: Gate;
  /** How far the Workers' clock is from the true one. */
  readonly skewMs: () => number;
  readonly network: (request: Request) => Promise<Response>;
};

let active: Platform | null = null;

export function setPlatform(platform: Platform): void {
  active = platform;
}

function platform(): Platform {
  if (active === null) throw new Error("no simulation is running");
  return active;
}

type Key = { readonly raw: Uint8Array };

/**
 * Done in another thread, hashing would end in an order that no seed decides. Nobody here verifies signatures (test/aws
 * does), so that a plain hash of key and text stands for an HMAC, which costs several times as much.
 */
const subtle = {
  importKey: async (_: string, raw: Uint8Array): Promise<Key> => ({ raw: new Uint8Array(raw) }),
  sign: async (_: unknown, key: Key, data: Uint8Array): Promise<ArrayBuffer> => {
    return bufferOf(hash("sha256", Buffer.concat([key.raw, new Uint8Array(data)]), "buffer"));
  },
  digest: async (_: unknown, data: Uint8Array): Promise<ArrayBuffer> => {
    return bufferOf(hash("sha256", new Uint8Array(data), "buffer"));
  },
  timingSafeEqual,
};

function bufferOf(bytes: Uint8Array): ArrayBuffer {
  return bytes.slice().buffer as ArrayBuffer;
}

function uuid(): string {
  const { random } = platform().gate;
  const hex = Array.from({ length: 32 }, () => random.below(16).toString(16)).join("");
  return hex.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/, "$1-$2-4$3-8$4-$5");
}

function setVirtualTimeout(run: () => void, ms = 0): Timer {
  const invocation = currentInvocation();
  return platform().gate.clock.schedule(ms, () => {
    if (!invocation?.dead) run();
  });
}

/** Once a thread. */
export function takeOver(): void {
  Date.now = () => platform().gate.clock.nowMs + platform().skewMs();
  Math.random = () => platform().gate.random.unit();
  AbortSignal.timeout = (ms) => {
    const abort = new AbortController();
    setVirtualTimeout(() => abort.abort(new DOMException("The operation timed out.", "TimeoutError")), ms);
    return abort.signal;
  };
  const replaced = {
    setTimeout: setVirtualTimeout,
    clearTimeout: (timer: Timer | undefined): void => {
      if (timer !== undefined) platform().gate.clock.cancel(timer);
    },
    fetch: async (input: string | Request, init?: RequestInit): Promise<Response> =>
      await platform().network(input instanceof Request ? input : new Request(input, init)),
    crypto: {
      subtle,
      randomUUID: uuid,
      getRandomValues: (array: Uint8Array) => array.map(() => platform().gate.random.below(256)),
    },
  };
  for (const [name, value] of Object.entries(replaced)) {
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
  }
  // What the program logs of its own faults is no output of the simulator.
  console.error = () => {};
  console.warn = () => {};
}
