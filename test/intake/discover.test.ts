import { expect, test } from "vitest";
import type { S3Client } from "../../src/aws/s3.ts";
import { DISCOVERY_LISTS_MAX, DISCOVERY_STREAMS_MAX } from "../../src/core/limits.ts";
import { discover, type DiscoveryRequest } from "../../src/intake/discover.ts";
import type { Stream } from "../../src/core/sources/listing.ts";
import { aClient, fakeWorld } from "../aws/fake-world.ts";

const PLACE = { bucket: "logs", region: "eu-west-1" };
const A = "111122223333";
const B = "123456789012";
const ORGANIZATION = "o-a1b2c3d4e5";

/** S3's delimiter listing over a list of keys. */
function bucketOf(keys: readonly string[], pageSize = 1_000): S3Client {
  const world = fakeWorld((request) => {
    const { searchParams } = new URL(request.url);
    const prefix = searchParams.get("prefix") ?? "";
    const below = keys.filter((key) => key.startsWith(prefix)).map((key) => key.slice(prefix.length).split("/"));
    const prefixes = [...new Set(below.filter((parts) => parts.length > 1).map(([first]) => `${prefix}${first}/`))];
    const from = Number(searchParams.get("continuation-token") ?? 0);
    const page = prefixes.slice(from, from + pageSize);
    const next = from + pageSize < prefixes.length ? String(from + pageSize) : null;
    const common = page.map((name) => `<CommonPrefixes><Prefix>${encodeURIComponent(name)}</Prefix></CommonPrefixes>`);
    const token = next === null ? "" : `<NextContinuationToken>${next}</NextContinuationToken>`;
    return new Response(
      `<ListBucketResult><IsTruncated>${next !== null}</IsTruncated>${token}${common.join("")}</ListBucketResult>`,
    );
  });
  return aClient(world);
}

const REQUEST: DiscoveryRequest = {
  prefixes: [""],
  kind: null,
  accountId: null,
  listsMax: DISCOVERY_LISTS_MAX,
  streamsMax: DISCOVERY_STREAMS_MAX,
};

function find(keys: readonly string[], prefix = "", pageSize?: number) {
  return discover(bucketOf(keys, pageSize), PLACE, { ...REQUEST, prefixes: [prefix] });
}

const key = (accountId: string, region: string, root = ""): string =>
  `${root}AWSLogs/${accountId}/CloudTrail/${region}/2024/07/31/x.json.gz`;
function stream(accountId: string, region: string, root = ""): Stream {
  const base = `${root}AWSLogs/${accountId}/CloudTrail/${region}/`;
  return { accountId, region, base, kind: "cloudtrail", vpcId: null, layout: "daily" };
}

const bases = (found: { readonly streams: readonly Stream[] }): string[] =>
  found.streams.map(({ base }) => base).sort();

test("finds accounts and Regions, and says what else lies there", async () => {
  const found = await find([
    key(A, "us-east-1"),
    key(A, "eu-west-1"),
    key(B, "us-east-1"),
    `AWSLogs/${A}/CloudTrail-Digest/us-east-1/x.json.gz`,
    `AWSLogs/${A}/Config/x.json.gz`,
    `AWSLogs/${A}/CloudTrail/tmp/x`,
    "AWSLogs/not-an-account/x",
  ]);
  expect(found.streams).toHaveLength(3);
  for (const one of [stream(A, "us-east-1"), stream(A, "eu-west-1"), stream(B, "us-east-1")]) {
    expect(found.streams).toContainEqual(one);
  }
  expect([...found.others].sort()).toEqual([
    `AWSLogs/${A}/CloudTrail-Digest/`,
    `AWSLogs/${A}/CloudTrail/tmp/`,
    `AWSLogs/${A}/Config/`,
    "AWSLogs/not-an-account/",
  ]);
});

test.each([
  ["above AWSLogs/", ""],
  ["above AWSLogs/, without a slash", "prod"],
  ["at AWSLogs/", "prod/AWSLogs/"],
  ["at the account", `prod/AWSLogs/${A}`],
  ["at CloudTrail", `prod/AWSLogs/${A}/CloudTrail/`],
  ["at the Region", `prod/AWSLogs/${A}/CloudTrail/eu-west-1/`],
  ["below the Region", `prod/AWSLogs/${A}/CloudTrail/eu-west-1/2024/07`],
])("a prefix may end %s", async (_where, prefix) => {
  expect((await find([key(A, "eu-west-1", "prod/")], prefix)).streams).toEqual([stream(A, "eu-west-1", "prod/")]);
});

test("an organisation's id stands between", async () => {
  const root = `AWSLogs/${ORGANIZATION}/`;
  const { streams } = await find([`${root}${A}/CloudTrail/eu-west-1/2024/07/31/x.json.gz`]);
  expect(streams).toEqual([{ ...stream(A, "eu-west-1"), base: `${root}${A}/CloudTrail/eu-west-1/` }]);
});

test("a prefix may be named like what lies below it", async () => {
  const root = `AWSLogs/x/CloudTrail/eu-west-1/`;
  expect((await find([key(A, "eu-west-1", root)], root)).streams).toEqual([stream(A, "eu-west-1", root)]);
  expect((await find([key(A, "eu-west-1", "AWSLogs/")], "AWSLogs/")).streams).toEqual([
    stream(A, "eu-west-1", "AWSLogs/"),
  ]);
});

