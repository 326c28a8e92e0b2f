/** One account's objects under one source: every object listed, sent to be read, and what became of it. */

import { DurableObject } from "cloudflare:workers";
import type { Sight } from "../src/core/coverage/object-sights.ts";
import type { S3Object } from "../src/aws/s3.ts";
import { LEDGER_DAYS_KEPT, LEDGER_SWEEP_MAX, LIST_PAGES_PER_POLL_MAX, REQUEUE_AFTER_MS } from "../src/core/limits.ts";
import { configOf, type Env } from "../src/env.ts";
import { askHints } from "../src/intake/notifications/ask-hints.ts";
import type { Hint } from "../src/intake/notifications/hint.ts";
import { checkDigests, type DigestOutcome } from "../src/intake/digest/check-digests.ts";
import { parseDigestKey } from "../src/intake/digest/keys.ts";
import type { FolderReport } from "../src/intake/digest/report.ts";
import { publicKeysOf } from "../src/intake/digest/source-keys.ts";
import { listStreamPage } from "../src/intake/list-stream.ts";
import { afterPass, type Pass, planPoll, type StreamState } from "../src/intake/poll-plan.ts";
import { sendObjects } from "../src/intake/send-objects.ts";
import { sourceClient } from "../src/intake/source-client.ts";
import type { Stream } from "../src/store/ledgers.ts";
import type { Source } from "../src/store/sources.ts";
import { SightTables } from "./sight-tables.ts";
import { DigestTables } from "./digest-tables.ts";
import {
  addObjects,
  countAdded,
  createTables,
  hasObject,
  loadStream,
  objectRows,
  type ObjectRow,
  type ObjectState,
  saveStream,
  setState,
  staleObjects,
} from "./ledger-tables.ts";

export type PollRequest = {
  readonly source: Source;
  readonly accountId: string;
  readonly streams: readonly Stream[];
  readonly nowMs: number;
};

export type PollOutcome = {
  readonly listed: number;
  readonly queued: number;
  readonly listCalls: number;
  /** Some pass has pages left: to be polled again soon, whether something was new or not. */
  readonly unfinished: boolean;
};

/** Objects that a notification named. `known`: their row was there, under the same ETag. */
export type HintOutcome = {
  readonly queued: number;
  readonly known: number;
  readonly gone: number;
  readonly later: number;
  readonly digests: number;
};

/** What the consumer says of an object it is done with. */
export type ObjectOutcome = {
  readonly state: "done" | "rejected";
  readonly records: number;
  readonly rejected: number;
  readonly detail: string;
  readonly reason: string | null;
  /** Event times of calls that begin a chain of digests anew. */
  readonly trailStarts?: readonly number[];
  /** What the object shows of places that may not be seen. */
  readonly sights?: readonly Sight[];
};

export class IntakeLedger extends DurableObject<Env> {
  readonly #sql: SqlStorage;
  readonly #digests: DigestTables;
  readonly #sights: SightTables;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    this.#sql = ctx.storage.sql;
    createTables(this.#sql);
    this.#digests = new DigestTables(this.#sql);
    this.#sights = new SightTables(this.#sql);
  }

