/** One step of a source's discovery: what it finds is stored, what it does not get to goes on as messages. */

import {
  DISCOVERY_ALL_ACCOUNTS_MAX,
  DISCOVERY_LISTS_MAX,
  DISCOVERY_PREFIXES_PER_MESSAGE_MAX,
  DISCOVERY_STREAMS_MAX,
} from "../core/limits.ts";
import { hashId } from "../core/hash.ts";
import { configOf, type Env } from "../env.ts";
import { accountsOf, saveStreams } from "../store/ledgers.ts";
import { countListCalls } from "../store/list-calls.ts";
import { setDiscovered, type Source } from "../store/sources.ts";
import { discover, type Discovery } from "./discover.ts";
import type { PollMessage } from "./poll-message.ts";
import { sourceClient } from "../aws/source-client.ts";

const HOUR_MS = 3_600_000;

export type DiscoveryStep = {
  /** Null: begin at the source's own prefix. */
  readonly prefixes: readonly string[] | null;
  readonly listsMax?: number;
  readonly nowMs: number;
};

/** Returns the LIST calls made and the accounts in which streams were found. Throws AwsError; the source then says why. */
export async function runDiscovery(
  env: Env,
  source: Source,
  { prefixes, listsMax = DISCOVERY_LISTS_MAX, nowMs }: DiscoveryStep,
): Promise<{ readonly listCalls: number; readonly accountIds: readonly string[] }> {
  const found = await tryDiscover(env, source, prefixes, listsMax, nowMs);
  await saveStreams(env.DB, source.id, found.streams, nowMs);
  await sendOpen(env, source, found.open);
  const problem = found.complete ? null : incomplete(source, found);
  // A step below says nothing of the whole; the first one says it anew each time.
  if (prefixes === null || problem !== null) await setDiscovered(env.DB, source.id, nowMs, problem);
  await countListCalls(env.DB, source.id, found.listCalls, nowMs);
  if (problem !== null) logProblem(source, problem);
  return { listCalls: found.listCalls, accountIds: [...new Set(found.streams.map(({ accountId }) => accountId))] };
}

async function tryDiscover(
  env: Env,
  source: Source,
  prefixes: readonly string[] | null,
  listsMax: number,
  nowMs: number,
): Promise<Discovery> {
  const { kind, accountId } = source;
  const request = {
    prefixes: prefixes ?? [source.prefix],
    kind,
    accountId,
    listsMax,
    streamsMax: DISCOVERY_STREAMS_MAX,
  };
  const skips = prefixes === null ? await knownWellEnough(env, source, nowMs) : null;
  try {
    const client = sourceClient(configOf(env), source);
    return await discover(client, source, skips ? { ...request, skips } : request);
  } catch (error) {
    const problem = (error instanceof Error ? error.message : String(error)).slice(0, 300);
    // The time of the last look stays: the next tick looks again.
    await setDiscovered(env.DB, source.id, source.discoveredMs, problem);
    throw error;
  }
}

/**
 * In an organisation of thousands, each known account is looked into once a day, in an hour of its own; new accounts are
 * looked into at once. Looking hourly would be three LIST calls for each account and hour.
 */
async function knownWellEnough(
  env: Env,
  source: Source,
  nowMs: number,
): Promise<((accountId: string) => boolean) | null> {
  const known = new Set(await accountsOf(env.DB, source.id));
  if (known.size <= DISCOVERY_ALL_ACCOUNTS_MAX || configOf(env).discoveryMinutes === 0) return null;
  const hour = Math.floor(nowMs / HOUR_MS) % 24;
  return (accountId) => known.has(accountId) && Number.parseInt(hashId(accountId).slice(0, 6), 16) % 24 !== hour;
}

async function sendOpen(env: Env, source: Source, open: readonly string[]): Promise<void> {
  for (let at = 0; at < open.length; at += DISCOVERY_PREFIXES_PER_MESSAGE_MAX) {
    const prefixes = open.slice(at, at + DISCOVERY_PREFIXES_PER_MESSAGE_MAX);
    const message: PollMessage = { kind: "discover", sourceId: source.id, prefixes };
    await env.POLLS.send(message);
  }
}

function incomplete({ prefix }: Source, { listCalls }: Discovery): string {
  return `the search under "${prefix}" ended after ${listCalls} LIST calls without seeing every folder: register the source with the prefix that AWSLogs/ stands behind`;
}

function logProblem(source: Source, problem: string): void {
  console.error(
    JSON.stringify({ event: "source.discovery-incomplete", source: source.id, bucket: source.bucket, problem }),
  );
}
