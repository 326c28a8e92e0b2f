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
});
export type IngestMessage = z.infer<typeof ingestMessage>;

export function ledgerName(sourceId: string, accountId: string): string {
  return `${sourceId}/${accountId}`;
}
