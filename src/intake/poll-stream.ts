/** One poll of one stream: pages of keys in, objects that have no row yet out. The ledger keeps what it returns. */

import type { S3Object } from "../aws/s3.ts";
import { LIST_PAGES_PER_POLL_MAX } from "../core/limits.ts";
import { dayPrefix, type Stream } from "../core/sources/listing.ts";
import { type LogKind, parseLogKey } from "../core/sources/log-key.ts";
import type { StreamPage } from "./list-stream.ts";
import {
  afterPass,
  NOTHING_SEEN,
  type OpenPass,
  planLookBack,
  planPoll,
  type PollPlan,
  type SeenLayouts,
  type StreamState,
} from "./poll-plan.ts";

export type StreamDeps = {
  readonly list: (after: string) => Promise<StreamPage>;
  /** Makes rows of objects that have none and sends them; how many those were. `learn`: profiles learn, nobody is told. */
  readonly take: (objects: readonly S3Object[], learn: boolean) => Promise<number>;
};

export type StreamWindow = {
  readonly sinceMs: number;
  /** Objects from here to `sinceMs` are learned from; null for none. */
  readonly backfillSinceMs: number | null;
  /** Objects of a backfill that may be sent now: page for page, so that a page may exceed it. */
  readonly backfillMax: number;
  readonly nowMs: number;
  readonly pagesMax: number;
};

export type StreamPoll = {
  readonly state: StreamState;
  readonly listed: number;
  readonly queued: number;
  readonly pages: number;
  /** Whether every recent object is known now. */
  readonly current: boolean;
};

/** The running sums of a poll. */
type Running = { readonly kind: LogKind; state: StreamState; listed: number; queued: number; pages: number };

export async function pollStream(
  stream: Stream,
  before: StreamState,
  window: StreamWindow,
  deps: StreamDeps,
): Promise<StreamPoll> {
  const { sinceMs, nowMs } = window;
  const run: Running = { kind: stream.kind, state: before, listed: 0, queued: 0, pages: 0 };
  const pagesMax = Math.min(LIST_PAGES_PER_POLL_MAX, window.pagesMax);
  const open = before.pass && notBefore(before.pass, dayOf(stream, Math.max(sinceMs, before.prunedMs)));
  const goesOn = open !== null && open.kind !== "lookBack";
  // A pass over many pages takes many polls: what comes meanwhile must not wait for it.
  const lookBack = goesOn ? await runPass(run, planLookBack(stream, before, sinceMs, nowMs), pagesMax / 2, deps) : null;
  const plan = open ?? planPoll(stream, before, sinceMs, nowMs);
  const pass = await runPass(run, plan, Math.max(pagesMax - run.pages, 1), deps);
  run.state = pass.complete
    ? afterPass(run.state, plan.kind, pass.seen, nowMs)
    : { ...run.state, pass: { ...plan, ...pass } };
  if (pass.complete) await backfill(run, stream, window, deps);
  const { state, listed, queued, pages } = run;
  return { state, listed, queued, pages, current: lookBack?.complete ?? pass.complete };
}

/** Rows may have been pruned while a pass was open: going on behind an older key would read their objects again. */
function notBefore(pass: OpenPass, after: string): OpenPass {
  return pass.after < after ? { ...pass, after } : pass;
}

type PassEnd = { readonly complete: boolean; readonly after: string; readonly seen: SeenLayouts };

async function runPass(run: Running, plan: PollPlan | OpenPass, pagesMax: number, deps: StreamDeps): Promise<PassEnd> {
  let seen = "seen" in plan ? plan.seen : NOTHING_SEEN;
  let { after } = plan;
  for (let pages = 0; pages < pagesMax; pages++) {
    const page = await listPage(run, after, deps);
    await takePage(run, page.objects, deps);
    // Only flow logs know hourly folders.
    if (run.kind === "flow") seen = withLayouts(seen, page.objects);
    if (page.complete) return { complete: true, after, seen };
    after = page.lastKey;
  }
  return { complete: false, after, seen };
}

async function listPage(run: Running, after: string, deps: StreamDeps): Promise<StreamPage> {
  run.pages++;
  const page = await deps.list(after);
  run.listed += page.objects.length;
  return page;
}

async function takePage(run: Running, objects: readonly S3Object[], deps: StreamDeps): Promise<void> {
  const added = await deps.take(objects, false);
  const newestMs = objects.reduce((newest, { modifiedMs }) => Math.max(newest, modifiedMs), run.state.newestMs);
  run.state = { ...run.state, keys: run.state.keys + added, newestMs };
  run.queued += added;
}

function withLayouts(seen: SeenLayouts, objects: readonly S3Object[]): SeenLayouts {
  let { daily, hourly } = seen;
  for (const { key } of objects) {
    if (daily && hourly) break;
    const known = parseLogKey(key);
    if (known === null || "neighbour" in known || known.layout === null) continue;
    if (known.layout.endsWith("hourly")) hourly = true;
    else daily = true;
  }
  return { daily, hourly };
}

/** One page of history a poll, while little of it waits to be read. */
async function backfill(run: Running, stream: Stream, window: StreamWindow, deps: StreamDeps): Promise<void> {
  const { backfillSinceMs, sinceMs } = window;
  if (backfillSinceMs === null) return;
  const reachedMs = Math.min(run.state.backfilledMs ?? sinceMs, sinceMs);
  const range = run.state.backfill ?? {
    fromMs: backfillSinceMs,
    toMs: reachedMs,
    after: dayOf(stream, backfillSinceMs),
  };
  if (run.state.backfill === null && backfillSinceMs >= reachedMs) return;
  if (window.backfillMax <= 0) {
    run.state = { ...run.state, backfill: range };
    return;
  }
  const end = dayOf(stream, range.toMs);
  const page = await listPage(run, range.after, deps);
  const older = page.objects.filter(({ key }) => key < end);
  run.queued += await deps.take(older, true);
  const complete = page.complete || older.length < page.objects.length;
  run.state = complete
    ? { ...run.state, backfill: null, backfilledMs: range.fromMs }
    : { ...run.state, backfill: { ...range, after: page.lastKey } };
}

function dayOf({ base, layout }: Stream, timeMs: number): string {
  return dayPrefix(base, layout, timeMs);
}

/** Whether history that was asked for is not listed to its end. */
export function isBackfilling(
  state: StreamState,
  { sinceMs, backfillSinceMs }: Pick<StreamWindow, "sinceMs" | "backfillSinceMs">,
): boolean {
  if (backfillSinceMs === null) return false;
  return state.backfill !== null || backfillSinceMs < Math.min(state.backfilledMs ?? sinceMs, sinceMs);
}
