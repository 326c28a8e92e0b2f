/** Bytes cut into slices, and what the splitter makes of them. */

import type { Json } from "../../../../src/core/json.ts";
import { parseRun } from "../../../../src/core/sources/cloudtrail/parse-run.ts";
import { RecordSplitter } from "../../../../src/core/sources/cloudtrail/record-splitter.ts";
import { encodeUtf8 } from "../../../../src/core/text.ts";

export type Split = { readonly values: readonly Json[]; readonly rejects: readonly string[] };

export function split(slices: readonly Uint8Array[]): Split {
  const values: Json[] = [];
  const rejects: string[] = [];
  const reject = (reason: string) => rejects.push(reason);
  const splitter = new RecordSplitter({
    onRun: (run) => parseRun(run, (value) => values.push(value), reject),
    onReject: reject,
  });
  for (const slice of slices) splitter.push(slice);
  splitter.end();
  return { values, rejects };
}

/** `cuts` in any order; positions outside are left out. */
export function cutAt(bytes: Uint8Array, cuts: readonly number[]): readonly Uint8Array[] {
  const places = [...new Set(cuts)].filter((at) => at > 0 && at < bytes.length).sort((one, other) => one - other);
  return [0, ...places].map((from, index) => bytes.slice(from, places[index] ?? bytes.length));
}

export function splitText(text: string, ...cuts: readonly number[]): Split {
  return split(cutAt(encodeUtf8(text), cuts));
}

/** A well-formed record of about `bytes` bytes. */
export function recordOf(eventName: string, more: Readonly<Record<string, Json>> = {}): Json {
  return {
    eventVersion: "1.08",
    eventTime: "2024-07-31T13:06:24Z",
    eventSource: "ec2.amazonaws.com",
    eventName,
    awsRegion: "eu-west-1",
    eventID: `id-${eventName}`,
    recipientAccountId: "111122223333",
    ...more,
  };
}

/** `{"a":{"a":…}}`, `levels` deep. */
export function deepObject(levels: number): string {
  return `${'{"a":'.repeat(levels)}1${"}".repeat(levels)}`;
}
