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
  /** Bits: see marks. */
  readonly marks: number;
  /** The finding in which it was told, or null. */
  readonly told: FindingType | null;
};

export type PackedSignal = readonly (string | number | null)[];

/** In a list without names, and in ASCII: at most SIGNAL_BYTES_MAX. */
export function packSignal(signal: Signal): PackedSignal {
  const { timeMs, eventId, api, region, error, bits, isNew, tier, tactic, ip, accessKeyId, marks, told } = signal;
  return [timeMs, eventId, api, region, error, bits, Number(isNew), tier, tactic, ip, accessKeyId, marks, told];
}

export function unpackSignal(packed: PackedSignal): Signal {
  const [timeMs, eventId, api, region, error, bits, isNew, tier, tactic, ip, accessKeyId, marks, told] = packed;
  // Packed from a Signal.
  return {
    timeMs,
    eventId,
    api,
    region,
    error,
    bits,
    isNew: isNew === 1,
    tier,
    tactic,
    ip,
    accessKeyId,
    marks,
    told,
  } as Signal;
}

const NO_PRINTABLE_ASCII = /[^ !#-[\]-~]/g;

/** Cut, and without what would take more than a byte in JSON. */
export function signalText(text: string, charsMax: number): string {
  return text.slice(0, charsMax).replace(NO_PRINTABLE_ASCII, "?");
}
