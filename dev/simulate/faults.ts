/** Which outside call fails, and how. Two plans: drawn at random in swarms and bursts, or one call by its number. */

import type { Random } from "./random.ts";

/** Calls that leave an invocation. */
export const CALL_KINDS = ["s3", "sts", "slack", "d1", "send", "rpc"] as const;
export type CallKind = (typeof CALL_KINDS)[number];

/**
 * `before`: refused, nothing happened. `after`: it happened, and the answer is lost (of S3: the body is cut). `hang`: no
 * answer ever. `slow`: 20 s. `kill`: the invocation ends here, before or after the effect.
 */
export const MODES = ["before", "after", "hang", "slow", "kill"] as const;
export type Mode = (typeof MODES)[number];

/** What goes wrong around calls. */
export const INCIDENTS = [
  "evict", // a Durable Object loses its memory between calls
  "evictBeforeCommit", // … in a call: nothing of it stays
  "evictAfterCommit", // … after its writes, before its answer
  "sql", // one statement of a Durable Object fails
  "duplicate", // a message is delivered two to five times
  "delay", // a message is late by up to twelve hours
  "lose", // a message expires
  "tickMissed",
  "tickDoubled",
  "tickSkewed",
  "alarm", // an alarm's run fails
  "clock", // the Workers' clock is off by up to 20 minutes
] as const;
export type Incident = (typeof INCIDENTS)[number];

export type FaultPlan = {
  readonly mayFail: boolean;
  /** How this call fails, or null. */
  readonly call: (kind: CallKind, nowMs: number) => Mode | null;
  readonly incident: (incident: Incident) => boolean;
  /** Until then all is well: people register their sources in calm. */
  readonly start: () => void;
  /** From now on all is well again. */
  readonly stop: () => void;
  readonly injected: () => number;
  /** Calls asked about since the start. */
  readonly calls: () => number;
};

const CALL_RATES: Readonly<Record<CallKind, number>> = {
  s3: 0.12,
  sts: 0.25,
  slack: 0.25,
  d1: 0.03,
  send: 0.12,
  rpc: 0.06,
};
const INCIDENT_RATES: Readonly<Record<Incident, number>> = {
  evict: 0.06,
  evictBeforeCommit: 0.02,
  evictAfterCommit: 0.02,
  sql: 0.015,
  duplicate: 0.12,
  delay: 0.04,
  lose: 0.03,
  tickMissed: 0.1,
  tickDoubled: 0.1,
  tickSkewed: 0.1,
  alarm: 0.5,
  clock: 0.02,
};
/** A run has some kinds not at all and others often: with all at one rate, rare combinations never meet. */
const SWARM = [0, 0.5, 1, 1, 2, 4] as const;
/** Above this hardly anything happens that could go wrong; outages are what bursts are for. */
const RATE_MAX = 0.5;
const MODE_WEIGHTS: readonly Mode[] = [
  "before",
  "before",
  "before",
  "before",
  "after",
  "after",
  "hang",
  "slow",
  "kill",
];

type Burst = { readonly kind: CallKind; readonly fromMs: number; readonly untilMs: number };

export function randomFaults(random: Random, startMs: number, windowMs: number): FaultPlan {
  const swarm = (): number => random.pick(SWARM);
  const callRates = new Map(CALL_KINDS.map((kind) => [kind, Math.min(CALL_RATES[kind] * swarm(), RATE_MAX)]));
  const incidentRates = new Map(INCIDENTS.map((incident) => [incident, INCIDENT_RATES[incident] * swarm()]));
  const bursts = Array.from({ length: random.between(1, 5) }, (): Burst => {
    const fromMs = startMs + random.below(windowMs);
    return { kind: random.pick(CALL_KINDS), fromMs, untilMs: fromMs + random.between(1, 12) * 60_000 };
  });
  let active = false;
  let injected = 0;
  let calls = 0;
  const count = (happens: boolean): boolean => {
    if (happens) injected++;
    return happens;
  };
  return {
    mayFail: true,
    call: (kind, nowMs) => {
      calls++;
      if (!active) return null;
      const inBurst = bursts.some((burst) => burst.kind === kind && nowMs >= burst.fromMs && nowMs < burst.untilMs);
      return count(random.chance(inBurst ? 0.9 : (callRates.get(kind) ?? 0))) ? random.pick(MODE_WEIGHTS) : null;
    },
    incident: (incident) => active && count(random.chance(incidentRates.get(incident) ?? 0)),
    start: () => {
      active = true;
      calls = 0;
    },
    stop: () => (active = false),
    injected: () => injected,
    calls: () => calls,
  };
}

export function noFaults(): FaultPlan {
  let calls = 0;
  return {
    mayFail: false,
    call: () => {
      calls++;
      return null;
    },
    incident: () => false,
    start: () => (calls = 0),
    stop: () => {},
    injected: () => 0,
    calls: () => calls,
  };
}

export type OneFault = {
  /** 0 for the first call of the run. */
  readonly index: number;
  readonly mode: Mode;
  /** All later calls of the same kind fail alike, until the plan is stopped. */
  readonly sticky: boolean;
};

export function enumeratedFault({ index, mode, sticky }: OneFault): FaultPlan {
  let calls = 0;
  let injected = 0;
  let stuck: CallKind | null = null;
  let active = false;
  return {
    mayFail: true,
    call: (kind) => {
      const at = calls++;
      if (!active || (at !== index && kind !== stuck)) return null;
      if (sticky) stuck = kind;
      injected++;
      return mode;
    },
    incident: () => false,
    start: () => {
      active = true;
      calls = 0;
    },
    stop: () => (active = false),
    injected: () => injected,
    calls: () => calls,
  };
}
