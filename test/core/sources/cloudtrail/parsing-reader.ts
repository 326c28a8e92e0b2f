/** The slow truth beside CloudTrailReader: every record parsed whole, none read from its bytes. */

import type { ApiCall } from "../../../../src/core/event.ts";
import type { Json } from "../../../../src/core/json.ts";
import { CloudTrailReader } from "../../../../src/core/sources/cloudtrail/cloudtrail-reader.ts";
import { parseRun } from "../../../../src/core/sources/cloudtrail/parse-run.ts";
import { RecordSplitter } from "../../../../src/core/sources/cloudtrail/record-splitter.ts";
import {
  categoryOf,
  checkRecord,
  type KeyFacts,
  type ReadsBodies,
  toApiCall,
} from "../../../../src/core/sources/cloudtrail/to-api-call.ts";
import { unwrap } from "../../../../src/core/sources/cloudtrail/unwrap.ts";
import { ofRead } from "../../plain-call.ts";
import { ObjectCounts } from "../../../../src/core/sources/object-counts.ts";

/** Calls with the lengths of their records, and the counts. */
export type Reading = { readonly calls: readonly (readonly [ApiCall, number])[]; readonly counts: ObjectCounts };

export function readParsing(slices: readonly Uint8Array[], key: KeyFacts, readsBodies: ReadsBodies): Reading {
  const calls: [ApiCall, number][] = [];
  const counts = new ObjectCounts();
  const take = (value: Json, bytes: number): void => {
    const record = checkRecord(value);
    if (!record.ok) return counts.reject(record.error);
    const category = categoryOf(record.value);
    if (category !== "Management") return counts.skip(category);
    const call = toApiCall(record.value, key, readsBodies);
    if (!call.ok) return counts.reject(call.error);
    counts.records++;
    calls.push([ofRead(call.value), bytes]);
  };
  const reject = (reason: string): void => counts.reject(reason);
  const splitter = new RecordSplitter({
    onRun: (run) => parseRun(run, (value, bytes) => unwrap(value).forEach((inner) => take(inner, bytes)), reject),
    onReject: reject,
  });
  for (const slice of slices) {
    counts.bytes += slice.length;
    splitter.push(slice);
  }
  splitter.end();
  return { calls, counts };
}

export function readPlain(slices: readonly Uint8Array[], key: KeyFacts, readsBodies: ReadsBodies): Reading {
  const calls: [ApiCall, number][] = [];
  const reader = new CloudTrailReader(key, (call, bytes) => calls.push([ofRead(call), bytes]), readsBodies);
  for (const slice of slices) reader.push(slice);
  reader.end();
  return { calls, counts: reader.counts };
}
