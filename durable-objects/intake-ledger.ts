/** One account's objects under one source: every object listed, sent to be read, and what became of it. */

import { DurableObject } from "cloudflare:workers";
import { AwsError } from "../src/aws/aws-error.ts";
import type { S3Object } from "../src/aws/s3.ts";
import {
  BACKFILL_WAITING_MAX,
  LEDGER_SWEEP_MAX,
  LIST_PAGES_PER_LEDGER_POLL_MAX,
  POLL_MS_MAX,
  REJECTIONS_TOLD_AFTER_MS,
  REQUEUE_AFTER_MS,
  RHYTHM_ROWS_MAX,
} from "../src/core/limits.ts";
import { configOf, type Env } from "../src/env.ts";
import type { Hint } from "../src/intake/notifications/hint.ts";
import { checkDigests, type DigestOutcome } from "../src/intake/digest/check-digests.ts";
import type { FolderReport } from "../src/intake/digest/report.ts";
import { publicKeysOf } from "../src/intake/digest/source-keys.ts";
import type { LedgerObject } from "../src/intake/ingest-message.ts";
import { type HourRow, reportDay } from "../src/intake/ledger-hours.ts";
import type { Refreshed } from "../src/intake/inventory-state.ts";
import { listStreamPage } from "../src/intake/list-stream.ts";
import { type StreamState, withDue } from "../src/intake/poll-plan.ts";
import { isBackfilling, pollStream, type StreamWindow } from "../src/intake/poll-stream.ts";
import { causeOfGivingUp } from "../src/intake/rejection.ts";
import { sendObjects } from "../src/intake/send-objects.ts";
import { judgeSilence, newestDigest } from "../src/intake/silence.ts";
import { sourceClient } from "../src/aws/source-client.ts";
import { tellSilence } from "../src/intake/tell-silence.ts";
import type { Stream } from "../src/store/ledgers.ts";
import { type LedgerSights, SightTables } from "./sight-tables.ts";
import { DigestTables } from "./digest-tables.ts";
import { getSource } from "../src/store/sources.ts";
import {
  countStates,
  finishObject,
  giveUpObject,
  noteAttempt,
  type ObjectOutcome,
  retryKeys,
  retryRejected,
} from "./ledger-outcomes.ts";
import { outlook, type PollOutcome, type PollRequest, type PollSums } from "./ledger-outlook.ts";
import { type HintOutcome, takeHints } from "./ledger-hints.ts";
import { type InventoryTurn, LedgerInventories } from "./ledger-inventories.ts";
import { pruneLedger } from "./ledger-prune.ts";
import {
  addObjects,
  arrivals,
  countLearning,
  createTables,
  dayRows,
  loadOwner,
  loadStream,
  objectRows,
  type ObjectRow,
  type ObjectState,
  saveOwner,
  saveStream,
  setState,
  staleObjects,
} from "./ledger-tables.ts";
import { createRejectionTable, noteRejection } from "./rejection-tables.ts";
import { tellRejections } from "./tell-rejections.ts";

export type { HintOutcome } from "./ledger-hints.ts";
export type { PollOutcome, PollRequest } from "./ledger-outlook.ts";

const DAY_MS = 86_400_000;

