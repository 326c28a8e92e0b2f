/** Log objects as they are delivered: late or in time, whole or damaged, replaced, or a second time from another trail. */

import { createHash } from "node:crypto";
import { buildLogKey } from "../../src/core/sources/build-log-key.ts";
import type { LogKind } from "../../src/core/sources/log-key.ts";
import { bodyOf, type Damage, DAMAGES } from "./bodies.ts";
import { FLOW_HEADER, type HostKind, makeHostRecord } from "./host-records.ts";
import type { Random } from "./random.ts";
import { makeOther, makeRecord, type MadeRecord, type Place } from "./records.ts";

const MINUTE_MS = 60_000;
export const FAULTS_MS = 40 * MINUTE_MS;
const ADDED_MS = Date.UTC(2026, 9, 1);
const VPC_ID = "vpc-0123456789abcdef0";
const HOSTS = ["0aaaaaaaaaaaaaaa1", "0aaaaaaaaaaaaaaa2", "0aaaaaaaaaaaaaaa3"] as const;
/** What is read of a damaged object counts for hosts of their own. */
const DAMAGED_HOSTS = ["0dddddddddddddddd"] as const;

export type Tenant = {
  readonly bucket: string;
  readonly prefix: string;
  readonly places: readonly Place[];
};

/** A place of a tenant. */
export type At = { readonly tenant: Tenant; readonly place: Place };

export type Delivery = {
  readonly kind: LogKind;
  /** After the start of the run. */
  readonly atMs: number;
  readonly bucket: string;
  readonly accountId: string;
  readonly key: string;
  readonly etag: string;
  readonly bytes: Uint8Array;
  /** What is in it where nothing is damaged. */
  readonly text: string;
  readonly records: readonly MadeRecord[];
  /** Damaged: what is read before the damage counts; it is the same in every run. */
  readonly damage: Damage | null;
  /** Every GET is refused until an administrator mends the key policy. */
  readonly denied: boolean;
};

/** Names are older than the arrival: by minutes as a rule, by up to 30 days at times. */
function lateness(random: Random): number {
  if (random.chance(0.6)) return random.below(10) * MINUTE_MS;
  return random.chance(0.5) ? random.below(24 * 60) * MINUTE_MS : random.below(29 * 24 * 60) * MINUTE_MS;
}

/** Of CloudTrail. `atMs`: null for any time of the run. */
export function makeDelivery(
  random: Random,
  recordsMax: number,
  { tenant, place }: At,
  startMs: number,
  givenMs: number | null,
): Delivery {
  const atMs = givenMs ?? arrival(random);
  const namedMs = Math.floor((startMs + atMs - lateness(random)) / MINUTE_MS) * MINUTE_MS;
  const damage = random.chance(0.08) ? random.pick(DAMAGES) : null;
  const users = damage === null ? ["alice", "bob", "ci"] : ["damaged"];
  const records: MadeRecord[] = [];
  for (let at = random.chance(0.1) ? random.between(40, 90) : random.below(recordsMax * 2); at >= 0; at--) {
    const timeMs = namedMs - random.below(15) * MINUTE_MS;
    records.push((random.chance(0.05) ? makeOther : makeRecord)(random, place, random.pick(users), timeMs));
  }
  const key = keyOf(random, "cloudtrail", { tenant, place }, namedMs);
  const denied = damage === null && random.chance(0.02);
  const { bucket } = tenant;
  const { accountId } = place;
  return withBody(random, { kind: "cloudtrail", atMs, bucket, accountId, key, damage, denied }, records);
}

/** Of flow or resolver logs. */
export function makeHostDelivery(random: Random, kind: HostKind, at: At, startMs: number): Delivery {
  const atMs = arrival(random);
  const namedMs = Math.floor((startMs + atMs - lateness(random)) / MINUTE_MS) * MINUTE_MS;
  const damage = random.chance(0.1) ? random.pick(DAMAGES) : null;
  const hosts = damage === null ? HOSTS : DAMAGED_HOSTS;
  const place = { ...at.place, vpcId: VPC_ID };
  const records = Array.from({ length: random.between(1, random.chance(0.1) ? 60 : 15) }, () =>
    makeHostRecord(random, kind, place, random.pick(hosts), namedMs + random.below(5 * MINUTE_MS)),
  );
  const { bucket } = at.tenant;
  const { accountId } = at.place;
  const key = keyOf(random, kind, at, namedMs);
  return withBody(random, { kind, atMs, bucket, accountId, key, damage, denied: false }, records);
}

function arrival(random: Random): number {
  return random.chance(0.3) ? 0 : random.below(FAULTS_MS + 10 * MINUTE_MS);
}

function keyOf(random: Random, kind: LogKind, { tenant, place }: At, timeMs: number): string {
  return buildLogKey({
    kind,
    prefix: tenant.prefix,
    organizationId: null,
    accountId: place.accountId,
    region: kind === "dns" ? null : place.region,
    vpcId: kind === "dns" ? VPC_ID : null,
    layout: "daily",
    day: new Date(timeMs).toISOString().slice(0, 10),
    hour: null,
    timeMs,
    flowLogId: kind === "flow" ? "fl-0123456789abcdef0" : null,
    unique: random.word(16),
    parquet: false,
  });
}

type Unwritten = Omit<Delivery, "bytes" | "etag" | "records" | "text">;

function withBody(random: Random, delivery: Unwritten, records: readonly MadeRecord[]): Delivery {
  const text = textOf(
    delivery.kind,
    records.map((record) => record.text),
  );
  const bytes = bodyOf(random, text, delivery.damage);
  const etag = createHash("md5").update(bytes).digest("hex");
  return { ...delivery, bytes, etag, records, text };
}

function textOf(kind: LogKind, records: readonly string[]): string {
  if (kind === "cloudtrail") return `{"Records":[${records.join(",")}]}`;
  return `${kind === "flow" ? `${FLOW_HEADER}\n` : ""}${records.join("\n")}\n`;
}

/** The same key with more in it: the records of before, and others. */
export function replacement(random: Random, old: Delivery): Delivery {
  if (old.damage !== null) return { ...old, atMs: old.atMs + MINUTE_MS };
  const region = old.key.split("/CloudTrail/")[1]?.split("/")[0] ?? "";
  const place = { accountId: old.accountId, region };
  const timeMs = ADDED_MS;
  const added = Array.from({ length: random.between(1, 6) }, () => makeRecord(random, place, "alice", timeMs));
  const atMs = old.atMs + random.between(1, 40) * MINUTE_MS;
  return withBody(random, { ...old, atMs }, [...old.records, ...added]);
}

/** Another trail delivers the same bytes under another name. */
export function secondTrail(random: Random, first: Delivery): Delivery {
  const key = first.key.replace(/_[^_]+\.json\.gz$/, `_${random.word(16)}.json.gz`);
  return { ...first, key, atMs: first.atMs + random.below(20) * MINUTE_MS };
}
