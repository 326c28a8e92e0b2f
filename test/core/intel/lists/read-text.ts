/** Reads a list from text for tests: entries as short text, and the report. */

import { invariant } from "../../../../src/core/invariant.ts";
import type { ListEntry } from "../../../../src/core/intel/lists/list-entry.ts";
import type { ListReport } from "../../../../src/core/intel/lists/list-report.ts";
import { readList, type ReadListOptions } from "../../../../src/core/intel/lists/read-list.ts";
import { formatRange4, formatRange6 } from "../../../../src/core/net/cidr.ts";

export type ReadText = { readonly entries: string[]; readonly report: ListReport };

const SCOPE_MARKS = { exact: "=", below: "*.", tree: "." } as const;

/** "192.0.2.0/24", "=exact.example", "*.below.example", ".tree.example", "AKIA…"; a family follows in brackets. */
export function entryText(entry: ListEntry, family: string | null): string {
  const suffix = family === null ? "" : ` [${family}]`;
  if (entry.kind === "ipv4") return formatRange4(entry) + suffix;
  if (entry.kind === "ipv6") return formatRange6(entry) + suffix;
  if (entry.kind === "access-key") return entry.id + suffix;
  return SCOPE_MARKS[entry.scope] + entry.name + suffix;
}

export const OPTIONS: ReadListOptions = { bareDomain: "exact", specialAllowed: false };

/** `cutAfter`: bytes of each piece, over and over. */
export function readBytes(
  bytes: Uint8Array,
  override: Partial<ReadListOptions> = {},
  cutAfter: readonly number[] = [65_536],
): { entries: string[]; result: ReturnType<ReturnType<typeof readList>["end"]> } {
  const entries: string[] = [];
  const reader = readList({ ...OPTIONS, ...override }, (entry, family) => entries.push(entryText(entry, family)));
  for (let at = 0, nth = 0; at < bytes.length; nth++) {
    const size = Math.max(1, cutAfter[nth % cutAfter.length] ?? 1);
    if (!reader.push(bytes.subarray(at, at + size))) break;
    at += size;
  }
  return { entries, result: reader.end() };
}

export function readText(text: string, override: Partial<ReadListOptions> = {}): ReadText {
  const { entries, result } = readBytes(new TextEncoder().encode(text), override);
  invariant(result.ok, result.ok ? "" : result.error);
  return { entries, report: result.value };
}

/** The fault of a list that must be refused. */
export function faultOf(text: string, override: Partial<ReadListOptions> = {}): string {
  const { result } = readBytes(new TextEncoder().encode(text), override);
  invariant(!result.ok, "the list was taken");
  return result.error;
}
