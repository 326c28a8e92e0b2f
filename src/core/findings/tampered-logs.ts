/** Harm that digests show was done to log files → findings on the logs. */

import { type Hit, SEVERITY, type Severity, type Sighting } from "../finding.ts";
import { hashId } from "../hash.ts";
import { type LogPlace, operationalHit } from "./operational.ts";
import { sightingsOf } from "./sighting.ts";

/** What was done, in words, and how sure it is that someone did it. */
const DEEDS = {
  "file-changed": ["A log file was changed after CloudTrail delivered it", SEVERITY.high],
  "file-missing": ["A log file was deleted before it could be read", SEVERITY.high],
  unreadable: ["A digest of log files is damaged", SEVERITY.high],
  moved: ["A digest of log files lies where CloudTrail did not put it", SEVERITY.high],
  unsigned: ["A digest of log files carries no signature", SEVERITY.high],
  "unknown-key": ["A digest of log files is signed with a key that CloudTrail does not know", SEVERITY.high],
  "invalid-signature": ["A digest of log files was changed", SEVERITY.high],
  "digest-missing": ["A digest of log files is gone", SEVERITY.high],
  "digests-missing": ["Several digests of log files in a row are gone", SEVERITY.high],
  "link-differs": ["A digest of log files was exchanged", SEVERITY.high],
  // These follow from a changed trail as well.
  "chain-restarted": ["The digests of log files begin anew, though nobody was seen to start logging", SEVERITY.medium],
  "bucket-changed": ["The digests of log files went to another bucket before", SEVERITY.medium],
  silence: ["CloudTrail's digests of log files have stopped", SEVERITY.medium],
} as const satisfies Record<string, readonly [string, Severity]>;

/** One deed against the logs of an account and Region. */
export type LogHarm = {
  readonly kind: keyof typeof DEEDS;
  readonly region: string;
  /** Null for log files: several trails may deliver into one folder. */
  readonly trail: string | null;
  /** The log file or digest that shows it. */
  readonly key: string;
  readonly timeMs: number;
  readonly detail: string;
};

/** The place of the logs without its Region, which each harm names. */
export type HarmedLogs = Omit<LogPlace, "region">;

/** One finding for each kind of deed, Region and trail; the same deed is the same sighting however often it is found. */
export function tamperedLogs(logs: HarmedLogs, harms: readonly LogHarm[]): readonly Sighting[] {
  return harms.flatMap((harm) => {
    const id = hashId("log-harm", logs.sourceId, harm.kind, harm.key, String(harm.timeMs));
    return sightingsOf([hitOf(logs, harm, id)], id);
  });
}

function hitOf(logs: HarmedLogs, { kind, region, trail, key, timeMs, detail }: LogHarm, eventId: string): Hit {
  const [deed, severity] = DEEDS[kind];
  const whose = trail === null ? "" : ` of the trail ${trail}`;
  const where = `account ${logs.accountId}, ${region}, bucket ${logs.bucket}`;
  const why = "Events that are missing from the logs are seen by no detector: find out who may write to the bucket.";
  return operationalHit(
    "Watchpost:Operations/LogsTampered",
    { ...logs, region },
    {
      timeMs,
      eventId,
      severity,
      subject: [kind, trail ?? ""],
      title: `${deed}${whose} (${where})`,
      description: `${deed}${whose}: ${key}: ${detail} (${where}). ${why}`,
      additionalInfo: { deed: kind, key, detail, ...(trail === null ? {} : { trail }) },
    },
  );
}
