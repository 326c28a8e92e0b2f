/**
 * One pass over the digests of an account: list, read what is new, ask for log files that were never listed, judge. A
 * pass may end anywhere and be made again: every step adds rows that the next pass finds.
 */

import { AwsError } from "../../aws/aws-error.ts";
import { listObjects, type S3Client, type S3Object } from "../../aws/s3.ts";
import {
  DIGEST_CATCH_UP_MS,
  DIGEST_EVERY_MS,
  DIGEST_FORGOTTEN_MS,
  DIGEST_LOOK_BACK_MS,
  DIGEST_PENDING_MS,
  DIGESTS_PER_PASS_MAX,
} from "../../core/limits.ts";
import { dayPrefix } from "../../core/sources/listing.ts";
import { isRegionText } from "../../core/sources/log-key.ts";
import type { Stream } from "../../store/ledgers.ts";
import type { Source } from "../../store/sources.ts";
import { askHints } from "../notifications/ask-hints.ts";
import { type ChainHead } from "./chain.ts";
import { type FolderFacts, judgeFolder, trailName } from "./judge.ts";
import { parseDigestKey } from "./keys.ts";
import type { PublicKeys } from "./public-keys.ts";
import { listDigests, type ListedDigest, readDigest } from "./read-folder.ts";
import type { LogHarm } from "../../core/findings/tampered-logs.ts";
import type { DigestStore, FolderState } from "./store.ts";

export type DigestPorts = {
  readonly client: S3Client;
  readonly keys: PublicKeys;
  readonly store: DigestStore;
  /** Adds rows for objects that have none and sends them to be read. */
  readonly take: (objects: readonly S3Object[]) => Promise<unknown>;
};

export type DigestRequest = {
  readonly source: Source;
  readonly accountId: string;
  readonly streams: readonly Stream[];
  readonly nowMs: number;
};

export type DigestOutcome = {
  readonly harms: readonly LogHarm[];
  /** Why the pass ended early. */
  readonly problem: string | null;
};

type Folder = { readonly region: string; readonly base: string; readonly logBase: string; readonly present: boolean };

export async function checkDigests(ports: DigestPorts, request: DigestRequest): Promise<DigestOutcome> {
  const { store } = ports;
  const harms: LogHarm[] = [];
  const budget = { digests: DIGESTS_PER_PASS_MAX };
  let dueMs = request.nowMs + DIGEST_EVERY_MS;
  let problem: string | null = null;
  try {
    for (const folder of await foldersOf(ports.client, request)) {
      const outcome = await checkFolder(ports, request, folder, budget);
      harms.push(...outcome.harms);
      if (!outcome.complete) dueMs = request.nowMs;
      else if (outcome.pending) dueMs = Math.min(dueMs, request.nowMs + DIGEST_PENDING_MS);
    }
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    problem = error.message;
    // A permission that is missing will not come by itself within minutes.
    if (!/AccessDenied/.test(error.code)) dueMs = request.nowMs + DIGEST_PENDING_MS;
  }
  store.setDue(dueMs, problem);
  return { harms, problem };
}

/** Beside the folders of logs: a Region without events has digests and no logs. */
async function foldersOf(client: S3Client, { source, streams }: DigestRequest): Promise<readonly Folder[]> {
  const roots = new Set(streams.flatMap(({ base }) => /^(.*\/)CloudTrail\/[^/]+\/$/.exec(base)?.[1] ?? []));
  const folders: Folder[] = [];
  for (const root of roots) {
    const page = await listObjects(client, source, { prefix: `${root}CloudTrail-Digest/`, delimiter: "/" });
    const present = new Set(page.prefixes.map((prefix) => prefix.split("/").at(-2) ?? "").filter(isRegionText));
    const logged = streams.flatMap(({ base, region }) =>
      region !== null && base === `${root}CloudTrail/${region}/` ? [region] : [],
    );
    for (const region of [...new Set([...present, ...logged])].sort()) {
      const base = `${root}CloudTrail-Digest/${region}/`;
      folders.push({ region, base, logBase: `${root}CloudTrail/${region}/`, present: present.has(region) });
    }
  }
  return folders;
}

