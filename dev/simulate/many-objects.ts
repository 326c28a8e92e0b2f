/**
 * Many small objects under one prefix through the whole path, with the bounds of production and without a fault: listing in
 * pages of 1,000, rows, messages, reading, profiles. Ticks overlap and some messages come twice. Prints what was seen
 * (`ManyObjects`) as one line of JSON. Usage: node dev/simulate/many-objects.ts COUNT
 */

import "./hooks.ts";
import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import { buildLogKey } from "../../src/core/sources/build-log-key.ts";
import type { World as SimulatedWorld } from "./world.ts";

const { takeOver } = await import("./platform.ts");
const { noFaults } = await import("./faults.ts");
const { Random } = await import("./random.ts");
const { snapshot } = await import("./snapshot.ts");
const { World } = await import("./world.ts");

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const START_MS = Date.UTC(2026, 9, 1, 12);
const PLACE = { accountId: "111111111111", region: "us-east-1" } as const;
const TENANT = { bucket: "tenant-0-logs", prefix: "", places: [PLACE] };
/** Events of one user stay below what a profile remembers of them, so that none is counted twice for want of memory. */
const USERS = 40;
/** The others are plain text, which is read as well: inflating in another thread would take a third of the time. */
const GZIP_EVERY = 50;
/** One message in so many is delivered a second time. */
const REPEATED_EVERY = 50;
/** Ticks begin this long apart: sooner than a poll of many pages ends. */
const OVERLAP_MS = 200;
const MINUTES_MAX = 30;
/** The objects are there from as many hours before their source is registered. */
const HOURS = 40;

export type ManyObjects = {
  readonly objects: number;
  /** Ledger rows by state. */
  readonly states: Readonly<Record<string, number>>;
  readonly rows: number;
  /** Records that the rows say were read. */
  readonly records: number;
  /** Keys that the ledger sent, and messages of them. */
  readonly sentKeys: number;
  readonly sent: number;
  /** Messages delivered a second time. */
  readonly repeated: number;
  /** GETs of log objects. */
  readonly gets: number;
  /** Keys in each page that the ledger listed. */
  readonly pages: readonly number[];
  /** Events counted by the profiles of all principals. */
  readonly calls: number;
  readonly principals: number;
  readonly minutes: number;
};

async function readMany(objects: number): Promise<ManyObjects> {
  const random = new Random(1);
  const scenario = {
    startMs: START_MS,
    tenants: [TENANT],
    deliveries: [],
    digests: [],
    idle: null,
    silent: null,
    pageKeys: 1_000,
    faultsMs: 0,
  };
  const witnesses = { committed: () => {}, misused: () => {}, acked: () => {} };
  const world = new World("many", scenario, random, noFaults(), witnesses);
  for (let at = 0; at < objects; at++) {
    putObject(world, at);
    if ((at + 1) % Math.ceil(objects / HOURS) === 0) await world.runFor(HOUR_MS);
  }
  const sent = watchMessages(world);
  const pages = watchPages(world);
  await world.register(TENANT);
  let minutes = 0;
  do {
    for (let tick = 0; tick < 2; tick++) {
      world.tick();
      await world.runFor(OVERLAP_MS);
    }
    await world.runFor(MINUTE_MS - 2 * OVERLAP_MS);
  } while (++minutes < MINUTES_MAX && (minutes < 4 || isBusy(world)));
  const seen = summary(world, objects, { sent, pages, minutes });
  world.close();
  return seen;
}

function putObject({ s3, random, clock }: SimulatedWorld, at: number): void {
  const timeMs = clock.nowMs;
  const text = JSON.stringify({ Records: [recordOf(at, timeMs)] });
  const bytes = at % GZIP_EVERY === 0 ? gzipSync(text) : Buffer.from(text);
  const key = buildLogKey({
    kind: "cloudtrail",
    prefix: TENANT.prefix,
    organizationId: null,
    ...PLACE,
    vpcId: null,
    layout: "daily",
    day: new Date(timeMs).toISOString().slice(0, 10),
    hour: null,
    timeMs,
    flowLogId: null,
    unique: random.word(16),
    parquet: false,
  });
  s3.put(TENANT.bucket, { key, bytes, etag: createHash("md5").update(bytes).digest("hex") });
}

