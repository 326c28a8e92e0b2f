/** The CloudTrail reader: every record in is counted as read, skipped or rejected, wherever the bytes are cut. */

import { CallTable } from "../../../src/core/calls/call-table.ts";
import type { ApiCall } from "../../../src/core/event.ts";
import { RECORD_BYTES_MAX, RECORD_DEPTH_MAX } from "../../../src/core/limits.ts";
import { CloudTrailReader } from "../../../src/core/sources/cloudtrail/cloudtrail-reader.ts";
import { packCalls, unpackCalls } from "../../../src/core/group/call-codec.ts";
import { encodeUtf8 } from "../../../src/core/text.ts";
import type { Random } from "../../simulate/random.ts";
import { makeOther, makeRecord } from "../../simulate/records.ts";
import { changedObject, jsonText } from "../json-values.ts";
import { mutatedText, slices } from "../mutate.ts";
import type { Target } from "../target.ts";

const PLACE = { accountId: "123456789012", region: "us-east-1" };
const TIME_MS = Date.UTC(2026, 10, 24);

function recordText(random: Random): string {
  const { text } = (random.chance(0.2) ? makeOther : makeRecord)(random, PLACE, "alice", TIME_MS);
  if (text === "null" || random.chance(0.4)) return text;
  return random.chance(0.2) ? jsonText(random) : changedObject(random, JSON.parse(text) as Record<string, unknown>);
}

type Read = {
  readonly seen: number;
  readonly records: number;
  readonly summary: string;
  readonly calls: readonly ApiCall[];
};

function read(parts: readonly Uint8Array[]): Read {
  const calls: ApiCall[] = [];
  const table = new CallTable();
  const reader = new CloudTrailReader(PLACE, (call) => calls.push(table.add(call, null)));
  for (const part of parts) reader.push(part);
  reader.end();
  const { counts } = reader;
  const summary = JSON.stringify([
    counts.seen,
    counts.records,
    counts.rejected,
    counts.skipped,
    counts.samples,
    calls.map(({ id }) => id),
  ]);
  return { seen: counts.seen, records: counts.records, summary, calls };
}

/** Within what a reader takes as one record. */
function isPlain(text: string): boolean {
  return encodeUtf8(text).length <= RECORD_BYTES_MAX && text.split(/[[{]/).length <= RECORD_DEPTH_MAX;
}

function check(random: Random, text: string, expected: number | null): string | null {
  const bytes = encodeUtf8(text);
  const whole = read([bytes]);
  if (whole.records !== whole.calls.length) return `${whole.records} counted, ${whole.calls.length} given`;
  const cut = read(slices(random, bytes));
  if (cut.summary !== whole.summary) return `cut ${cut.summary.slice(0, 200)}, whole ${whole.summary.slice(0, 200)}`;
  if (expected !== null && whole.seen < expected) return `${whole.seen} of ${expected} records are counted`;
  if (whole.seen === 0 && text.includes("eventName")) return "a text with a record in it counts none";
  const packed = unpackCalls(packCalls(whole.calls, () => true));
  return packed.length === whole.calls.length ? null : "calls are lost in packing";
}

export const cloudtrail: Target = {
  name: "cloudtrail",
  weight: 4,
  run: (random) => {
    const records = Array.from({ length: random.between(1, 5) }, () => recordText(random));
    const list = random.pick([`{"Records":[${records.join(",")}]}`, `[${records.join(",")}]`, records.join("\n")]);
    // Bare values between records are one run of what is none; an empty list holds nothing.
    const expected = records.filter((text) => text.startsWith("{")).length;
    return check(random, list, records.every(isPlain) ? expected : null);
  },
};

export const cloudtrailText: Target = {
  name: "cloudtrail-text",
  weight: 4,
  run: (random) => {
    const records = Array.from({ length: random.between(1, 3) }, () => recordText(random));
    const text = mutatedText(random, `{"Records":[${records.join(",")}]}`, records);
    // What was changed may hide the last name in a text or behind an end.
    return check(random, text.replaceAll("eventName", "eventname"), null);
  },
};