type FolderOutcome = { readonly harms: readonly LogHarm[]; readonly complete: boolean; readonly pending: boolean };

async function checkFolder(
  ports: DigestPorts,
  request: DigestRequest,
  folder: Folder,
  budget: { digests: number },
): Promise<FolderOutcome> {
  const { store, client } = ports;
  const { source, nowMs } = request;
  const state = windowOf(store, source, folder.base, nowMs);
  const listing = folder.present
    ? await listDigests(client, source, folder.base, state.fromMs)
    : { digests: [], complete: true };
  const complete = (await readNew(ports, source, folder.base, state, listing.digests, budget)) && listing.complete;
  const listed = new Set(listing.digests.map(({ key }) => key));
  const facts = (): FolderFacts => ({
    bucket: source.bucket,
    region: folder.region,
    state,
    digests: store.digests(folder.base, state.fromMs),
    listed,
    complete,
    vouched: store.vouched(folder.base, state.fromMs),
    // A digest lists files of the hour before it, and their names tell the minute in which their delivery began.
    logFiles: store.logFiles(folder.logBase, dayPrefix(folder.logBase, "daily", state.fromMs - 2 * DIGEST_EVERY_MS)),
    announcedMs: store.announced(state.fromMs - 2 * DIGEST_EVERY_MS),
    nowMs,
  });
  const first = judgeFolder(facts());
  if (first.unseen.length > 0) {
    const { objects, gone } = await askHints(client, source, first.unseen);
    await ports.take(objects);
    store.markAsked(
      objects.map(({ key }) => key),
      false,
    );
    store.markAsked(gone, true);
  }
  const { report, harms } = first.unseen.length > 0 ? judgeFolder(facts()) : first;
  store.saveFolder({ ...state, completeMs: complete ? nowMs : state.completeMs }, report);
  store.forget(folder.base, state.fromMs);
  return { harms, complete, pending: report.files.unread > 0 };
}

/** True where every digest that is listed has been read. A key may become known later, so it is asked for again. */
async function readNew(
  { client, keys, store }: DigestPorts,
  source: Source,
  base: string,
  { fromMs }: FolderState,
  listed: readonly ListedDigest[],
  budget: { digests: number },
): Promise<boolean> {
  const known = new Map(store.digests(base, fromMs).map((digest) => [digest.checked.key, digest]));
  const fresh = listed.filter(({ key, etag }) => known.get(key)?.etag !== etag);
  const keyless = listed.filter(({ key, etag }) => {
    const row = known.get(key);
    return row?.etag === etag && row.checked.fault === "unknown-key";
  });
  const wanted = [...fresh, ...keyless].slice(0, budget.digests);
  budget.digests -= wanted.length;
  for (const object of wanted) {
    const checked = await readDigest(client, source, keys, object);
    if (checked) store.addDigest(base, object.endMs, { etag: object.etag, checked }, source.bucket);
  }
  return fresh.length <= wanted.length;
}

/** The window moves on; of what leaves it, the newest sound digest of each trail is remembered. */
function windowOf(store: DigestStore, source: Source, base: string, nowMs: number): FolderState {
  const known = store.folder(base);
  const recentMs = nowMs - DIGEST_LOOK_BACK_MS;
  const leftMs = known === null ? recentMs : Math.min(recentMs, known.completeMs || known.fromMs);
  const fromMs = Math.max(leftMs, source.sinceMs, nowMs - DIGEST_CATCH_UP_MS, known?.fromMs ?? 0);
  const before: Record<string, ChainHead> = {};
  for (const [name, head] of Object.entries(known?.before ?? {})) {
    if (head.endMs > nowMs - DIGEST_FORGOTTEN_MS) before[name] = head;
  }
  for (const { checked } of store.digests(base, 0)) {
    const key = parseDigestKey(checked.key);
    const { digest, fault, signature, bucket, sha256 } = checked;
    if (!key || key.backfill || fault !== null || !digest || signature === null || digest.endMs >= fromMs) continue;
    before[trailName(key)] = { bucket, key: checked.key, sha256, signature, endMs: digest.endMs };
  }
  return { base, fromMs, completeMs: known?.completeMs ?? 0, before };
}
