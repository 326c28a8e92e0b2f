/** What became of a list's lines: every one is an entry, a rejection with its reason, or counted by type. */

import { LIST_OTHER_TYPES_MAX, LIST_SAMPLE_CHARS_MAX, LIST_SAMPLES_MAX } from "../../limits.ts";
import { type ListEntry, REJECT_REASONS, type RejectReason } from "./list-entry.ts";
import type { Cut } from "./parse-entry.ts";
import type { ListFormat } from "./sniff.ts";

export type RejectSample = {
  /** From 1; 0 where the format does not say. */
  readonly line: number;
  readonly reason: RejectReason;
  /** The start of the text, controls shown as "?". */
  readonly text: string;
};

export type ListReport = {
  readonly format: ListFormat;
  readonly bytes: number;
  /** Taken, by kind. Repeated entries count each time. */
  readonly entries: Readonly<Record<ListEntry["kind"], number>>;
  readonly accepted: number;
  readonly rejected: number;
  readonly rejectedBy: Readonly<Partial<Record<RejectReason, number>>>;
  readonly samples: readonly RejectSample[];
  /** Indicators of types that are no address or domain. */
  readonly otherTypes: Readonly<Record<string, number>>;
  /** Taken, but their text said more: a path, a port, bits past the prefix. */
  readonly cut: Readonly<Record<Cut, number>>;
  /** The list went on past a bound and was read no further. */
  readonly truncatedBy: "bytes" | "entries" | null;
};

export class ListCounts {
  readonly entries = { ipv4: 0, ipv6: 0, domain: 0, "access-key": 0 };
  readonly rejectedBy: Partial<Record<RejectReason, number>> = {};
  readonly samples: RejectSample[] = [];
  readonly otherTypes = new Map<string, number>();
  readonly cut = { "url-path": 0, port: 0, "host-bits": 0 };
  accepted = 0;
  rejected = 0;

  take(kind: ListEntry["kind"], cut: Cut | null): void {
    this.accepted++;
    this.entries[kind]++;
    if (cut) this.cut[cut]++;
  }

  reject(reason: RejectReason, text: string, line: number): void {
    this.rejected++;
    this.rejectedBy[reason] = (this.rejectedBy[reason] ?? 0) + 1;
    if (this.samples.length < LIST_SAMPLES_MAX) this.samples.push({ line, reason, text: shown(text) });
  }

  ignore(type: string): void {
    const name = shown(type);
    const known = this.otherTypes.has(name) || this.otherTypes.size < LIST_OTHER_TYPES_MAX;
    const key = known ? name : "others";
    this.otherTypes.set(key, (this.otherTypes.get(key) ?? 0) + 1);
  }

  report(format: ListFormat, bytes: number, truncatedBy: ListReport["truncatedBy"]): ListReport {
    const { entries, accepted, rejected, rejectedBy, samples, cut } = this;
    const otherTypes = Object.fromEntries(this.otherTypes);
    return { format, bytes, entries, accepted, rejected, rejectedBy, samples, otherTypes, cut, truncatedBy };
  }
}

/** A list's text is shown to people: short, and without controls that a terminal would obey. */
function shown(text: string): string {
  return text.slice(0, LIST_SAMPLE_CHARS_MAX).replaceAll(/[\p{Cc}\p{Cf}]/gu, "?");
}

/** "line 7: “1.2.3.04” has an octet with a leading zero, …" */
export function explainSample({ line, reason, text }: RejectSample): string {
  return `${line > 0 ? `line ${line}: ` : ""}“${text}” ${REJECT_REASONS[reason]}`;
}
