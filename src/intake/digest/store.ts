/** What a ledger keeps of one account's digests, as the pass over them needs it. Plain data; SQL is in durable-objects. */

import type { ChainHead } from "./chain.ts";
import type { FolderReport } from "./report.ts";
import type { CheckedDigest } from "./verify.ts";

/** One Region's folder of digests. */
export type FolderState = {
  readonly base: string;
  /** Digests that end before this are not looked at any more. */
  readonly fromMs: number;
  /** When all digests that were listed had been read, last; 0 for never. */
  readonly completeMs: number;
  /** Trail → its newest verified digest from before `fromMs`. */
  readonly before: Readonly<Record<string, ChainHead>>;
};

/** `checked` without its log files: they are kept as `Vouched`. */
export type KnownDigest = { readonly etag: string; readonly checked: CheckedDigest };

/** A log file that a sound digest lists. */
export type Vouched = {
  readonly key: string;
  /** SHA-256 of the uncompressed file. */
  readonly expected: string;
  /** End of the digest that lists it. */
  readonly endMs: number;
  /** It had not been listed by then, so S3 was asked for it by name. */
  readonly asked: boolean;
  /** S3 said that there is none. */
  readonly gone: boolean;
};

/** Rows of one log object, all its ETags. */
export type LogFile = {
  readonly key: string;
  /** Of each version that was read to its end. */
  readonly hashes: readonly string[];
  /** A version of it is still to be read. */
  readonly waiting: boolean;
};

export type DigestStore = {
  readonly folder: (base: string) => FolderState | null;
  readonly saveFolder: (state: FolderState, report: FolderReport) => void;
  readonly digests: (base: string, fromMs: number) => readonly KnownDigest[];
  /** The digest and what it vouches for (log files of `bucket`), together or not at all. */
  readonly addDigest: (base: string, endMs: number, digest: KnownDigest, bucket: string) => void;
  readonly forget: (base: string, beforeMs: number) => void;
  readonly vouched: (base: string, fromMs: number) => readonly Vouched[];
  readonly logFiles: (base: string, afterKey: string) => readonly LogFile[];
  readonly markAsked: (keys: readonly string[], gone: boolean) => void;
  /** Event times of calls that may begin a chain anew. */
  readonly announced: (fromMs: number) => readonly number[];
  readonly setDue: (dueMs: number, problem: string | null) => void;
};
