import { expect, test } from "vitest";
import { DIGEST_ASK_EVERY_MS, SILENCE_CHECK_EVERY_MS } from "../../src/core/limits.ts";
import { minuteText, type Stream } from "../../src/core/sources/listing.ts";
import { freshState, type StreamState } from "../../src/intake/poll-plan.ts";
import { judgeSilence, type KnownArrival, newestDigest, silenceMatch } from "../../src/intake/silence.ts";
import { aClient, fakeWorld } from "../aws/fake-world.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const NOW = Date.UTC(2026, 10, 24, 12);
const A = "111122223333";
const TRAIL: Stream = {
  base: `x/AWSLogs/${A}/CloudTrail/eu-west-1/`,
  accountId: A,
  kind: "cloudtrail",
  region: "eu-west-1",
  vpcId: null,
  layout: "daily",
};
const FLOW: Stream = { ...TRAIL, kind: "flow", base: `AWSLogs/${A}/vpcflowlogs/eu-west-1/` };

/** Every five minutes, up to `ageMs` ago. */
function steady(ageMs: number, keyOf: (timeMs: number) => string = String): KnownArrival[] {
  return Array.from({ length: 100 }, (_, at) => {
    const modifiedMs = NOW - ageMs - at * 5 * MINUTE_MS;
    return { key: keyOf(modifiedMs), modifiedMs };
  });
}

function flowKey(id: string) {
  return (timeMs: number): string =>
    `${FLOW.base}2026/11/24/${A}_vpcflowlogs_eu-west-1_${id}_${minuteText(timeMs)}_0a.log.gz`;
}

async function judge(stream: Stream, known: readonly KnownArrival[], digestMs = 0, state: Partial<StreamState> = {}) {
  let asked = 0;
  const newestMs = Math.max(...known.map(({ modifiedMs }) => modifiedMs));
  const judged = await judgeSilence(stream, { ...freshState(stream.base), newestMs, ...state }, NOW, {
    arrivals: () => known,
    newestDigest: async () => {
      asked++;
      return { digestMs, listCalls: 1 };
    },
  });
  return { ...judged, asked };
}

test("a trail is silent when no digest came for 90 minutes, whatever its rhythm was", async () => {
  const { parts, listCalls } = await judge(TRAIL, steady(91 * MINUTE_MS), NOW - 2 * HOUR_MS);
  expect(parts).toMatchObject([{ sinceMs: NOW - 91 * MINUTE_MS, basis: "digests" }]);
  expect(listCalls).toBe(1);
  const idle = await judge(TRAIL, [{ key: "k", modifiedMs: NOW - 20 * HOUR_MS }], NOW - 91 * MINUTE_MS);
  expect(idle.parts).toMatchObject([{ sinceMs: NOW - 91 * MINUTE_MS, basis: "digests" }]);
});

test("an idle account is not silent: its digests come", async () => {
  for (const known of [steady(10 * HOUR_MS), [{ key: "k", modifiedMs: NOW - 9 * 24 * HOUR_MS }]]) {
    expect((await judge(TRAIL, known, NOW - 70 * MINUTE_MS)).parts).toEqual([]);
  }
});

test("without digests the rhythm decides, and a stream of a few objects is never silent", async () => {
  expect((await judge(TRAIL, steady(91 * MINUTE_MS))).parts).toMatchObject([{ basis: "rhythm" }]);
  expect((await judge(TRAIL, steady(80 * MINUTE_MS))).parts).toEqual([]);
  expect((await judge(TRAIL, steady(9 * HOUR_MS).slice(0, 5))).parts).toEqual([]);
});

