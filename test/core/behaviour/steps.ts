/** Signals, of which a test sets what it is about. */

import type { Signal } from "../../../src/core/profile/signal.ts";

export function step(api: string, tactic: string | null, tier: number, override: Partial<Signal> = {}): Signal {
  return {
    timeMs: Date.UTC(2026, 10, 24, 10),
    eventId: api,
    api,
    region: "eu-west-1",
    error: null,
    bits: 30,
    isNew: true,
    tier,
    tactic,
    ip: "203.0.113.9",
    accessKeyId: "AKIAIOSFODNN7EXAMPLE",
    marks: 0,
    told: null,
    ...override,
  };
}
