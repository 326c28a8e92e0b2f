/** What a judgement on silence changes: a finding when logs stop, its archiving when they come again. */

import { hashId } from "../core/hash.ts";
import type { Stream } from "../core/sources/listing.ts";
import type { Env } from "../env.ts";
import { archive } from "../store/findings.ts";
import type { Source } from "../store/sources.ts";
import { tellOperations } from "./operations.ts";
import type { SilenceState } from "./poll-plan.ts";
import { silenceMatch, type SilentPart } from "./silence.ts";

/**
 * Stored before the state remembers it: a poll that dies between tells the same finding again. Each silence is a finding
 * of its own, named after its beginning, so that one that was archived does not hide the next.
 */
export async function tellSilence(
  env: Env,
  source: Source,
  stream: Stream,
  told: SilenceState["told"],
  parts: readonly SilentPart[],
  nowMs: number,
): Promise<SilenceState["told"]> {
  if (parts.length === 0) {
    if (told) await archive(env.DB, [told.findingId]);
    return null;
  }
  if (told) return told;
  const { sinceMs, ...match } = silenceMatch(stream, parts);
  const { base, accountId } = stream;
  const place = { sourceId: source.id, bucket: source.bucket, base, accountId, region: stream.region ?? source.region };
  const eventId = hashId("silence", source.id, base, String(sinceMs));
  const subject = [base, String(sinceMs)];
  const type = "Watchpost:Operations/LogsSilent" as const;
  const [findingId] = await tellOperations(
    env,
    [{ type, place, match: { ...match, timeMs: sinceMs, eventId, subject } }],
    nowMs,
  );
  return findingId === undefined ? null : { findingId, sinceMs };
}
