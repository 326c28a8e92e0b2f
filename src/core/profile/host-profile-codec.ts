/** HostProfile ↔ text of one row, versioned. */

import { z } from "zod";
import type { HostProfile } from "./host-profile.ts";

const VERSION = 1;

const packedHost = z.object({
  v: z.literal(VERSION),
  name: z.array(z.string()),
  firstMs: z.number().nullable(),
  lastMs: z.number().nullable(),
  flowRecords: z.number(),
  queries: z.number(),
});

export function packHostProfile(profile: HostProfile): string {
  return JSON.stringify({ v: VERSION, ...profile });
}

/** Throws where the text is no profile of this version. */
export function unpackHostProfile(text: string): HostProfile {
  const { v: _, ...profile } = packedHost.parse(JSON.parse(text));
  return profile;
}