export class IntakeLedger extends DurableObject<Env> {
  readonly #sql: SqlStorage;
  readonly #digests: DigestTables;
  readonly #sights: SightTables;
  readonly #inventories: LedgerInventories;
  #polling: Promise<PollOutcome> | null = null;
  #pollingSinceMs = 0;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    this.#sql = ctx.storage.sql;
    createTables(this.#sql);
    this.#digests = new DigestTables(this.#sql);
    this.#sights = new SightTables(this.#sql);
    this.#inventories = new LedgerInventories(this.#sql);
    createRejectionTable(this.#sql);
  }

  /** Lists what is due of each stream, sends what is new. A second poll at the same time is the first. */
  poll(request: PollRequest): Promise<PollOutcome> {
    // One whose call never came back must not hold up all that follow.
    if (this.#polling !== null && Date.now() - this.#pollingSinceMs < POLL_MS_MAX) return this.#polling;
    this.#pollingSinceMs = Date.now();
    const polling = this.#poll(request).finally(() => {
      if (this.#polling === polling) this.#polling = null;
    });
    this.#polling = polling;
    return polling;
  }

  async #poll(request: PollRequest): Promise<PollOutcome> {
    const { source, accountId, nowMs } = request;
    saveOwner(this.#sql, source.id, accountId);
    const sums: PollSums = { listed: 0, queued: await this.#sendStale(request), listCalls: 0, problem: null };
    const due = request.streams
      .map((stream) => ({ stream, state: loadStream(this.#sql, stream.base) }))
      .filter(({ state }) => state.dueMs <= nowMs || isBackfilling(state, source))
      .sort((left, right) => left.state.dueMs - right.state.dueMs);
    for (const { stream, state } of due) {
      if (sums.listCalls >= LIST_PAGES_PER_LEDGER_POLL_MAX) break;
      await this.#tryStream(request, stream, state, sums);
    }
    await tellRejections(this.env, this.#sql, source, accountId, nowMs);
    if ((await this.ctx.storage.getAlarm()) === null) await this.ctx.storage.setAlarm(nowMs + DAY_MS);
    return { ...sums, ...outlook(this.#sql, request) };
  }

  /** What S3 refuses for one stream need not hold for the next; anything else ends the poll. */
  async #tryStream(request: PollRequest, stream: Stream, state: StreamState, sums: PollSums): Promise<void> {
    try {
      await this.#pollStream(request, stream, state, sums);
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      sums.listCalls++;
      sums.problem ??= `${stream.base}: ${error.message}`;
      saveStream(
        this.#sql,
        withDue(state, { kind: stream.kind, busy: false, pages: 1, nowMs: request.nowMs, idleMs: this.#idleMs() }),
      );
    }
  }

  async #pollStream(request: PollRequest, stream: Stream, before: StreamState, sums: PollSums): Promise<void> {
    const { source, nowMs } = request;
    const client = sourceClient(configOf(this.env), source);
    const window: StreamWindow = {
      ...source,
      backfillMax: source.backfillSinceMs === null ? 0 : BACKFILL_WAITING_MAX - countLearning(this.#sql),
      nowMs,
      pagesMax: LIST_PAGES_PER_LEDGER_POLL_MAX - sums.listCalls,
    };
    const poll = await pollStream(stream, before, window, {
      list: (after) => listStreamPage(client, source, stream.base, after),
      take: (objects, learn) => this.#take(request, objects, learn),
    });
    sums.listed += poll.listed;
    sums.queued += poll.queued;
    sums.listCalls += poll.pages;
    const busy = poll.queued > 0 || poll.state.pass !== null || isBackfilling(poll.state, window);
    let state = withDue(poll.state, { kind: stream.kind, busy, pages: poll.pages, nowMs, idleMs: this.#idleMs() });
    // Kept before silence is judged: what has been listed stays known if that fails.
    saveStream(this.#sql, state);
    if (!poll.current) return;
    const judged = await judgeSilence(stream, state, nowMs, {
      arrivals: (fromKey) => arrivals(this.#sql, stream.base, fromKey, RHYTHM_ROWS_MAX),
      newestDigest: () => newestDigest(client, source, stream, state.silence.digestMs, nowMs),
    });
    sums.listCalls += judged.listCalls;
    if (judged.parts === null) return;
    const told = await tellSilence(this.env, source, stream, state.silence.told, judged.parts, nowMs);
    state = { ...state, silence: { ...judged.silence, told } };
    saveStream(this.#sql, state);
  }

  #idleMs(): number {
    return configOf(this.env).pollIdleMinutesMax * 60_000;
  }

  /** The row is there before the message: a message lost on the way is sent again by the sweep. */
  async #take(request: PollRequest, objects: readonly S3Object[], learn = false): Promise<number> {
    const added = addObjects(this.#sql, objects, learn, request.nowMs);
    if (added.length > 0) await this.#send(request, added);
    return added.length;
  }

  /** The row comes from S3's own answer, as with a listing: one key and ETag, one row, one reading. */
  async hint(request: PollRequest, hints: readonly Hint[]): Promise<HintOutcome> {
    const client = sourceClient(configOf(this.env), request.source);
    const outcome = await takeHints(this.#sql, client, request, hints, (objects) => this.#take(request, objects));
    if (outcome.digests > 0) this.#digests.setDue(0);
    return outcome;
  }

  /** What the account's digests say of its logs; null where it is not time to look again. */
  async checkDigests(request: PollRequest): Promise<DigestOutcome | null> {
    if (request.nowMs < this.#digests.dueMs()) return null;
    const client = sourceClient(configOf(this.env), request.source);
    const keys = publicKeysOf(configOf(this.env), request.source, client);
    return await checkDigests(
      { client, keys, store: this.#digests, take: (objects) => this.#take(request, objects) },
      request,
    );
  }

  /** Regions whose hosts EC2 is to be asked for now. */
  claimInventories(regions: readonly string[], nowMs: number): readonly InventoryTurn[] {
    return this.#inventories.claim(regions, nowMs);
  }

  noteInventory(region: string, refreshed: Refreshed, nowMs: number): void {
    this.#inventories.note(region, refreshed, nowMs);
  }

  /** What objects and digests show of Regions and hosts beyond the logs that are read. */
  sights(nowMs: number): LedgerSights {
    const digests = this.#digests.reports().filter(({ trails }) => trails.length > 0);
    const digestRegions = digests.map(({ region }) => region);
    return { sights: this.#sights.list(nowMs), digestRegions, inventories: this.#inventories.list() };
  }

  /** What the last looks at digests found, one report a Region; and why the last one ended early. */
  integrity(): { readonly reports: readonly FolderReport[]; readonly problem: string | null } {
    return { reports: this.#digests.reports(), problem: this.#digests.problem() };
  }

  async #send(request: PollRequest, objects: readonly LedgerObject[]): Promise<void> {
    try {
      await sendObjects(this.env.INGEST, request.source.id, request.accountId, objects);
    } catch (error) {
      setState(this.#sql, objects, "new", request.nowMs);
      throw error;
    }
  }

  async #sendStale(request: PollRequest): Promise<number> {
    const stale = staleObjects(this.#sql, request.nowMs - REQUEUE_AFTER_MS, LEDGER_SWEEP_MAX);
    if (stale.length === 0) return 0;
    setState(this.#sql, stale, "queued", request.nowMs);
    await this.#send(request, stale);
    return stale.length;
  }

  /** Called last of all, when everything the object gave has been stored. */
  async finish(key: string, etag: string, outcome: ObjectOutcome): Promise<void> {
    const nowMs = Date.now();
    this.#digests.noteTrailStarts(outcome.trailStarts ?? []);
    this.#sights.note(outcome.sights ?? [], nowMs);
    if (!finishObject(this.#sql, key, etag, outcome, nowMs)) return;
    noteRejection(this.#sql, outcome.cause ?? "unreadable", key, outcome.reason ?? "", nowMs);
    await this.#tellSoon(nowMs);
  }

  /** An attempt that failed and will be made again: the reason shows while the object waits. */
  attemptFailed(key: string, etag: string, reason: string): void {
    noteAttempt(this.#sql, key, etag, reason);
  }

  /** The queue has given up. Keeps the reason of the last attempt. */
  async giveUp(key: string, etag: string): Promise<void> {
    const nowMs = Date.now();
    const given = giveUpObject(this.#sql, key, etag, nowMs);
    if (given === null) return;
    noteRejection(this.#sql, causeOfGivingUp(given.reason), key, given.reason ?? "no reason is known", nowMs);
    await this.#tellSoon(nowMs);
  }

  async #tellSoon(nowMs: number): Promise<void> {
    const alarmMs = await this.ctx.storage.getAlarm();
    const soonMs = nowMs + REJECTIONS_TOLD_AFTER_MS;
    if (alarmMs === null || alarmMs > soonMs) await this.ctx.storage.setAlarm(soonMs);
  }

  /** A page of rows by key. */
  objects(state: ObjectState | null, after: string, max: number): readonly ObjectRow[] {
    return objectRows(this.#sql, state, after, max);
  }

  /** Rejected → new, to be sent with the next poll. Returns how many. */
  retry(keys: readonly string[]): number {
    return retryKeys(this.#sql, keys);
  }

  /** All that are rejected, at most `max`. */
  retryRejected(max: number): number {
    return retryRejected(this.#sql, max);
  }

  /** Hours of one UTC day of a stream. */
  hours(stream: Stream, dayMs: number): readonly HourRow[] {
    return reportDay(dayRows(this.#sql, stream, dayMs), dayMs);
  }

  counts(): Readonly<Record<string, number>> {
    return countStates(this.#sql);
  }

  override async alarm(): Promise<void> {
    const nowMs = Date.now();
    const owner = loadOwner(this.#sql);
    const source = owner && (await getSource(this.env.DB, owner.sourceId));
    if (owner && source) await tellRejections(this.env, this.#sql, source, owner.accountId, nowMs);
    if (nowMs - (owner?.prunedMs ?? 0) >= DAY_MS / 2) pruneLedger(this.#sql, nowMs);
    await this.ctx.storage.setAlarm(nowMs + DAY_MS);
  }
}
