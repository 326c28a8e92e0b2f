/** How a stored list is read and compiled: by the catalogue for feeds, by its kind and GuardDuty's quotas for custom ones. */

import type { Category } from "../core/intel/categories.ts";
import { listRules } from "../core/intel/list-rules.ts";
import type { ReadListOptions } from "../core/intel/lists/read-list.ts";
import type { ListFormat } from "../core/intel/lists/sniff.ts";
import {
  ENTITY_ENTRIES_MAX,
  FEED_BYTES_MAX,
  LIST_BYTES_MAX,
  LIST_ENTRIES_MAX,
  TRUSTED_IP_ENTRIES_MAX,
} from "../core/limits.ts";
import type { List } from "../store/lists.ts";
import { feedOf } from "./catalogue.ts";
import type { Feed } from "./feed.ts";

export type ListSpec = {
  /** What a finding calls it. */
  readonly name: string;
  readonly category: Category | ((family: string | null) => Category | null);
  readonly rules: ReadListOptions;
  readonly format: ListFormat | null;
  /** Of a cloud's ranges whose text does not say whose they are; null for other lists. */
  readonly provider: string | null;
  /** "ip": addresses alone; "entity": domains and access keys as well. */
  readonly entities: "ip" | "entity";
  /** A feed, which is also judged as a whole: its users do not write it. */
  readonly published: boolean;
  /** As it is stored at its source. */
  readonly bytesMax: number;
};

/** Null for a feed that the catalogue no longer has. */
export function specOf(list: List): ListSpec | null {
  if (list.kind !== "feed") return customSpec(list, list.kind);
  const feed = feedOf(list.id);
  return feed === null ? null : feedSpec(feed);
}

function feedSpec({ name, category, format, provider }: Feed): ListSpec {
  const rules = listRules(typeof category === "function" ? "malicious" : category);
  return { name, category, rules, format, provider, entities: "entity", published: true, bytesMax: FEED_BYTES_MAX };
}

function customSpec({ name, format, entities }: List, kind: "threat" | "trusted"): ListSpec {
  const category = kind === "trusted" ? "trusted" : "custom-threat";
  const ipMax = kind === "trusted" ? TRUSTED_IP_ENTRIES_MAX : LIST_ENTRIES_MAX;
  const entriesMax = entities === "ip" ? ipMax : ENTITY_ENTRIES_MAX;
  const rules = { ...listRules(category), entriesMax, bytesMax: LIST_BYTES_MAX };
  return { name, category, rules, format, provider: null, entities, published: false, bytesMax: LIST_BYTES_MAX };
}
