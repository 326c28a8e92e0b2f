/** What a seed brings into the buckets, and when: the same with and without faults. */

import { createHash } from "node:crypto";
import { buildLogKey } from "../../src/core/sources/build-log-key.ts";
import { bodyOf, type Damage, DAMAGES } from "./bodies.ts";
import type { Random } from "./random.ts";
import { makeOther, makeRecord, type MadeRecord, type Place } from "./records.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

export type Tenant = {
  readonly bucket: string;
  readonly prefix: string;
  readonly places: readonly Place[];
};

export type Delivery = {
  /** After the start of the run. */
  readonly atMs: number;
  readonly bucket: string;
  readonly accountId: string;
  readonly key: string;
  readonly etag: string;
  readonly bytes: Uint8Array;
  readonly records: readonly MadeRecord[];
  /** Damaged: what is read before the damage counts; it is the same in every run. */
  readonly damage: Damage | null;
  /** Every GET is refused until an administrator mends the key policy. */
  readonly denied: boolean;
};

export type Scenario = {
  readonly startMs: number;
  readonly tenants: readonly Tenant[];
  readonly deliveries: readonly Delivery[];
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
};

/** Size of a random run. */
export const FULL_SIZE: Size = { tenants: 3, accounts: 2, regions: 2, objects: 32, records: 11 };

const REGIONS = ["us-east-1", "eu-west-1", "ap-southeast-2"] as const;
const START_MS = Date.UTC(2026, 9, 1);
const FAULTS_MS = 40 * MINUTE_MS;

export function makeScenario(random: Random, size: Size): Scenario {
  // One run in three crosses the end of a day, some of these of a month.
  const minute = random.chance(0.35) ? 23 * 60 + random.between(0, 50) : random.below(24 * 60);
  const startMs = START_MS + random.below(31) * DAY_MS + minute * MINUTE_MS;
  const tenants = Array.from({ length: random.between(1, size.tenants) }, (_, at) => makeTenant(random, size, at));
  const deliveries: Delivery[] = [];
  for (let at = 0; at < size.objects; at++) {
    const tenant = random.pick(tenants);
    const delivery = makeDelivery(random, size, tenant, random.pick(tenant.places), startMs);
    deliveries.push(delivery);
    if (random.chance(0.06)) deliveries.push(replacement(random, delivery));
    if (random.chance(0.06)) deliveries.push(secondTrail(random, delivery));
  }
  // A Region is looked for when its first object is there; each has one from the start.
  for (const tenant of tenants) {
    for (const place of tenant.places)
      deliveries.push({ ...makeDelivery(random, size, tenant, place, startMs), atMs: 0, denied: false });
  }
  deliveries.sort((one, other) => one.atMs - other.atMs);
  return { startMs, tenants, deliveries, pageKeys: random.pick([2, 3, 7, 1_000]), faultsMs: FAULTS_MS };
}

function makeTenant(random: Random, size: Size, at: number): Tenant {
  const places: Place[] = [];
  for (let account = 0, accounts = random.between(1, size.accounts); account < accounts; account++) {
    const accountId = String(111_111_111_111 * (at + 1) + account);
    for (const region of REGIONS.slice(0, random.between(1, size.regions))) places.push({ accountId, region });
  }
  return { bucket: `tenant-${at}-logs`, prefix: random.pick(["", "trail/", "a b+c/"]), places };
}

/** Names are older than the arrival: by minutes as a rule, by up to 30 days at times. */
function lateness(random: Random): number {
  if (random.chance(0.6)) return random.below(10) * MINUTE_MS;
  return random.chance(0.5) ? random.below(24 * 60) * MINUTE_MS : random.below(29 * 24 * 60) * MINUTE_MS;
}

function makeDelivery(random: Random, size: Size, tenant: Tenant, place: Place, startMs: number): Delivery {
  const atMs = random.chance(0.3) ? 0 : random.below(FAULTS_MS + 10 * MINUTE_MS);
  const namedMs = Math.floor((startMs + atMs - lateness(random)) / MINUTE_MS) * MINUTE_MS;
  const damage = random.chance(0.08) ? random.pick(DAMAGES) : null;
  const users = damage === null ? ["alice", "bob", "ci"] : ["damaged"];
  const records: MadeRecord[] = [];
  for (let at = random.chance(0.1) ? random.between(40, 90) : random.below(size.records * 2); at >= 0; at--) {
    const timeMs = namedMs - random.below(15) * MINUTE_MS;
    records.push((random.chance(0.05) ? makeOther : makeRecord)(random, place, random.pick(users), timeMs));
  }
  const key = buildLogKey({
    kind: "cloudtrail",
    prefix: tenant.prefix,
    organizationId: null,
    accountId: place.accountId,
    region: place.region,
    vpcId: null,
    layout: "daily",
    day: new Date(namedMs).toISOString().slice(0, 10),
    hour: null,
    timeMs: namedMs,
    flowLogId: null,
    unique: random.word(16),
    parquet: false,
  });
  const denied = damage === null && random.chance(0.02);
  return withBody(random, { atMs, bucket: tenant.bucket, accountId: place.accountId, key, damage, denied }, records);
}

type Unwritten = Omit<Delivery, "bytes" | "etag" | "records">;

function withBody(random: Random, delivery: Unwritten, records: readonly MadeRecord[]): Delivery {
  const bytes = bodyOf(
    random,
    records.map(({ text }) => text),
    delivery.damage,
  );
  const etag = createHash("md5").update(bytes).digest("hex");
  return { ...delivery, bytes, etag, records };
}

/** The same key with more in it: the records of before, and others. */
function replacement(random: Random, old: Delivery): Delivery {
  if (old.damage !== null) return { ...old, atMs: old.atMs + MINUTE_MS };
  const region = old.key.split("/CloudTrail/")[1]?.split("/")[0] ?? "";
  const place = { accountId: old.accountId, region };
  const timeMs = START_MS;
  const added = Array.from({ length: random.between(1, 6) }, () => makeRecord(random, place, "alice", timeMs));
  const atMs = old.atMs + random.between(1, 40) * MINUTE_MS;
  return withBody(random, { ...old, atMs }, [...old.records, ...added]);
}

/** Another trail delivers the same bytes under another name. */
function secondTrail(random: Random, first: Delivery): Delivery {
  const key = first.key.replace(/_[^_]+\.json\.gz$/, `_${random.word(16)}.json.gz`);
  return { ...first, key, atMs: first.atMs + random.below(20) * MINUTE_MS };
}
