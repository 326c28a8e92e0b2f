import { expect, test } from "vitest";
import { type HintPlace, routeHint } from "../../../src/intake/notifications/route-hint.ts";
import type { Source } from "../../../src/store/sources.ts";
import { aSource } from "../../store/a-source.ts";

const ACCOUNT = "111122223333";
const SINCE_MS = Date.UTC(2026, 10, 20, 13);

const source = (change: Partial<Source> = {}): Source =>
  aSource({ id: "s1", bucket: "trail-bucket", sinceMs: SINCE_MS, discoveredMs: 1, ...change });

function place(change: Partial<Source> = {}, prefix = change.prefix ?? "", accountId = ACCOUNT): HintPlace {
  const base = `${prefix}AWSLogs/${accountId}/CloudTrail/eu-west-1/`;
  const stream = { accountId, region: "eu-west-1", vpcId: null, kind: "cloudtrail", layout: "daily", base } as const;
  const streams = [stream];
  const own = source(change);
  return { source: own, ledgers: [{ sourceId: own.id, accountId, streams, dueMs: 0, intervalMs: 60_000 }] };
}

function key({
  account = ACCOUNT,
  region = "eu-west-1",
  day = "2026/11/24",
  service = "CloudTrail",
  prefix = "",
} = {}) {
  const minute = `${day.replaceAll("/", "")}T0905Z`;
  return `${prefix}AWSLogs/${account}/${service}/${region}/${day}/${account}_${service}_${region}_${minute}_AbCdEfGhIjKlMnOp.json.gz`;
}

const DIGEST = `AWSLogs/${ACCOUNT}/CloudTrail-Digest/eu-west-1/2026/11/24/${ACCOUNT}_CloudTrail-Digest_eu-west-1_main_eu-west-1_20261124T090131Z.json.gz`;

function route(name: string, places: readonly HintPlace[], bucket = "trail-bucket"): string {
  const routed = routeHint({ bucket, key: name, etag: null, size: null, eventTimeMs: null }, places);
  return "refused" in routed
    ? routed.refused
    : routed.routes.map(({ kind, place }) => `${kind} ${place.source.id}`).join();
}

test("leads to the ledger of the stream, to discovery, or says why not", () => {
  const table: [string, readonly HintPlace[], string][] = [
    [key(), [place()], "ledger s1"],
    [key({ day: "2026/11/20" }), [place()], "ledger s1"],
    [key({ day: "2026/11/19" }), [place()], "before-start"],
    [key({ region: "us-west-2" }), [place()], "discover s1"],
    [key({ account: "444455556666" }), [place()], "discover s1"],
    [key({ account: "444455556666" }), [place({ accountId: ACCOUNT })], "unknown-prefix"],
    [key(), [place({ prefix: "logs/" })], "unknown-prefix"],
    [key({ prefix: "logs/" }), [place({ prefix: "logs/" })], "ledger s1"],
    [key({ prefix: "logs2/" }), [place({ prefix: "logs/" })], "unknown-prefix"],
    [key({ service: "vpcflowlogs" }), [place()], "other-kind"],
    [key({ service: "CloudTrail-Insight" }), [place()], "other-kind"],
    [key({ service: "Config" }), [place()], "other-kind"],
    ["photos/cat.jpg", [place()], "not-a-log"],
    ["AWSLogs/../../etc/passwd", [place()], "not-a-log"],
    ["", [place()], "not-a-log"],
    [key(), [place({ enabled: false })], "disabled"],
    [key(), [place({ bucket: "other-bucket" })], "unknown-bucket"],
    [key(), [], "unknown-bucket"],
    [key(), [place(), place({ id: "s2", accountId: ACCOUNT })], "ledger s1,ledger s2"],
    [key(), [place({ prefix: "logs/" }), place({ id: "s2" })], "ledger s2"],
    [DIGEST, [place()], "digest s1"],
    [DIGEST.replaceAll(ACCOUNT, "444455556666"), [place()], "discover s1"],
    [DIGEST.replace("2026/11/24", "2026/10/24").replace("_20261124T", "_20261024T"), [place()], "before-start"],
    [DIGEST, [place({ prefix: "logs/" })], "unknown-prefix"],
  ];
  for (const [name, places, expected] of table) expect(route(name, places), name).toBe(expected);
});