test("reads every page of a listing", async () => {
  const accounts = Array.from({ length: 25 }, (_, at) => String(100_000_000_000 + at));
  const found = await find(
    accounts.map((accountId) => key(accountId, "eu-west-1")),
    "",
    10,
  );
  expect(found.streams.map(({ accountId }) => accountId).sort()).toEqual(accounts);
  // The root, AWSLogs/ in three pages, then two for each account.
  expect(found.listCalls).toBe(1 + 3 + 25 * 2);
});

test("finds nothing where nothing is", async () => {
  const nothing = { streams: [], listCalls: 1, others: [], otherAccounts: [], open: [], complete: true };
  expect(await find([])).toEqual(nothing);
  expect(await find(["photos/2024/x.jpg"], "photo")).toEqual(nothing);
});

test("stops at a bounded number of calls in a bucket of endless folders, and says so", async () => {
  const folders = Array.from({ length: DISCOVERY_LISTS_MAX + 500 }, (_, at) => `folder-${at}/x`);
  for (const pageSize of [10_000, 1]) {
    const { listCalls, complete } = await discover(bucketOf(folders, pageSize), PLACE, REQUEST);
    expect([listCalls, complete]).toEqual([DISCOVERY_LISTS_MAX, false]);
  }
});

const HIVE = `AWSLogs/aws-account-id=${A}/aws-service=vpcflowlogs/aws-region=eu-west-1/`;
const EVERY_KIND = [
  key(A, "eu-west-1"),
  `AWSLogs/${A}/vpcflowlogs/eu-west-1/2024/07/31/x.log.gz`,
  `AWSLogs/${A}/vpcflowlogs/us-east-1/2024/07/31/13/x.log.gz`,
  `AWSLogs/${A}/vpcdnsquerylogs/vpc-0a1b2c3d/2024/07/31/x.log.gz`,
  `${HIVE}year=2024/month=07/day=31/hour=13/x.log.parquet`,
  `AWSLogs/aws-account-id=${A}/aws-service=other/aws-region=eu-west-1/x`,
  key(B, "eu-west-1", "second-trail/"),
];

test("finds every kind in every layout, and several trails of one bucket", async () => {
  const { streams, complete } = await find(EVERY_KIND);
  expect(complete).toBe(true);
  expect([...streams].sort((one, other) => (one.base < other.base ? -1 : 1))).toEqual([
    stream(A, "eu-west-1"),
    {
      accountId: A,
      kind: "dns",
      region: null,
      vpcId: "vpc-0a1b2c3d",
      layout: "daily",
      base: `AWSLogs/${A}/vpcdnsquerylogs/vpc-0a1b2c3d/`,
    },
    {
      accountId: A,
      kind: "flow",
      region: "eu-west-1",
      vpcId: null,
      layout: "daily",
      base: `AWSLogs/${A}/vpcflowlogs/eu-west-1/`,
    },
    {
      accountId: A,
      kind: "flow",
      region: "us-east-1",
      vpcId: null,
      layout: "daily",
      base: `AWSLogs/${A}/vpcflowlogs/us-east-1/`,
    },
    { accountId: A, kind: "flow", region: "eu-west-1", vpcId: null, layout: "hive-daily", base: HIVE },
    stream(B, "eu-west-1", "second-trail/"),
  ]);
});

test("a kind or an account that is asked for is the only one found; the others are named", async () => {
  const flows = await discover(bucketOf(EVERY_KIND), PLACE, { ...REQUEST, kind: "flow" });
  expect(bases(flows)).toEqual([`AWSLogs/${A}/vpcflowlogs/eu-west-1/`, `AWSLogs/${A}/vpcflowlogs/us-east-1/`, HIVE]);
  expect(flows.others).toContain(`AWSLogs/${A}/CloudTrail/`);
  const own = await discover(bucketOf(EVERY_KIND), PLACE, { ...REQUEST, accountId: B });
  expect(bases(own)).toEqual([`second-trail/AWSLogs/${B}/CloudTrail/eu-west-1/`]);
  expect(own.otherAccounts).toEqual([A]);
});

test("a step that is cut short hands on what is open, and steps on it find the rest", async () => {
  const accounts = Array.from({ length: 300 }, (_, at) => String(100_000_000_000 + at));
  const bucket = bucketOf(accounts.map((accountId) => key(accountId, "eu-west-1")));
  const found = new Set<string>();
  let open: readonly string[] = [""];
  let steps = 0;
  while (open.length > 0) {
    const step = await discover(bucket, PLACE, { ...REQUEST, prefixes: open, listsMax: 100 });
    expect([step.complete, step.listCalls <= 100]).toEqual([true, true]);
    for (const base of bases(step)) {
      expect(found.has(base)).toBe(false);
      found.add(base);
    }
    open = step.open;
    steps++;
  }
  expect([found.size, steps]).toEqual([300, 7]);
});

test("accounts that are known well enough are not looked into", async () => {
  const found = await discover(bucketOf(EVERY_KIND), PLACE, { ...REQUEST, skips: (accountId) => accountId === A });
  expect(found.streams).toEqual([stream(B, "eu-west-1", "second-trail/")]);
});
