/** What happened on a host within a day that an attack could be made of: the pieces of a sequence. */

import type { Severity } from "../finding.ts";
import { SIGNAL_KEPT_MS, SIGNAL_TEXT_CHARS_MAX, SIGNALS_MAX } from "../limits.ts";

export const SIGNAL_SOURCES = ["flow", "dns", "cloudtrail"] as const;
export type SignalSource = (typeof SIGNAL_SOURCES)[number];

/** Plain data; CloudTrail's come with the batch, from findings on sessions of the instance's role. */
export type HostSignal = {
  readonly source: SignalSource;
  /** A finding type, or "Beacon" for what is evidence and no finding. */
  readonly name: string;
  readonly severity: Severity;
  /** Event time, ms. */
  readonly timeMs: number;
  /** The remote end: an address or a domain; null where there is none. */
  readonly endpoint: string | null;
  /** CloudTrail: the role session, "role/i-…"; null for the host itself. */
  readonly actor: string | null;
  /** One sentence. */
  readonly description: string;
};

/** One signal a source, name and endpoint: the latest. */
export function addSignal(signals: HostSignal[], signal: HostSignal): void {
  const cut = { ...signal, description: signal.description.slice(0, SIGNAL_TEXT_CHARS_MAX) };
  const at = signals.findIndex(
    ({ source, name, endpoint }) => source === cut.source && name === cut.name && endpoint === cut.endpoint,
  );
  if (at < 0) signals.push(cut);
  else if ((signals[at]?.timeMs ?? 0) < cut.timeMs) signals[at] = cut;
}

/** Drops what is older than a day before `lastMs`, then the least severe and oldest. */
export function pruneSignals(signals: HostSignal[], lastMs: number): void {
  const kept = signals.filter(({ timeMs }) => timeMs > lastMs - SIGNAL_KEPT_MS);
  kept.sort((one, other) => other.severity - one.severity || other.timeMs - one.timeMs);
  signals.splice(0, signals.length, ...kept.slice(0, SIGNALS_MAX));
}