test("digests are asked for only when objects stay away, and seldom where there are none", async () => {
  expect((await judge(TRAIL, steady(MINUTE_MS))).asked).toBe(0);
  const silence = { checkedMs: 0, digestMs: 0, digestAskedMs: NOW - HOUR_MS, told: null };
  expect((await judge(TRAIL, steady(2 * HOUR_MS), 0, { silence })).asked).toBe(0);
  const longAgo = { ...silence, digestAskedMs: NOW - DIGEST_ASK_EVERY_MS };
  expect((await judge(TRAIL, steady(2 * HOUR_MS), 0, { silence: longAgo })).asked).toBe(1);
  const recent = { ...silence, checkedMs: NOW - SILENCE_CHECK_EVERY_MS + 1 };
  expect((await judge(TRAIL, steady(9 * HOUR_MS), 0, { silence: recent })).parts).toBeNull();
});

test("a flow log that stops is seen beside one that goes on in the same folder", async () => {
  const known = [...steady(15 * MINUTE_MS, flowKey("fl-0a")), ...steady(2 * HOUR_MS, flowKey("fl-0b"))];
  const { parts } = await judge(FLOW, known);
  expect(parts).toMatchObject([{ flowLogId: "fl-0b", sinceMs: NOW - 2 * HOUR_MS }]);
  const { title, description, additionalInfo } = silenceMatch(FLOW, parts ?? []);
  expect(title).toBe(`No VPC flow logs have come from account ${A}, eu-west-1 since 2026-11-24T10:00:00.000Z.`);
  expect(description).toContain("describe-flow-logs");
  expect(additionalInfo.flowLogs).toEqual(["fl-0b"]);
});

test("resolver logs of a VPC have their own rhythm", async () => {
  const stream: Stream = {
    ...FLOW,
    kind: "dns",
    region: null,
    vpcId: "vpc-0a",
    base: `AWSLogs/${A}/vpcdnsquerylogs/vpc-0a/`,
  };
  const key = (timeMs: number): string =>
    `${stream.base}2026/11/24/vpc-0a_vpcdnsquerylogs_${A}_${minuteText(timeMs)}_0a.log.gz`;
  const { parts, asked } = await judge(stream, steady(2 * HOUR_MS, key));
  expect([parts?.length, asked]).toEqual([1, 0]);
  expect(silenceMatch(stream, parts ?? []).title).toContain("vpc-0a");
});

test("the newest digest is found from two days back, or from the last one known, on short pages too", async () => {
  const key = (end: string) =>
    `x/AWSLogs/${A}/CloudTrail-Digest/eu-west-1/2026/11/24/${A}_CloudTrail-Digest_eu-west-1_t_us-east-1_${end}.json.gz`;
  const keys = ["20261124T083015Z_backfill", "20261124T093015Z", "20261124T103015Z"].map(key);
  const world = fakeWorld((request) => {
    const after = new URL(request.url).searchParams.get("start-after") ?? "";
    const [next, ...rest] = [...keys, "x/odd.json.gz"].filter((name) => name > after);
    const contents = `<Contents><Key>${encodeURIComponent(next ?? "")}</Key><ETag>e</ETag></Contents>`;
    const more = rest.length > 0 ? "<NextContinuationToken>t</NextContinuationToken>" : "";
    return new Response(
      `<ListBucketResult><IsTruncated>${rest.length > 0}</IsTruncated>${next ? contents : ""}${more}</ListBucketResult>`,
    );
  });
  const place = { bucket: "logs", region: "eu-west-1" };
  const endMs = Date.UTC(2026, 10, 24, 10, 30, 15);
  expect(await newestDigest(aClient(world), place, TRAIL, 0, NOW)).toEqual({ digestMs: endMs, listCalls: 4 });
  const asked = new URL(world.requests[0]?.url ?? "").searchParams;
  expect(asked.get("prefix")).toBe(`x/AWSLogs/${A}/CloudTrail-Digest/eu-west-1/`);
  expect(asked.get("start-after")).toBe(`x/AWSLogs/${A}/CloudTrail-Digest/eu-west-1/2026/11/22/`);
  const again = await newestDigest(aClient(world), place, TRAIL, endMs, NOW);
  expect(again.digestMs).toBe(endMs);
  const last = new URL(world.requests[4]?.url ?? "").searchParams.get("start-after");
  expect(last).toBe(`x/AWSLogs/${A}/CloudTrail-Digest/eu-west-1/2026/11/24/`);
});
