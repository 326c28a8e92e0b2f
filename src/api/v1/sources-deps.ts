/** What the routes of `/v1/sources` need from the Worker. */

import type { JsonObject } from "../../core/json.ts";
import type { Result } from "../../core/result.ts";
import type { Retried } from "../../intake/retry-objects.ts";
import type { LedgerPage, LedgerQuery } from "../../intake/source-ledger.ts";
import { getSource, type Source } from "../../store/sources.ts";
import { ApiError } from "../errors.ts";
import type { RetryBody } from "./source-body.ts";

export const OBJECT_STATES = ["new", "queued", "done", "rejected"] as const;
export type ObjectState = (typeof OBJECT_STATES)[number];

export type ObjectsQuery = {
  readonly state: ObjectState | null;
  readonly limit: number;
  readonly cursor: string | null;
};

/** A page of a source's ledger; `cursor` goes back into the next query. */
export type ObjectsPage = { readonly objects: readonly JsonObject[]; readonly cursor: string | null };

export type SourcesDeps = {
  readonly db: D1Database;
  readonly nowMs: () => number;
  /** An id of this shape: UUID. */
  readonly newId: () => string;
  /** Assumes the role and lists the prefix; the error says to an administrator what is wrong. */
  readonly tryOut: (source: Source) => Promise<Result<unknown>>;
  /** What CloudTrail's digests prove of the source's logs, by account and Region. */
  readonly readIntegrity: (source: Source) => Promise<readonly JsonObject[]>;
  readonly readObjects: (source: Source, query: ObjectsQuery) => Promise<ObjectsPage>;
  /** 32 random hex digits: what a role asks of us, so that nobody else can have us assume it. */
  readonly newExternalId: () => string;
  /** The ARN of our own identity, for the trust policy of a role. */
  readonly ownArn: (region: string) => Promise<string>;
  readonly readLedger: (source: Source, query: LedgerQuery) => Promise<LedgerPage>;
  readonly retryObjects: (source: Source, body: RetryBody) => Promise<Retried>;
};

/** Longer ids are not worth a query. */
const ID_CHARS_MAX = 64;

export async function known(db: D1Database, id: string): Promise<Source> {
  const source = id.length <= ID_CHARS_MAX ? await getSource(db, id) : null;
  if (source === null) throw new ApiError("not_found", "no source of this id");
  return source;
}
