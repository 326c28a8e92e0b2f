/** A public feed as the catalogue has it. */

import type { Category } from "../core/intel/categories.ts";
import type { ListFormat } from "../core/intel/lists/sniff.ts";

export type Feed = {
  /** Names the feed in the API and in stored rows: never changed. */
  readonly id: string;
  /** A finding's `threatListName`. */
  readonly name: string;
  /** Of the list, or of the page that links to it (`link`). */
  readonly url: string;
  /** Null: the list is at `url`. Else the address of the list stands in that page: its first match, on that host alone. */
  readonly link: RegExp | null;
  /** As its publisher states it; "not stated" where he does not. */
  readonly licence: string;
  /** The shortest that its publisher asks for, or how often it changes. */
  readonly refreshMinutes: number;
  /** Of every entry, or of an entry by the family that its line names; null leaves the entry out. */
  readonly category: Category | ((family: string | null) => Category | null);
  /** Null: told from the text. */
  readonly format: ListFormat | null;
  /** Whose ranges these are, where the text does not say; null for threat lists. */
  readonly provider: string | null;
  /** Read without being asked for: free of charge for any use, and no copyleft that would reach who distributes it. */
  readonly defaultOn: boolean;
};
