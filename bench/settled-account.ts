/** Profiles of an account that has been read for weeks: nothing in it is learned any more, and every call is judged. */

import { applyChunk } from "../src/core/apply-chunk.ts";
import { DAY_MS } from "../src/core/profile/frequency.ts";
import { readCloudTrail } from "../src/intake/read-cloudtrail.ts";
import { cloudtrailObject, START_MS } from "./generate-cloudtrail.ts";
import { type CallRows, packedProfiles } from "./packed-profiles.ts";
import { inPieces } from "./pieces.ts";

const DAYS = 28;
const RECORDS_A_DAY = 300;

let settled: Promise<Readonly<CallRows>> | null = null;

/** The same for every run: made once, before anything is timed or weighed. */
export function settledAccount(): Promise<Readonly<CallRows>> {
  return (settled ??= readHistory());
}

async function readHistory(): Promise<CallRows> {
  const rows: CallRows = new Map();
  const host = packedProfiles(rows);
  for (let day = DAYS; day > 0; day--) {
    const bytes = cloudtrailObject(RECORDS_A_DAY, 1_000 + day, START_MS - day * DAY_MS);
    await readCloudTrail(inPieces(bytes), { accountId: null, region: null }, async (chunk) => {
      await applyChunk({ id: `${day}/${chunk.number}`, bucket: 0 }, chunk, host);
    });
  }
  return rows;
}
