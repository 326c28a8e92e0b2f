/** ListObjectsV2 against a plain model of S3's rules, over 2,500 keys of a log bucket and some odd ones. */

import { afterAll, beforeAll, expect, test } from "vitest";
import type { LocalAws } from "../../../../dev/stack.ts";
import { BUCKET, type Call, caller, outcome, path, start, text, texts } from "../local-aws.ts";

const ODD = [
  "odd/space and+plus",
  "odd/<&>\"'%41.txt",
  "odd//double//slash",
  "odd/caf\u00e9",
  "odd/\uffee",
  "odd/\u{10000}",
  "odd/\u{1f408}/cat",
  "odd/line\nfeed",
  "odd/trailing/",
  "odd/=!'()*~?#",
];
const LOGS = Array.from({ length: 2_500 }, (_, index) => {
  const day = String(1 + (index % 9)).padStart(2, "0");
  return `AWSLogs/123456789012/CloudTrail/us-east-1/2026/11/${day}/log-${String(index).padStart(5, "0")}.json.gz`;
});
const KEYS = [...LOGS, ...ODD]
  .map((key) => Buffer.from(key))
  .sort(Buffer.compare)
  .map(String);

let aws: LocalAws;
let call: (path: string, call?: Call) => Promise<Response>;

beforeAll(async () => {
  aws = await start();
  call = caller(aws.url);
  const waiting = KEYS.toReversed();
  const load = async () => {
    for (let key = waiting.pop(); key !== undefined; key = waiting.pop()) {
      const answer = await call(path(key), { method: "PUT", body: "x" });
      if (answer.status !== 200) throw new Error(`${key}: ${await answer.text()}`);
      await answer.text();
    }
  };
  await Promise.all(Array.from({ length: 24 }, load));
}, 60_000);

afterAll(() => aws.dispose());

interface Query {
  readonly prefix?: string;
  readonly delimiter?: string;
  readonly "start-after"?: string;
  readonly "max-keys"?: string;
  readonly "encoding-type"?: string;
  readonly "continuation-token"?: string;
}

async function listPage(query: Query): Promise<string> {
  const search = new URLSearchParams({ "list-type": "2", ...query }).toString().replaceAll("+", "%20");
  return (await call(`/${BUCKET}?${search}`)).text();
}

interface Listing {
  readonly keys: string[];
  readonly prefixes: string[];
}

function decode(xml: string, name: string, encoded: boolean): string[] {
  return texts(xml, name).map((value) => (encoded ? decodeURIComponent(value.replaceAll("+", " ")) : value));
}

function prefixesOf(xml: string, encoded: boolean): string[] {
  return decode(xml.slice(xml.indexOf("<CommonPrefixes>")), "Prefix", encoded);
}

/** Follows the pages to the end, checking of each what must hold of any page. */
async function listAll(query: Query): Promise<Listing & { pages: number }> {
  const all: Listing & { pages: number } = { keys: [], prefixes: [], pages: 0 };
  const encoded = query["encoding-type"] === "url";
  let token: string | undefined;
  do {
    const xml = await listPage(token === undefined ? query : { ...query, "continuation-token": token });
    const keys = decode(xml, "Key", encoded);
    const prefixes = xml.includes("<CommonPrefixes>") ? prefixesOf(xml, encoded) : [];
    const size = keys.length + prefixes.length;
    token = text(xml, "NextContinuationToken");
    expect(text(xml, "KeyCount")).toBe(String(size));
    expect(text(xml, "IsTruncated")).toBe(String(token !== undefined));
    if (token !== undefined) expect(size).toBe(Number(query["max-keys"] ?? 1000));
    all.keys.push(...keys);
    all.prefixes.push(...prefixes);
    all.pages++;
  } while (token !== undefined);
  return all;
}

function after(a: string, b: string): boolean {
  return Buffer.compare(Buffer.from(a), Buffer.from(b)) > 0;
}

