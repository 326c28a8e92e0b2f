/** A message of the lists queue: read this list. What is to be done stands in its row. */

import { z } from "zod";

export const listMessage = z.strictObject({ listId: z.string().min(1).max(64) });
export type ListMessage = z.infer<typeof listMessage>;
