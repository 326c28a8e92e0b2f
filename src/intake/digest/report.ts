/** What a pass over one Region's digests says, as it is kept and shown. Plain data. */

import type { ChainProblem, ChainReport } from "./chain.ts";

/** Times in ms; lists are cut at INTEGRITY_SHOWN_MAX. */
export type TrailReport = {
  readonly trail: string;
  readonly homeRegion: string;
  readonly organizationId: string | null;
  readonly digests: number;
  readonly verified: number;
  readonly backfills: number;
  readonly newestMs: number | null;
  readonly gaps: ChainReport["gaps"];
  readonly problems: readonly ChainProblem[];
  readonly silentSinceMs: number | null;
  /** Up to here the logs are what CloudTrail delivered, none of them missing; null where nothing is proven. */
  readonly provenToMs: number | null;
};

export type FileCounts = {
  readonly listed: number;
  readonly intact: number;
  /** Intact, and found through a digest before any listing or notification told of them. */
  readonly late: number;
  readonly changed: number;
  readonly missing: number;
  /** Not read yet. */
  readonly unread: number;
  /** Read, in hours that digests cover, and in none of them. */
  readonly unlisted: number;
};

export type FolderReport = {
  readonly region: string;
  readonly base: string;
  readonly fromMs: number;
  readonly checkedMs: number;
  readonly complete: boolean;
  readonly trails: readonly TrailReport[];
  readonly files: FileCounts;
  readonly examples: Readonly<Record<"changed" | "missing" | "unread" | "unlisted", readonly string[]>>;
  readonly provenToMs: number | null;
  /** Why less is proven than could be. */
  readonly reasons: readonly string[];
};
