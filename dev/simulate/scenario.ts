/** What a seed brings into the buckets, and when: the same with and without faults. */

import {
  type At,
  type Delivery,
  FAULTS_MS,
  makeDelivery,
  makeHostDelivery,
  replacement,
  secondTrail,
  type Tenant,
} from "./deliveries.ts";
import { type DigestPut, IDLE_HOURS, makeDigests } from "./digests.ts";
import type { Random } from "./random.ts";
import type { Place } from "./records.ts";

export type { Delivery, Tenant } from "./deliveries.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

export type Scenario = {
  readonly startMs: number;
  readonly tenants: readonly Tenant[];
  readonly deliveries: readonly Delivery[];
  readonly digests: readonly DigestPut[];
  /** Its digests go on while nothing else comes. */
  readonly idle: Place | null;
  /** Nothing at all comes any more when the run begins. */
  readonly silent: Place | null;
  /** Keys in one page of a listing at most. */
  readonly pageKeys: number;
  readonly faultsMs: number;
};

export type Size = {
  readonly tenants: number;
  readonly accounts: number;
  readonly regions: number;
  readonly objects: number;
  readonly records: number;
  /** Of flow logs, and as many of resolver logs. */
  readonly hostObjects: number;
};

/** Size of a random run. */
export const FULL_SIZE: Size = { tenants: 3, accounts: 2, regions: 2, objects: 28, records: 11, hostObjects: 4 };

const REGIONS = ["us-east-1", "eu-west-1", "ap-southeast-2"] as const;
const START_MS = Date.UTC(2026, 9, 1);

export function makeScenario(random: Random, size: Size): Scenario {
  // One run in three crosses the end of a day, some of these of a month.
  const minute = random.chance(0.35) ? 23 * 60 + random.between(0, 50) : random.below(24 * 60);
  const startMs = START_MS + random.below(31) * DAY_MS + minute * MINUTE_MS;
  const tenants = Array.from({ length: random.between(1, size.tenants) }, (_, at) => makeTenant(random, size, at));
  const places = tenants.flatMap((tenant) => tenant.places.map((place): At => ({ tenant, place })));
  // Where there is one place, it is the one or the other.
  const silent = places.length > 1 || random.chance(0.3) ? (places.at(-1) ?? null) : null;
  const idle = places[0] !== silent ? (places[0] ?? null) : null;
  const deliveries = callLogs(random, size, places, silent, startMs);
  for (let at = 0; at < size.hostObjects; at++) {
    for (const kind of ["flow", "dns"] as const) {
      const place = random.pick(places.filter(({ place: { region } }) => region === REGIONS[0]));
      deliveries.push(makeHostDelivery(random, kind, place, startMs));
    }
  }
  deliveries.sort((one, other) => one.atMs - other.atMs);
  const digests = [
    ...(idle ? makeDigests(idle, deliveries, startMs, IDLE_HOURS) : []),
    ...(silent ? makeDigests(silent, deliveries, startMs, 0) : []),
  ];
  const pageKeys = random.pick([2, 3, 7, 1_000]);
  const watched = { idle: idle?.place ?? null, silent: silent?.place ?? null };
  return { startMs, tenants, deliveries, digests, ...watched, pageKeys, faultsMs: FAULTS_MS };
}

function callLogs(random: Random, size: Size, places: readonly At[], silent: At | null, startMs: number): Delivery[] {
  const deliveries: Delivery[] = [];
  for (let at = 0; at < size.objects; at++) {
    const place = random.pick(places);
    const delivery = makeDelivery(random, size.records, place, startMs, place === silent ? 0 : null);
    deliveries.push(delivery);
    if (place === silent) continue;
    if (random.chance(0.06)) deliveries.push(replacement(random, delivery));
    if (random.chance(0.06)) deliveries.push(secondTrail(random, delivery));
  }
  // A Region is looked for when its first object is there; each has one from the start.
  for (const place of places) {
    deliveries.push({ ...makeDelivery(random, size.records, place, startMs, 0), denied: false });
  }
  return deliveries;
}

function makeTenant(random: Random, size: Size, at: number): Tenant {
  const places: Place[] = [];
  for (let account = 0, accounts = random.between(1, size.accounts); account < accounts; account++) {
    const accountId = String(111_111_111_111 * (at + 1) + account);
    for (const region of REGIONS.slice(0, random.between(1, size.regions))) places.push({ accountId, region });
  }
  return { bucket: `tenant-${at}-logs`, prefix: random.pick(["", "trail/", "a b+c/"]), places };
}
