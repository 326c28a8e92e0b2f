/** One run: a scenario under a plan of faults, drained when they have stopped, and what was left at each stage. */

import type { FaultPlan } from "./faults.ts";
import { type Delivery, type Scenario } from "./scenario.ts";
import { snapshot, type Snapshot } from "./snapshot.ts";
import type { Random } from "./random.ts";
import { history } from "./history.ts";
import { silenceTold } from "./silence.ts";
import { World } from "./world.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/**
 * After the last fault. Objects are to be read by its end: half an hour until a lost message is sent again, and retries.
 * Logs that stopped when the run began have been silent for 90 minutes, and are looked at each half hour.
 */
const CALM_MS = 100 * MINUTE_MS;
/** Where nothing fails, a tick now and then shows the same end. */
const FAULTLESS_TICK_MS = 5 * MINUTE_MS;

export type Outcome = {
  readonly end: Snapshot;
  /** Broken promises seen on the way: an invariant and what broke it. */
  readonly broken: readonly string[];
  readonly faults: number;
  readonly calls: number;
  /** Outside calls before the faults stopped. */
  readonly callsAtRisk: number;
};

/**
 * Faults for a while, calm, a day later for what is late, 40 days later for what is pruned. `name` tells runs of one
 * thread apart.
 */
export async function run(name: string, scenario: Scenario, random: Random, plan: FaultPlan): Promise<Outcome> {
  const seen = history(scenario);
  const world = new World(name, scenario, random, plan, seen.witnesses);
  for (const delivery of scenario.deliveries) world.clock.schedule(delivery.atMs, () => deliver(world, delivery));
  for (const { atMs, bucket, ...put } of scenario.digests) world.clock.schedule(atMs, () => world.s3.put(bucket, put));
  await registered(world);
  plan.start();
  const everyMs = plan.mayFail ? MINUTE_MS : FAULTLESS_TICK_MS;
  await faultyHours(world, everyMs);
  const callsAtRisk = plan.calls();
  plan.stop();
  world.unskew();
  await ticks(world, CALM_MS, plan.mayFail ? 2 * MINUTE_MS : FAULTLESS_TICK_MS);
  const calm = snapshot(world);
  // A day without a tick: what was given up is in its last attempts, and what came late is due to be found.
  await world.runFor(DAY_MS + HOUR_MS);
  await ticks(world, 30 * MINUTE_MS, 2 * MINUTE_MS);
  await mend(world);
  await ticks(world, 50 * MINUTE_MS, FAULTLESS_TICK_MS);
  const end = snapshot(world);
  const late = await later(world);
  world.close();
  return {
    end,
    broken: [
      ...seen.broken,
      ...silenceTold(scenario, calm).map((text) => `${text}, ${CALM_MS / MINUTE_MS} minutes after the last fault`),
      ...calm.waiting.map((row) => `I3 ${CALM_MS / MINUTE_MS} minutes after the last fault: ${row}`),
      ...late,
    ],
    faults: plan.injected(),
    calls: plan.calls(),
    callsAtRisk,
  };
}

function deliver(world: World, { bucket, key, bytes, etag, denied }: Delivery): void {
  world.s3.put(bucket, { key, bytes, etag });
  if (denied) world.s3.denied.add(key);
}

async function registered(world: World): Promise<void> {
  await world.runFor(0);
  for (const tenant of world.scenario.tenants) await world.register(tenant);
}

async function faultyHours(world: World, everyMs: number): Promise<void> {
  const { plan, random, clock, scenario } = world;
  const untilMs = scenario.startMs + scenario.faultsMs;
  while (clock.nowMs < untilMs) {
    if (plan.incident("clock")) world.skew();
    if (!plan.incident("tickMissed")) {
      world.tick(clock.nowMs + (plan.incident("tickSkewed") ? random.between(-90_000, 90_000) : 0));
      if (plan.incident("tickDoubled")) world.tick();
    }
    await world.runFor(everyMs);
  }
}

async function ticks(world: World, forMs: number, everyMs: number): Promise<void> {
  for (const untilMs = world.clock.nowMs + forMs; world.clock.nowMs < untilMs;) {
    world.tick();
    await world.runFor(everyMs);
  }
}

/** The key policy is mended, and an administrator has the rejected objects tried again. */
async function mend(world: World): Promise<void> {
  world.s3.denied.clear();
  const ledgers = world.namespaces.get("IntakeLedger");
  for (const name of ledgers?.residents.keys() ?? []) {
    const rows = (await ledgers?.run(name, "objects", ["rejected", "", 1_000])) as { key: string; reason: string }[];
    const keys = rows.filter(({ reason }) => reason.startsWith("given up")).map(({ key }) => key);
    if (keys.length > 0) await ledgers?.run(name, "retry", [keys]);
  }
}

/** Rows, chunks and alarms have been pruned: nothing is read or told a second time. */
async function later(world: World): Promise<string[]> {
  const before = { gets: world.s3.gets, told: new Map(world.slack.taken) };
  await world.runFor(40 * DAY_MS);
  await ticks(world, 30 * MINUTE_MS, FAULTLESS_TICK_MS);
  // Of what has ended since (an idle place has no digests any more) there is news: once.
  const again = [...world.slack.taken].filter(([id, count]) => count > (before.told.get(id) ?? 1));
  const broken: string[] = [];
  if (world.s3.gets > before.gets)
    broken.push(`I1 40 days later ${world.s3.gets - before.gets} objects were read again`);
  if (again.length > 0) broken.push(`I6 40 days later ${again.length} findings were told again`);
  const open = [...world.queues].filter(([, queue]) => queue.open > 0).map(([name]) => name);
  if (open.length > 0) broken.push(`I3 messages are still under way in ${open.join(", ")}`);
  return broken;
}
