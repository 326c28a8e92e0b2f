/** What stood out of one principal's calls, kept for a day: the members of a run, and the steps of an attack sequence. */

import type { FindingType } from "../finding-types.ts";

/** Small and plain: it is packed with the profile. Texts are cut. */
export type Signal = {
  readonly timeMs: number;
  readonly eventId: string;
  /** "iam:CreateAccessKey". */
  readonly api: string;
  readonly region: string;
  readonly error: string | null;
  /** Surprise in bits; 0 for what a rule found. */
  readonly bits: number;
  /** New to the principal in sealed days: counts in the size of a run. */
  readonly isNew: boolean;
  readonly tier: number;
  readonly tactic: string | null;
  readonly ip: string | null;
  readonly accessKeyId: string | null;
  /** Bits of UNUSUAL, of INDICATORS: see sequence. */
  readonly marks: number;
  /** The finding in which it was told, or null. */
  readonly told: FindingType | null;
};