  /**
   * Lists what is due of each stream, sends what is new. A second poll at the same time does no harm. A stream that fails
   * does not keep the others waiting; the first failure is thrown when all have had their turn.
   */
  async poll(request: PollRequest): Promise<PollOutcome> {
    const total = { listed: 0, queued: await this.#sendStale(request), listCalls: 0, unfinished: false };
    const failures: unknown[] = [];
    for (const stream of request.streams) {
      try {
        const outcome = await this.#pollStream(request, stream);
        total.listed += outcome.listed;
        total.queued += outcome.queued;
        total.listCalls += outcome.listCalls;
        total.unfinished ||= outcome.unfinished;
      } catch (error) {
        failures.push(error);
      }
    }
    if (total.queued > 0 && (await this.ctx.storage.getAlarm()) === null) {
      await this.ctx.storage.setAlarm(request.nowMs + 24 * 60 * 60 * 1000);
    }
    if (failures.length > 0) throw failures[0];
    return total;
  }

  async #pollStream(request: PollRequest, { base, accountId, region }: Stream): Promise<PollOutcome> {
    const fresh = { base, accountId, region, keys: 0, pass: null, wholeMs: 0, recentDaysMs: 0, monthMs: 0 };
    const stream: StreamState = loadStream(this.#sql, base) ?? fresh;
    let pass = planPoll(stream, request.source.sinceMs, request.nowMs);
    const client = sourceClient(configOf(this.env), request.source);
    let listed = 0;
    let queued = 0;
    for (let pages = 1; ; pages++) {
      const page = await listStreamPage(client, request.source, base, pass.after);
      listed += page.objects.length;
      queued += await this.#take(request, page.objects);
      pass = { kind: pass.kind, after: page.lastKey, keys: pass.keys + page.objects.length };
      const unfinished = !page.complete;
      if (unfinished && pages < LIST_PAGES_PER_POLL_MAX) continue;
      if (unfinished) saveStream(this.#sql, { ...stream, pass });
      else this.#endPass(stream, pass, request.nowMs, queued);
      return { listed, queued, listCalls: pages, unfinished };
    }
  }

  #endPass(stream: StreamState, pass: Pass, nowMs: number, queued: number): void {
    const after = afterPass(stream, pass, nowMs);
    // A look-back that found nothing leaves the state as it was: nothing to write.
    if (pass.kind === "lookBack" && queued === 0 && stream.pass === null) return;
    saveStream(this.#sql, after);
  }

  /** The row is there before the message: a message lost on the way is sent again by the sweep. */
  async #take(request: PollRequest, objects: readonly S3Object[]): Promise<number> {
    const added = addObjects(this.#sql, objects, request.nowMs);
    if (added.length > 0) await this.#send(request, added);
    return added.length;
  }

  /** The row comes from S3's own answer, as with a listing: one key and ETag, one row, one reading. */
  async hint(request: PollRequest, hints: readonly Hint[]): Promise<HintOutcome> {
    const named = hints.filter(({ key }) => parseDigestKey(key) === null);
    const unknown = named.filter(({ key, etag }) => etag === null || !hasObject(this.#sql, key, etag));
    const client = sourceClient(configOf(this.env), request.source);
    const keys = unknown.map(({ key }) => key);
    const { objects, gone, later } = await askHints(client, request.source, keys);
    const fresh = objects.filter(({ key, etag }) => !hasObject(this.#sql, key, etag));
    countAdded(this.#sql, request.streams, fresh);
    const queued = await this.#take(request, fresh);
    const known = named.length - unknown.length + objects.length - fresh.length;
    if (named.length < hints.length) this.#digests.setDue(0);
    return { queued, known, gone: gone.length, later: later.length, digests: hints.length - named.length };
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

  /** What objects and digests show of Regions and hosts beyond the logs that are read. */
  sights(nowMs: number): { readonly sights: readonly Sight[]; readonly digestRegions: readonly string[] } {
    const digests = this.#digests.reports().filter(({ trails }) => trails.length > 0);
    return { sights: this.#sights.list(nowMs), digestRegions: digests.map(({ region }) => region) };
  }

  /** What the last looks at digests found, one report a Region; and why the last one ended early. */
  integrity(): { readonly reports: readonly FolderReport[]; readonly problem: string | null } {
    return { reports: this.#digests.reports(), problem: this.#digests.problem() };
  }

  async #send(request: PollRequest, objects: readonly S3Object[]): Promise<void> {
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
  finish(key: string, etag: string, outcome: ObjectOutcome): void {
    this.#digests.noteTrailStarts(outcome.trailStarts ?? []);
    this.#sights.note(outcome.sights ?? [], Date.now());
    this.#sql.exec(
      `UPDATE objects SET state = ?3, since_ms = ?4, attempts = attempts + 1, records = ?5, rejected = ?6, detail = ?7,
         reason = ?8 WHERE key = ?1 AND etag = ?2`,
      key,
      etag,
      outcome.state,
      Date.now(),
      outcome.records,
      outcome.rejected,
      outcome.detail,
      outcome.reason,
    );
  }

  /** An attempt that failed and will be made again: the reason shows while the object waits. */
  attemptFailed(key: string, etag: string, reason: string): void {
    const sql =
      "UPDATE objects SET attempts = attempts + 1, reason = ?3 WHERE key = ?1 AND etag = ?2 AND state = 'queued'";
    this.#sql.exec(sql, key, etag, reason);
  }

  /** The queue has given up. Keeps the reason of the last attempt. */
  giveUp(key: string, etag: string): void {
    this.#sql.exec(
      `UPDATE objects SET state = 'rejected', since_ms = ?3, reason = 'given up after ' || attempts || ' attempts: ' ||
         coalesce(reason, 'the reader ended without saying why') WHERE key = ?1 AND etag = ?2 AND state = 'queued'`,
      key,
      etag,
      Date.now(),
    );
  }

  /** A page of rows by key. */
  objects(state: ObjectState | null, after: string, max: number): readonly ObjectRow[] {
    return objectRows(this.#sql, state, after, max);
  }

  /** Rejected → new, to be sent with the next poll. Returns how many. */
  retry(keys: readonly string[]): number {
    const sql = `UPDATE objects SET state = 'new', reason = NULL WHERE state = 'rejected'
      AND key IN (SELECT value FROM json_each(?))`;
    return this.#sql.exec(sql, JSON.stringify(keys)).rowsWritten;
  }

  counts(): Readonly<Record<string, number>> {
    const sql = "SELECT state, count(*) AS objects FROM objects GROUP BY state";
    const rows = this.#sql.exec<{ state: string; objects: number }>(sql).toArray();
    return Object.fromEntries(rows.map(({ state, objects }) => [state, objects]));
  }

  /** Rows of objects that S3 delivered and we read longer ago than any re-delivery. */
  override async alarm(): Promise<void> {
    const beforeMs = Date.now() - LEDGER_DAYS_KEPT * 86_400_000;
    this.#sql.exec("DELETE FROM objects WHERE state = 'done' AND since_ms < ?1 AND modified_ms < ?1", beforeMs);
    await this.ctx.storage.setAlarm(Date.now() + 24 * 60 * 60 * 1000);
  }
}
