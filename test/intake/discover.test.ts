import { expect, test } from "vitest";
import type { S3Client } from "../../src/aws/s3.ts";
import { DISCOVERY_LISTS_MAX } from "../../src/core/limits.ts";
import { discover } from "../../src/intake/discover.ts";
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

function find(keys: readonly string[], prefix = "", pageSize?: number) {
  return discover(bucketOf(keys, pageSize), PLACE, prefix);
}

const key = (accountId: string, region: string, root = ""): string =>
  `${root}AWSLogs/${accountId}/CloudTrail/${region}/2024/07/31/x.json.gz`;
function stream(accountId: string, region: string, root = "") {
  return { accountId, region, base: `${root}AWSLogs/${accountId}/CloudTrail/${region}/` };
}

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
  expect(found.streams).toEqual([stream(A, "us-east-1"), stream(A, "eu-west-1"), stream(B, "us-east-1")]);
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
  expect(streams).toEqual([{ accountId: A, region: "eu-west-1", base: `${root}${A}/CloudTrail/eu-west-1/` }]);
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
  expect(found.streams.map(({ accountId }) => accountId)).toEqual(accounts);
  // The root, AWSLogs/ in three pages, then two for each account.
  expect(found.listCalls).toBe(1 + 3 + 25 * 2);
});

test("finds nothing where nothing is", async () => {
  const nothing = { streams: [], listCalls: 1, others: [], complete: true };
  expect(await find([])).toEqual(nothing);
  expect(await find(["photos/2024/x.jpg"], "photo")).toEqual(nothing);
});

test("stops at a bounded number of calls in a bucket of endless folders, and says so", async () => {
  const folders = Array.from({ length: DISCOVERY_LISTS_MAX + 500 }, (_, at) => `folder-${at}/x`);
  for (const pageSize of [10_000, 1]) {
    const { listCalls, complete } = await discover(bucketOf(folders, pageSize), PLACE, "");
    expect([listCalls, complete]).toEqual([DISCOVERY_LISTS_MAX, false]);
  }
});