/** A call that nothing is told of: findings would take most of the time. */
function recordOf(at: number, timeMs: number): object {
  const userName = `user-${at % USERS}`;
  const { accountId, region } = PLACE;
  const arn = `arn:aws:iam::${accountId}:user/${userName}`;
  return {
    eventVersion: "1.11",
    userIdentity: { type: "IAMUser", arn, accountId, userName, principalId: `AIDA${userName}` },
    eventTime: new Date(timeMs).toISOString().replace(".000", ""),
    eventSource: "ec2.amazonaws.com",
    eventName: "DescribeInstances",
    awsRegion: region,
    sourceIPAddress: "198.51.100.1",
    userAgent: "aws-cli/2.30.0",
    eventID: `event-${at}`,
    recipientAccountId: accountId,
    eventCategory: "Management",
  };
}

type Sent = { readonly keys: Map<string, number>; repeated: number };

/** Counts what the ledger sends, and puts some messages into the queue once more. */
function watchMessages({ queues }: SimulatedWorld): Sent {
  const sent: Sent = { keys: new Map(), repeated: 0 };
  const queue = queues.get("watchpost-ingest");
  if (queue === undefined) throw new Error("wrangler.toml has no queue watchpost-ingest");
  const put = queue.put.bind(queue);
  queue.put = (body, delayMs) => {
    const { key } = body as { key: string };
    sent.keys.set(key, (sent.keys.get(key) ?? 0) + 1);
    put(body, delayMs);
    if (sent.keys.size % REPEATED_EVERY !== 0) return;
    sent.repeated++;
    put(body, delayMs);
  };
  return sent;
}

/** Log keys in each page that S3 gave. */
function watchPages({ s3 }: SimulatedWorld): number[] {
  const pages: number[] = [];
  const answer = s3.answer.bind(s3);
  s3.answer = (request) => {
    const response = answer(request);
    const query = new URL(request.url).searchParams;
    if (query.get("prefix")?.endsWith(`/CloudTrail/${PLACE.region}/`) && !query.has("delimiter")) {
      void response
        .clone()
        .text()
        .then((xml) => pages.push(xml.split("<Contents>").length - 1));
    }
    return response;
  };
  return pages;
}

function isBusy(world: SimulatedWorld): boolean {
  return [...world.queues.values()].some(({ open }) => open > 0) || snapshot(world).waiting.length > 0;
}

type Watched = { readonly sent: Sent; readonly pages: readonly number[]; readonly minutes: number };

function summary(world: SimulatedWorld, objects: number, { sent, pages, minutes }: Watched): ManyObjects {
  const { rows, calls } = snapshot(world);
  const states: Record<string, number> = {};
  for (const { state } of rows) states[state] = (states[state] ?? 0) + 1;
  const counts = [...calls].filter(([name]) => name.endsWith(" cloudtrail")).map(([, count]) => count);
  const sum = (numbers: Iterable<number>): number => [...numbers].reduce((total, number) => total + number, 0);
  return {
    objects,
    states,
    rows: rows.length,
    records: sum(rows.map(({ records }) => records)),
    sentKeys: sent.keys.size,
    sent: sum(sent.keys.values()),
    repeated: sent.repeated,
    gets: world.s3.gets,
    pages,
    calls: sum(counts),
    principals: counts.length,
    minutes,
  };
}

takeOver();
const count = Number(process.argv[2]);
if (!Number.isSafeInteger(count) || count < 1) throw new Error("usage: many-objects.ts COUNT");
console.log(JSON.stringify(await readMany(count)));
