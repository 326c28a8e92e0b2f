/** What is normal for one host, by sealed days, and what it does now, by windows: its flows and lookups together. */

import {
  HABIT_ADDRESSES_MAX,
  HABIT_DOMAINS_MAX,
  HABIT_LOGINS_MAX,
  HABIT_PEERS_MAX,
  HABIT_PORTS_MAX,
  HABIT_RESOLVERS_MAX,
  PROFILE_NAME_CHARS_MAX,
} from "../limits.ts";
import type { DistinctWindow } from "./distinct-window.ts";
import type { HabitTable } from "./habits.ts";
import type { HostSignal } from "./host-signals.ts";
import type { NameZones } from "./name-zones.ts";
import type { Rhythms } from "./rhythm.ts";
import type { SumWindow } from "./sum-window.ts";

/** Values that a habit keeps between batches. */
export const HABITS = {
  /** "6:443" → connections that the host opened and that were answered, by server port. */
  remotePorts: HABIT_PORTS_MAX,
  /** Remote address, or "aws:S3" → bytes sent. */
  peers: HABIT_PEERS_MAX,
  /** "6:443" → connections taken, by the host's own port. */
  services: HABIT_PORTS_MAX,
  /** "dns:google", "doh:…", "dot:…" → connections. */
  resolvers: HABIT_RESOLVERS_MAX,
  /** "out:22:192.0.2.1", "in:…" → connections to a port that people log in at. */
  logins: HABIT_LOGINS_MAX,
  /** The host's own addresses → records. */
  addresses: HABIT_ADDRESSES_MAX,
  /** Registered domain → queries. */
  domains: HABIT_DOMAINS_MAX,
} as const;
export type HabitName = keyof typeof HABITS;
export const HABIT_NAMES: readonly HabitName[] = [
  "remotePorts",
  "peers",
  "services",
  "resolvers",
  "logins",
  "addresses",
  "domains",
];

/** "distinct": things by minute. */
export const DISTINCT_WINDOWS = ["portsByPeer", "peersByPort", "reachedByPort", "failedDomains"] as const;
/** "floods": packets and bytes out and in by peer and kind. "logins": connections, packets and bytes by log-in port and peer. */
export const SUM_WINDOWS = ["floods", "logins"] as const;

export type HostProfile = {
  /** Account, Region and host, for people: the object's name is a hash. */
  readonly name: readonly string[];
  /** Event times, ms; null before the first record. */
  firstMs: number | null;
  lastMs: number | null;
  /** Flow log records and queries counted. */
  flowRecords: number;
  queries: number;
  /** Day number → records, queries: how much of a history there is. */
  readonly flowDays: Map<number, number>;
  readonly queryDays: Map<number, number>;
  readonly habits: Readonly<Record<HabitName, HabitTable>>;
  readonly distinct: Readonly<Record<(typeof DISTINCT_WINDOWS)[number], DistinctWindow>>;
  readonly sums: Readonly<Record<(typeof SUM_WINDOWS)[number], SumWindow>>;
  readonly zones: NameZones;
  readonly rhythms: Rhythms;
  /** Address → the name it was the answer for, and the minute. */
  readonly answered: Map<string, readonly [name: string, minute: number]>;
  readonly signals: HostSignal[];
};

export function emptyHostProfile(name: readonly string[]): HostProfile {
  return {
    name: name.map((part) => part.slice(0, PROFILE_NAME_CHARS_MAX)),
    firstMs: null,
    lastMs: null,
    flowRecords: 0,
    queries: 0,
    flowDays: new Map(),
    queryDays: new Map(),
    habits: {
      remotePorts: new Map(),
      peers: new Map(),
      services: new Map(),
      resolvers: new Map(),
      logins: new Map(),
      addresses: new Map(),
      domains: new Map(),
    },
    distinct: { portsByPeer: new Map(), peersByPort: new Map(), reachedByPort: new Map(), failedDomains: new Map() },
    sums: { floods: new Map(), logins: new Map() },
    zones: new Map(),
    rhythms: new Map(),
    answered: new Map(),
    signals: [],
  };
}
