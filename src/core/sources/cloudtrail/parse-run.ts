/** A run of records as bytes → JSON values: one `JSON.parse` for the run, one for each record where that fails. */

import type { Json } from "../../json.ts";
import { decodeUtf8 } from "../../text.ts";
import type { RecordRun } from "./record-splitter.ts";

export function parseRun(
  run: RecordRun,
  onValue: (value: Json, bytes: number) => void,
  onReject: (reason: string) => void,
): void {
  const { bytes, offsets } = run;
  const text = decodeUtf8(bytes.subarray(offsets[0], offsets[offsets.length - 1]));
  const values = offsets.length === 2 ? null : tryParse(`[${text}]`);
  if (Array.isArray(values) && values.length === offsets.length / 2) {
    for (let at = 0; at < values.length; at++) onValue(values[at] as Json, lengthAt(offsets, at * 2));
    return;
  }
  for (let at = 0; at < offsets.length; at += 2) {
    const value = tryParse(offsets.length === 2 ? text : decodeUtf8(bytes.subarray(offsets[at], offsets[at + 1])));
    if (value === undefined) onReject("record is not valid JSON");
    else onValue(value, lengthAt(offsets, at));
  }
}

function lengthAt(offsets: readonly number[], at: number): number {
  return (offsets[at + 1] as number) - (offsets[at] as number);
}

function tryParse(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}
