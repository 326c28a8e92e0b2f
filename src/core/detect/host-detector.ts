/** The contract of a detector of flows and lookups: one file, one object, one question asked of what a host did. */

import type { Severity } from "../finding.ts";
import type { FindingType } from "../finding-types.ts";
import type { HostBatch } from "../group/host-batch.ts";
import type { JsonObject } from "../json.ts";
import type { HostProfile } from "../profile/host-profile.ts";
import type { Capability, Technique } from "./detector.ts";

export type HostContext = {
  /**
   * The host's profile with the batch's own records in its windows (what a scan or a flood is counted in) and not yet in
   * its sealed days (what is normal): a batch is never normal because of itself.
   */
  readonly profile: HostProfile;
};

/** What a detector found in a batch. The resource of the finding is filled from the batch. */
export type HostMatch = {
  /** Of the record that shows it: number in its object, and its event time in ms. */
  readonly record: number;
  readonly timeMs: number;
  /** What separates this issue from others of its type on the host. The host is added by the finding. */
  readonly subject: readonly string[];
  /** Only where it differs from the type's usual severity. */
  readonly severity?: Severity;
  /** One line: which host did what. */
  readonly title: string;
  /** Two or three sentences: which host did what, with whom, how much, and why it matters. */
  readonly description: string;
  /** ACTOR where the host does it, TARGET where it is done to the host. */
  readonly resourceRole: "ACTOR" | "TARGET";
  /** GuardDuty's `service.action`, wire names. */
  readonly action: JsonObject;
  readonly additionalInfo?: JsonObject;
  /** GuardDuty's `service.detection`: of attack sequences. */
  readonly detection?: JsonObject;
};

export type HostDetector = {
  readonly type: FindingType;
  readonly watches: "host";
  /** The part of a batch that it reads; a batch without any is not shown to it. */
  readonly reads: readonly ("flows" | "lookups")[];
  /** One sentence for people. */
  readonly summary: string;
  /** Known blind spots. */
  readonly misses: string;
  /** What looks alike, and what to do about it. */
  readonly falsePositives: string;
  readonly attack: readonly Technique[];
  readonly needs: readonly Capability[];
  readonly detect: (batch: HostBatch, context: HostContext) => readonly HostMatch[];
};
