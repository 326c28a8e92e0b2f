/** The digests of one account at a cron tick: looked at when that is due, and what they show is stored and told. */

import { tamperedLogs } from "../../core/findings/tampered-logs.ts";
import type { Config, Env } from "../../env.ts";
import { enqueueNotices } from "../../notify/enqueue.ts";
import { saveSightings } from "../../store/findings.ts";
import { channelsOf } from "../../notify/channels.ts";
import { ledgerName } from "../ingest-message.ts";
import type { DigestRequest } from "./check-digests.ts";

/** A pass finds the same harm again while it is in the window, so that nothing is lost where this ends early. */
export async function tickDigests(env: Env, config: Config, request: DigestRequest): Promise<void> {
  const { source, accountId, nowMs } = request;
  if (request.streams.every(({ kind }) => kind !== "cloudtrail")) return;
  const outcome = await env.INTAKE_LEDGER.getByName(ledgerName(source.id, accountId)).checkDigests(request);
  if (outcome === null) return;
  const { harms, problem } = outcome;
  if (problem !== null) {
    console.error(JSON.stringify({ event: "digests.unchecked", source: source.id, accountId, reason: problem }));
  }
  if (harms.length === 0) return;
  const sightings = tamperedLogs({ sourceId: source.id, bucket: source.bucket, base: "", accountId }, harms);
  const options = { nowMs, notify: true, channels: channelsOf(config) };
  await enqueueNotices(env.NOTICES, await saveSightings(env.DB, sightings, options));
}
