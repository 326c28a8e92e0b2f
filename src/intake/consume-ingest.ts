/** The ingest queue: one message, one object. The ledger row is finished last, then the message is acked. */

import type { ObjectOutcome } from "../../durable-objects/ledger-outcomes.ts";
import { AwsError } from "../aws/aws-error.ts";
import type { Sighting } from "../core/finding.ts";
import { INGEST_RETRY_FIRST_SECONDS, INGEST_RETRY_MAX_SECONDS } from "../core/limits.ts";
import { configOf, type Env } from "../env.ts";
import { citiesOf } from "../feeds/load-cities.ts";
import { loadEnrichment } from "../feeds/load-enrichment.ts";
import { channelsOf } from "../notify/channels.ts";
import { enqueueNotices } from "../notify/enqueue.ts";
import { saveSightings } from "../store/findings.ts";
import { addSilenced } from "../store/silenced.ts";
import { getSource } from "../store/sources.ts";
import { type IngestMessage, ingestMessage, ledgerName } from "./ingest-message.ts";
import { type Processed, processObject } from "./process-object.ts";
import { durableProfiles } from "./profile-stubs.ts";
import { sourceClient } from "../aws/source-client.ts";

export async function consumeIngest(env: Env, batch: MessageBatch<IngestMessage>): Promise<void> {
  for (const message of batch.messages) {
    const body = ingestMessage.safeParse(message.body);
    if (!body.success) {
      console.error(JSON.stringify({ event: "ingest.unreadable", id: message.id }));
      message.ack();
      continue;
    }
    try {
      await ingest(env, body.data);
      message.ack();
    } catch (error) {
      await noteFailure(env, body.data, error);
      message.retry({ delaySeconds: retryDelay(message.attempts) });
    }
  }
}

/** Reads one object to the end and finishes its row. Exported for tests, which deliver a message more than once. */
export async function ingest(env: Env, message: IngestMessage): Promise<IngestReport> {
  const source = await getSource(env.DB, message.sourceId);
  if (!source) return { outcome: null, rowsWritten: 0 };
  const config = configOf(env);
  const enrichment = await loadEnrichment(env, Date.now());
  const written = { rowsWritten: 0 };
  let learned = 0;
  const deps = {
    client: sourceClient(config, source),
    place: source,
    profiles: durableProfiles(env, written),
    enrichment,
    cities: citiesOf(env.ASSETS),
    // History teaches profiles; what detectors say of it is counted, and neither stored nor told.
    save: async (sightings: readonly Sighting[]): Promise<void> => {
      if (message.learn === true) {
        learned += sightings.reduce((sum, { count }) => sum + count, 0);
        return;
      }
      const options = { nowMs: Date.now(), notify: true, channels: channelsOf(config) };
      await enqueueNotices(env.NOTICES, await saveSightings(env.DB, sightings, options));
    },
  };
  const outcome = await processOrRefuse(deps, message);
  await env.INTAKE_LEDGER.getByName(ledgerName(message.sourceId, message.accountId)).finish(
    message.key,
    message.etag,
    rowOf(outcome, message.learn === true ? learned : null),
  );
  if (message.learn !== true) await addSilenced(env.DB, enrichment.silenced(), Date.now());
  for (const fault of "faults" in outcome ? outcome.faults : []) {
    console.error(JSON.stringify({ event: "detector.fault", key: message.key, ...fault }));
  }
  return { outcome, rowsWritten: written.rowsWritten };
}

export type Refused = { readonly refused: string; readonly cause: string };
export type IngestReport = { readonly outcome: Processed | Refused | null; readonly rowsWritten: number };

/** Objects that no attempt will bring: deleted, or replaced since they were listed (the new one has its own row). */
const GONE: Readonly<Record<string, readonly [cause: string, reason: string]>> = {
  NoSuchKey: ["gone", "the object was deleted before it could be read"],
  PreconditionFailed: ["replaced", "the object was replaced after it was listed; the new version has its own row"],
  InvalidAddress: ["unaddressable", "the key cannot be asked for"],
};

async function processOrRefuse(
  deps: Parameters<typeof processObject>[0],
  message: IngestMessage,
): Promise<Processed | Refused> {
  try {
    return await processObject(deps, message);
  } catch (error) {
    const gone = error instanceof AwsError && Object.hasOwn(GONE, error.code) ? GONE[error.code] : undefined;
    if (gone === undefined) throw error;
    return { cause: gone[0], refused: `${gone[1]} (${(error as AwsError).code})` };
  }
}

/** `learned`: sightings that a backfill left unstored; null for other objects. */
function rowOf(outcome: Processed | Refused, learned: number | null): ObjectOutcome {
  if ("refused" in outcome) {
    const { cause, refused } = outcome;
    return { state: "rejected", records: 0, rejected: 0, detail: "{}", reason: refused, cause };
  }
  const { counts, problem, chunks, duplicates, faults, sha256, trailStarts, sights } = outcome;
  const { bytes, skipped, samples, records, rejected } = counts;
  const known = { bytes, skipped, samples, chunks, duplicates, faults: faults.length, sha256 };
  const detail = JSON.stringify(learned === null ? known : { ...known, learned });
  const end =
    problem === null
      ? ({ state: "done", cause: null } as const)
      : ({ state: "rejected", cause: "unreadable" } as const);
  return { ...end, records, rejected, detail, reason: problem, trailStarts, sights };
}

async function noteFailure(env: Env, message: IngestMessage, error: unknown): Promise<void> {
  const reason = (error instanceof Error ? error.message : String(error)).slice(0, 300);
  console.error(JSON.stringify({ event: "ingest.failed", source: message.sourceId, key: message.key, reason }));
  const ledger = env.INTAKE_LEDGER.getByName(ledgerName(message.sourceId, message.accountId));
  // The retry matters more than the note: a ledger that cannot be reached must not stop it.
  await ledger.attemptFailed(message.key, message.etag, reason).catch(() => {});
}

function retryDelay(attempts: number): number {
  return Math.min(INGEST_RETRY_FIRST_SECONDS * 2 ** Math.min(attempts - 1, 10), INGEST_RETRY_MAX_SECONDS);
}

/** Messages that the queue has given up on: their rows say so. */
export async function consumeDead(env: Env, batch: MessageBatch<IngestMessage>): Promise<void> {
  for (const message of batch.messages) {
    const body = ingestMessage.safeParse(message.body);
    if (body.success) {
      const { sourceId, accountId, key, etag } = body.data;
      await env.INTAKE_LEDGER.getByName(ledgerName(sourceId, accountId)).giveUp(key, etag);
      console.error(JSON.stringify({ event: "ingest.given-up", source: sourceId, key }));
    }
    message.ack();
  }
}
