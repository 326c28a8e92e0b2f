/** What the API does with lists beyond their rows. */

import type { Result } from "../core/result.ts";
import { configOf, type Env } from "../env.ts";
import { checkWebhookUrl } from "../http/webhook-url.ts";
import { leaseLists } from "../store/list-readings.ts";
import type { List } from "../store/lists.ts";
import { deleteObjects, uploadKey } from "./list-objects.ts";
import { forgetPointers } from "./loaded-lists.ts";

export type ListDoor = {
  /** The address as it is asked for, or what is wrong with it. */
  readonly checkUrl: (text: string) => Result<string>;
  /** Has a list that is due read now, and not at the next tick. */
  readonly queue: (list: Pick<List, "id" | "dueMs">, nowMs: number) => Promise<void>;
  readonly upload: (listId: string, content: ArrayBuffer) => Promise<void>;
  /** Deletes tables and what was uploaded. */
  readonly deleteObjects: (listId: string) => Promise<void>;
  /** Pointers have changed: this isolate goes by them at once. */
  readonly changed: () => void;
};

export function listDoor(env: Env): ListDoor {
  return {
    checkUrl: (text) => {
      const { local, publicUrl } = configOf(env);
      return checkWebhookUrl(text, { local, ownHosts: publicUrl === null ? [] : [new URL(publicUrl).hostname] });
    },
    queue: async (list, nowMs) => {
      await env.LISTS.send({ listId: list.id });
      await leaseLists(env.DB, [list], nowMs);
    },
    upload: async (listId, content) => void (await env.TABLES.put(uploadKey(listId), content)),
    deleteObjects: (listId) => deleteObjects(env.TABLES, listId),
    changed: () => forgetPointers(env),
  };
}
