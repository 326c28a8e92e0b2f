/** FactStore ↔ text, versioned. The same facts give the same text. */

import { z } from "zod";
import type { JsonObject } from "../json.ts";
import type { FactStore } from "./region-facts.ts";

const VERSION = 1;

const packedFacts = z.object({
  v: z.literal(VERSION),
  passwordPolicies: z.array(z.object({ timeMs: z.number(), policy: z.record(z.string(), z.unknown()).nullable() })),
  trailBuckets: z.array(z.string()),
});

export function packFacts(facts: FactStore): string {
  const { passwordPolicies, trailBuckets } = facts;
  return JSON.stringify({ v: VERSION, passwordPolicies, trailBuckets: [...trailBuckets].sort() });
}

/** Throws where the text is no FactStore of this version. */
export function unpackFacts(text: string): FactStore {
  const packed = packedFacts.parse(JSON.parse(text));
  return {
    // What JSON.parse made is JSON.
    passwordPolicies: packed.passwordPolicies.map(({ timeMs, policy }) => ({
      timeMs,
      policy: policy as JsonObject | null,
    })),
    trailBuckets: new Set(packed.trailBuckets),
  };
}