/** S3's rules, on the sorted keys. */
function model({ prefix = "", delimiter = "", "start-after": startAfter = "" }: Query): Listing {
  const keys: string[] = [];
  const prefixes = new Set<string>();
  for (const key of KEYS) {
    if (!key.startsWith(prefix) || !after(key, startAfter)) continue;
    const end = delimiter === "" ? -1 : key.indexOf(delimiter, prefix.length);
    if (end < 0) keys.push(key);
    else if (after(key.slice(0, end + delimiter.length), startAfter))
      prefixes.add(key.slice(0, end + delimiter.length));
  }
  return { keys, prefixes: [...prefixes] };
}

const DAYS = "AWSLogs/123456789012/CloudTrail/us-east-1/2026/11/";

test.each<Query>([
  {},
  { prefix: "AWSLogs/", "max-keys": "100" },
  { delimiter: "/" },
  { prefix: DAYS, delimiter: "/" },
  { prefix: DAYS, delimiter: "/", "max-keys": "2" },
  { prefix: DAYS, delimiter: "/", "start-after": `${DAYS}03/log-00500`, "max-keys": "3" },
  { prefix: DAYS, delimiter: "/", "start-after": `${DAYS}03/` },
  { prefix: `${DAYS}03`, "start-after": `${DAYS}03/log-01000`, "max-keys": "7" },
  { "start-after": LOGS[1_234] ?? "" },
  { "start-after": "zzz" },
  { prefix: "none/" },
  { prefix: "AWSLogs/", delimiter: "log-0", "max-keys": "4" },
  { prefix: "odd/", delimiter: "/", "max-keys": "1" },
  { prefix: "odd/\uffee" },
  { prefix: "odd/", "start-after": "odd/\uffee" },
  { prefix: "odd/", "start-after": "odd/\u{10000}" },
  { prefix: "odd/", delimiter: "", "max-keys": "5" },
])("lists what S3 would, plainly and URL-encoded: %j", async (query) => {
  const expected = model(query);
  expect(await listAll(query)).toMatchObject(expected);
  expect(await listAll({ ...query, "encoding-type": "url" })).toMatchObject(expected);
});

test("2,510 keys come in three pages of at most 1,000", async () => {
  const listed = await listAll({ "max-keys": "1000" });
  expect(listed.pages).toBe(3);
  expect(listed.keys).toEqual(KEYS);
});

test("more than 1,000 keys can't be asked for", async () => {
  const xml = await listPage({ "max-keys": "5000" });
  expect([text(xml, "MaxKeys"), text(xml, "KeyCount")]).toEqual(["1000", "1000"]);
});

test("no keys can be asked for", async () => {
  const xml = await listPage({ "max-keys": "0" });
  expect([text(xml, "KeyCount"), text(xml, "IsTruncated")]).toEqual(["0", "false"]);
});

test("a space is written as + and a plus as %2B, as S3 writes them", async () => {
  const xml = await listPage({ prefix: "odd/space ", "encoding-type": "url" });
  expect(texts(xml, "Key")).toEqual(["odd/space+and%2Bplus"]);
  expect(text(xml, "Prefix")).toBe("odd/space+");
});

test("an entry has time, entity tag, size and class", async () => {
  const xml = await listPage({ "max-keys": "1" });
  expect(text(xml, "ETag")).toBe('"9dd4e461268c8034f5c8564e155c67a6"');
  expect(text(xml, "Size")).toBe("1");
  expect(text(xml, "StorageClass")).toBe("STANDARD");
  expect(text(xml, "LastModified")).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
});

test.each<Query>([
  { "max-keys": "-1" },
  { "max-keys": "ten" },
  { "encoding-type": "base64" },
  { "continuation-token": "made up" },
  { "continuation-token": Buffer.from('["ireland","x"]').toString("base64") },
])("refuses %j", async (query) => {
  const search = new URLSearchParams({ "list-type": "2", ...query }).toString().replaceAll("+", "%20");
  expect(await outcome(call(`/${BUCKET}?${search}`))).toBe("400 InvalidArgument");
});

test("every listed key can be read", async () => {
  for (const key of ODD) expect(await outcome(call(path(key)))).toBe("200");
});
