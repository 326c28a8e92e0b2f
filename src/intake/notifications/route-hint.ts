/** Which ledgers an object belongs to that a notification names: by the streams that discovery found, never by guess. */

import { msFromIso } from "../../core/net/time.ts";
import { type LogKey, parseLogKey } from "../../core/sources/log-key.ts";
import type { Ledger } from "../../store/ledgers.ts";
import type { Source } from "../../store/sources.ts";
import { type DigestKey, parseDigestKey } from "../digest/keys.ts";
import type { Hint } from "./hint.ts";

/** A source with the ledgers of its accounts. */
export type HintPlace = { readonly source: Source; readonly ledgers: readonly Ledger[] };

export const HINT_REFUSALS = {
  "unknown-bucket": "no source reads this bucket",
  disabled: "the source that reads this bucket is disabled",
  "not-a-log": "the key follows no layout of logs that AWS delivers",
  "other-kind": "no source of this bucket reads this kind of log",
  "unknown-prefix": "no source reads this prefix and account of the bucket",
  "before-start": "the object is older than the start of its source",
} as const;
export type HintRefusal = keyof typeof HINT_REFUSALS;

export type HintRoute =
  /** The ledger asks S3 for the object. */
  | { readonly kind: "ledger"; readonly place: HintPlace; readonly ledger: Ledger }
  /** A digest: the ledger looks at its digests at the next tick. */
  | { readonly kind: "digest"; readonly place: HintPlace; readonly ledger: Ledger }
  /** An account or a Region that discovery has not found yet. */
  | { readonly kind: "discover"; readonly place: HintPlace };

export type Routed = { readonly routes: readonly HintRoute[] } | { readonly refused: HintRefusal };

/** More than one route where sources overlap: each has its own ledger, as each lists for itself. */
export function routeHint(hint: Hint, places: readonly HintPlace[]): Routed {
  const ofBucket = places.filter(({ source }) => source.bucket === hint.bucket);
  const enabled = ofBucket.filter(({ source }) => source.enabled);
  if (enabled.length === 0) return { refused: ofBucket.length === 0 ? "unknown-bucket" : "disabled" };
  const answers = enabled.map((place) => routeTo(hint.key, place));
  const routes = answers.filter((answer) => typeof answer !== "string");
  if (routes.length > 0) return { routes };
  const refusals = answers.filter((answer) => typeof answer === "string");
  // The one that came closest says most.
  const closest = (["before-start", "unknown-prefix", "other-kind"] as const).find((name) => refusals.includes(name));
  return { refused: closest ?? "not-a-log" };
}

function routeTo(key: string, place: HintPlace): HintRoute | HintRefusal {
  const digest = parseDigestKey(key);
  if (digest) return routeDigest(key, digest, place);
  const { source } = place;
  const log = parseLogKey(key);
  if (log === null) return "not-a-log";
  if ("neighbour" in log || log.kind !== source.kind) return "other-kind";
  if (!isUnder(key, log.accountId, source)) return "unknown-prefix";
  if (isBefore(log, source.sinceMs)) return "before-start";
  const ledger = place.ledgers.find(({ streams }) => streams.some(({ base }) => key.startsWith(base)));
  return ledger ? { kind: "ledger", place, ledger } : { kind: "discover", place };
}

function routeDigest(key: string, { accountId, endMs }: DigestKey, place: HintPlace): HintRoute | HintRefusal {
  const { source, ledgers } = place;
  if (source.kind !== "cloudtrail") return "other-kind";
  if (!isUnder(key, accountId, source)) return "unknown-prefix";
  if (endMs < source.sinceMs) return "before-start";
  const ledger = ledgers.find((candidate) => candidate.accountId === accountId);
  return ledger ? { kind: "digest", place, ledger } : { kind: "discover", place };
}

function isUnder(key: string, accountId: string, { prefix, accountId: only }: Source): boolean {
  const folder = prefix === "" || prefix.endsWith("/") ? prefix : `${prefix}/`;
  return key.startsWith(folder) && (only ?? accountId) === accountId;
}

/** By the day, as a listing begins; a key without a day is listed from the first and belongs here too. */
function isBefore({ day }: LogKey, sinceMs: number): boolean {
  const dayMs = day === null ? null : msFromIso(`${day}T00:00:00Z`);
  return dayMs !== null && dayMs < Math.floor(sinceMs / 86_400_000) * 86_400_000;
}
