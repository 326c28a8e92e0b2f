/** The log files that one Region's digests list, against what was read of them. Pure. */

import { INTEGRITY_SHOWN_MAX } from "../../core/limits.ts";
import { parseLogKey } from "../../core/sources/log-key.ts";
import { type LedgerFile, reportFiles } from "./files.ts";
import type { Digest } from "./parse.ts";
import type { LogHarm } from "../../core/findings/tampered-logs.ts";
import type { FileCounts, FolderReport } from "./report.ts";
import type { LogFile, Vouched } from "./store.ts";

/** Of one Region: what digests list, and the rows of its log objects. */
export type FileFacts = {
  readonly bucket: string;
  readonly region: string;
  readonly vouched: readonly Vouched[];
  readonly logFiles: readonly LogFile[];
};

export type JudgedFiles = {
  readonly counts: Omit<FileCounts, "unlisted">;
  readonly examples: Omit<FolderReport["examples"], "unlisted">;
  readonly harms: readonly LogHarm[];
  readonly unseen: readonly string[];
  /** Just before the first digest of which not every file is proven. */
  readonly badFromMs: number;
};

export function judgeFiles({ bucket, region, vouched, logFiles }: FileFacts): JudgedFiles {
  const known = new Map(logFiles.map((file) => [file.key, file]));
  const [changed, missing, unread]: [Vouched[], Vouched[], Vouched[]] = [[], [], []];
  let [intact, late] = [0, 0];
  for (const file of vouched) {
    const hashes = known.get(file.key)?.hashes ?? [];
    // One version with other content is enough: it has lain there.
    if (hashes.some((hash) => hash !== file.expected)) changed.push(file);
    else if (hashes.length === 0) (file.gone ? missing : unread).push(file);
    else if (file.asked) late++;
    else intact++;
  }
  const keys = (files: readonly Vouched[]): string[] => files.slice(0, INTEGRITY_SHOWN_MAX).map(({ key }) => key);
  const harm = (kind: LogHarm["kind"], detail: string) => (file: Vouched) => {
    return { kind, region, trail: null, key: file.key, timeMs: file.endMs, detail };
  };
  const place = `in the bucket ${bucket}`;
  return {
    counts: {
      listed: vouched.length,
      intact,
      late,
      changed: changed.length,
      missing: missing.length,
      unread: unread.length,
    },
    examples: { changed: keys(changed), missing: keys(missing), unread: keys(unread) },
    harms: [
      ...changed.map(harm("file-changed", `its content ${place} is not what CloudTrail delivered`)),
      ...missing.map(harm("file-missing", `CloudTrail delivered it, and it is not ${place}`)),
    ],
    unseen: unread
      .filter(({ key, asked }) => !known.has(key) || (!asked && !known.get(key)?.waiting))
      .map(({ key }) => key),
    badFromMs: Math.min(...[...changed, ...missing, ...unread].map(({ endMs }) => endMs - 1)),
  };
}

/** In hours that the digests of every trail cover: a file of one trail is in no digest of another. */
export function unlistedFiles(facts: FileFacts, witnesses: readonly (readonly Digest[])[]): readonly string[] {
  const { bucket, vouched, logFiles } = facts;
  const listed = new Set(vouched.map(({ key }) => key));
  let open: readonly LedgerFile[] = logFiles.flatMap(({ key, hashes }) =>
    hashes[0] === undefined || listed.has(key)
      ? []
      : [{ bucket, key, state: "read", sha256: hashes[0], deliveredMs: minuteOf(key) }],
  );
  for (const spans of witnesses) {
    const outside = new Set(reportFiles([], spans, open).unlistedFiles.map(({ key }) => key));
    open = open.filter(({ key }) => outside.has(key));
  }
  return open.map(({ key }) => key);
}

function minuteOf(key: string): number | null {
  const parsed = parseLogKey(key);
  return parsed && "kind" in parsed ? parsed.timeMs : null;
}
