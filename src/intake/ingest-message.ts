/** What the ingest queue carries: one S3 object to read, with all that makes its chunk ids the same on every attempt. */

import { z } from "zod";

export const ingestMessage = z.object({
  sourceId: z.string(),
  /** With the source, names the ledger that holds the object's row. */
  accountId: z.string(),
  key: z.string(),
  etag: z.string(),
  /** Bytes as stored. */
  size: z.number(),
  modifiedMs: z.number(),
  /** Part of a backfill: profiles learn from it, and nothing is raised. */
  learn: z.boolean().optional(),
});
export type IngestMessage = z.infer<typeof ingestMessage>;

/** An object as a ledger sends it. */
export type LedgerObject = Pick<IngestMessage, "key" | "etag" | "size" | "modifiedMs"> & { readonly learn: boolean };

export function ledgerName(sourceId: string, accountId: string): string {
  return `${sourceId}/${accountId}`;
}
