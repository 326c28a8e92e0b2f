/** What the polls queue carries: names alone, so that a message delivered late or twice finds the state of its time. */

import { z } from "zod";

export const pollMessage = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("poll"), sourceId: z.string(), accountIds: z.array(z.string()) }),
  /** `prefixes` null: begin at the source's own prefix. */
  z.object({ kind: z.literal("discover"), sourceId: z.string(), prefixes: z.array(z.string()).nullable() }),
]);
export type PollMessage = z.infer<typeof pollMessage>;
