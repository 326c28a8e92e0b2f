import { expect, test } from "vitest";
import type { ApiCall } from "../../../../src/core/event.ts";
import type { Json } from "../../../../src/core/json.ts";
import { REJECT_SAMPLES_MAX } from "../../../../src/core/limits.ts";
import { CloudTrailReader } from "../../../../src/core/sources/cloudtrail/cloudtrail-reader.ts";
import { encodeUtf8 } from "../../../../src/core/text.ts";
import { ofRead } from "../../plain-call.ts";
import { cutAt, recordOf } from "./slices.ts";

function read(text: string, cuts: readonly number[] = []) {
  const calls: [ApiCall, number][] = [];
  const reader = new CloudTrailReader({ accountId: null, region: null }, (call, bytes) =>
    calls.push([ofRead(call), bytes]),
  );
  for (const slice of cutAt(encodeUtf8(text), cuts)) reader.push(slice);
  reader.end();
  const { bytes, records, rejected, skipped, samples, seen } = reader.counts;
  return { calls, counts: { bytes, records, rejected, skipped, samples, seen } };
}

const MIXED: readonly Json[] = [
  recordOf("One"),
  recordOf("Data", { eventCategory: "Data" }),
  { hello: "world" },
  recordOf("Insight", { eventType: "AwsCloudTrailInsight" }),
  7,
  recordOf("BadTime", { eventTime: "now" }),
  recordOf("Two", { text: "é💥" }),
  recordOf("Endpoint", { eventCategory: "NetworkActivity" }),
  recordOf("Data2", { managementEvent: false }),
];

test("counts every record: read, left aside by category, refused with its number and reason", () => {
  const text = JSON.stringify({ Records: MIXED });
  const { calls, counts } = read(text);
  expect(calls.map(([call]) => call.api)).toEqual(["One", "Two"]);
  expect(counts).toEqual({
    bytes: encodeUtf8(text).length,
    records: 2,
    rejected: 3,
    skipped: { Data: 2, Insight: 1, NetworkActivity: 1 },
    samples: [
      "record 3: eventName is missing",
      "record 5: record is not a JSON object",
      "record 6: eventTime is not a time",
    ],
    seen: 9,
  });
});

test("gives each call with the length of its record in bytes", () => {
  const { calls } = read(JSON.stringify({ Records: MIXED }));
  expect(calls.map(([, bytes]) => bytes)).toEqual([0, 6].map((at) => encodeUtf8(JSON.stringify(MIXED[at])).length));
});

test("the same calls and counts wherever the object is cut", () => {
  const text = JSON.stringify({ Records: MIXED }, null, 1);
  const whole = read(text);
  for (let at = 1; at < encodeUtf8(text).length; at++) {
    if (JSON.stringify(read(text, [at])) !== JSON.stringify(whole))
      expect(read(text, [at]), `cut at ${at}`).toEqual(whole);
  }
});

function line(...records: Json[]): string {
  return JSON.stringify({ message: JSON.stringify({ Records: records }) });
}

test("reads wrapped records, several of them in one", () => {
  const { calls, counts } = read(
    `${line(recordOf("One"), { oops: 1 }, recordOf("Two"))}\n${line(recordOf("Three"))}\n`,
  );
  expect(calls.map(([call]) => call.api)).toEqual(["One", "Two", "Three"]);
  expect(counts).toMatchObject({ records: 3, rejected: 1, samples: ["record 2: eventName is missing"] });
});

test("takes account and Region from the key where the record leaves them out", () => {
  const calls: ApiCall[] = [];
  const key = { accountId: "222233334444", region: "eu-west-3" };
  const reader = new CloudTrailReader(key, (call) => calls.push(ofRead(call)));
  const { awsRegion: _, recipientAccountId: __, ...bare } = recordOf("One") as Record<string, Json>;
  reader.push(encodeUtf8(JSON.stringify(bare)));
  reader.end();
  expect(calls).toMatchObject([{ accountId: "222233334444", region: "eu-west-3" }]);
});

test("keeps the reasons of the first rejects only, and counts all", () => {
  const { counts } = read(JSON.stringify({ Records: Array.from({ length: 1_000 }, () => ({ a: 1 })) }));
  expect(counts.samples).toHaveLength(REJECT_SAMPLES_MAX);
  expect(counts.rejected).toBe(1_000);
});
