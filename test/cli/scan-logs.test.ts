import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { seededRandom } from "../../bench/flow-data.ts";
import { scanLogs } from "../../cli/scan-logs.ts";
import { parseScanOptions } from "../../cli/scan-options.ts";
import type { JsonObject } from "../../src/core/json.ts";
import { gz, record, records } from "../intake/cloudtrail-records.ts";
import { type Files, withFiles } from "./temp-folder.ts";

const STOPPED = "Stealth:IAMUser/CloudTrailLoggingDisabled";

async function scan(...args: readonly string[]) {
  const options = parseScanOptions(args);
  if (!options.ok) throw new Error(options.error);
  const told: string[] = [];
  const { findings, totals } = await scanLogs(options.value, (text) => told.push(text));
  return { findings, totals, told, types: findings.map(({ type, count }) => `${type} × ${count}`) };
}

const scanFiles = (files: Files, ...args: readonly string[]) =>
  withFiles(files, (folder) => scan(...args.map((arg) => (arg.startsWith("-") ? arg : `${folder}/${arg}`)), folder));

const stop = (eventID: string, override: JsonObject = {}): JsonObject => record({ eventID, ...override });
const quiet = (eventID: string): JsonObject => record({ eventID, eventName: "DescribeTrails" });

test("reads, judges, merges and counts", async () => {
  const { findings, totals, told, types } = await scanFiles({
    "a.json": records(quiet("1"), stop("2"), record({ eventID: "3", eventCategory: "Data" })),
    "b.json.gz": gz(records(stop("4", { eventTime: "2024-07-31T12:00:00Z" }))),
  });
  expect(types).toEqual([`${STOPPED} × 2`]);
  expect(findings[0]).toMatchObject({
    firstMs: Date.UTC(2024, 6, 31, 12),
    lastMs: Date.UTC(2024, 6, 31, 13, 6, 24),
    accountId: "111122223333",
    region: "eu-west-1",
  });
  expect(totals).toEqual({
    objects: 2,
    records: { cloudtrail: 4, flow: 0, dns: 0 },
    rejected: 0,
    skippedObjects: 0,
  });
  expect(told).toEqual([]);
});

test("an event that two trails deliver is one", async () => {
  const { types } = await scanFiles({ "a.json": records(stop("1")), "b.json": records(stop("1"), stop("2")) });
  expect(types).toEqual([`${STOPPED} × 2`]);
});

test("what is learned raises nothing, and is not told later either", async () => {
  const files = { "old/a.json": records(stop("1")), "new/b.json": records(stop("1"), stop("2")) };
  await withFiles(files, async (folder) => {
    const learned = await scan("--learn", `${folder}/old`, `${folder}/new`);
    expect(learned.types).toEqual([`${STOPPED} × 1`]);
    expect(learned.totals.records.cloudtrail).toBe(3);
    expect((await scan("--learn", `${folder}/new`, `${folder}/old`)).types).toEqual([]);
  });
});

test("says of each file that is not read, or only in part, why", async () => {
  const { totals, told } = await scanFiles({
    "AWSLogs/111122223333/CloudTrail-Digest/eu-west-1/2024/07/31/x.json.gz": "",
    "bad.json": '{"hello":"world"}',
    "cut.json.gz": gz(records(stop("1"))).slice(0, -20),
    "dns.log": '{"query_name":"example.com.","query_timestamp":"x"}',
    "notes.txt": "hello",
    "part.json": records(stop("1"), "{}", "5", stop("2")),
  });
  expect(totals).toMatchObject({ objects: 4, rejected: 4, skippedObjects: 2 });
  expect(told.map((line) => line.replace(/\/\S*\//, ""))).toEqual([
    "scan: bad.json: no CloudTrail record in it; record 1: eventName is missing",
    "scan: cut.json.gz: bad gzip: unexpected end of file",
    "scan: dns.log: no resolver query record in it; record 1: query_timestamp: not a time",
    "scan: skipped notes.txt: no known log",
    "scan: part.json: rejected record 2: eventName is missing",
    "scan: part.json: rejected record 3: record is not a JSON object",
  ]);
});

test("takes account and Region from the key where the records leave them out", async () => {
  const bare = JSON.parse(
    JSON.stringify(stop("1", { recipientAccountId: undefined, awsRegion: undefined })),
  ) as JsonObject;
  const { findings } = await scanFiles({
    "AWSLogs/123456789012/CloudTrail/eu-west-3/2024/07/31/x.json": records(bare),
  });
  expect(findings).toMatchObject([{ accountId: "123456789012", region: "eu-west-3" }]);
});

test("findings come in order of their first event, then id, and the same each time", async () => {
  const deeds = Array.from({ length: 30 }, (_, at) =>
    stop(`e${at}`, {
      eventTime: `2024-07-31T13:0${at % 3}:00Z`,
      recipientAccountId: String(111_122_220_000 + at),
      requestParameters: { name: `trail-${at}` },
    }),
  );
  const files = { "a.json": records(...deeds.slice(0, 20)), "b.json": records(...deeds.slice(20)) };
  const first = await scanFiles(files);
  const order = first.findings.map(({ firstMs, id }) => `${firstMs} ${id}`);
  expect(order).toHaveLength(30);
  expect(order).toEqual([...order].sort());
  expect(JSON.stringify((await scanFiles(files)).findings)).toBe(JSON.stringify(first.findings));
  const packed = Object.fromEntries(
    Object.entries(files).map(([name, text]) => [`${name}.gz`, new Uint8Array(gzipSync(text))]),
  );
  expect(JSON.stringify((await scanFiles(packed)).findings)).toBe(JSON.stringify(first.findings));
});

test("enabled Regions decide where global services are learned, never what is raised", async () => {
  const root = record({
    eventID: "1",
    userIdentity: { type: "Root", accountId: "111122223333" },
    eventSource: "iam.amazonaws.com",
    eventName: "ListUsers",
    awsRegion: "us-east-1",
  });
  const files = { "a.json": records(root) };
  const plain = await scanFiles(files);
  const given = await withFiles(files, (folder) => scan("--regions", "eu-west-1,us-east-1,eu-north-1", folder));
  expect(plain.types).toEqual(["Policy:IAMUser/RootCredentialUsage × 1"]);
  expect(given.findings).toEqual(plain.findings);
});

test("a path that does not exist is an error", async () => {
  await expect(scan("/nowhere/at/all")).rejects.toThrow("ENOENT");
});

const OTHER = "123456789012";

/** `days` of one role's session on an instance, one file a day; on the last its keys come through an endpoint of OTHER's. */
function carriedOff(days: number): Files {
  const identity = {
    type: "AssumedRole",
    principalId: "AROAEXAMPLE:i-0123456789abcdef0",
    arn: "arn:aws:sts::111122223333:assumed-role/web/i-0123456789abcdef0",
    accountId: "111122223333",
    sessionContext: { ec2RoleDelivery: "2.0" },
  };
  const fileOf = (accountId: string, day: number, call: JsonObject): [string, string] => {
    const date = new Date(Date.UTC(2024, 6, 1 + day, 13)).toISOString();
    const [year, month, dayOfMonth] = date.slice(0, 10).split("-");
    const folder = `AWSLogs/o-abcdefghij/${accountId}/CloudTrail/eu-west-1/${year}/${month}/${dayOfMonth}`;
    const name = `${accountId}_CloudTrail_eu-west-1_${year}${month}${dayOfMonth}T1300Z_${"x".repeat(16)}.json`;
    const usual = {
      eventID: `${accountId} ${day}`,
      eventTime: date,
      eventName: "DescribeInstances",
      userIdentity: identity,
    };
    return [
      `${folder}/${name}`,
      records(record({ ...usual, recipientAccountId: accountId, vpcEndpointId: "", ...call })),
    ];
  };
  const away = { sourceIPAddress: "172.31.4.5", vpcEndpointId: "vpce-2", vpcEndpointAccountId: OTHER };
  const usual = Array.from({ length: days }, (_, day) => fileOf("111122223333", day, {}));
  const later = fileOf(OTHER, days + 1, { userIdentity: { ...identity, accountId: OTHER } });
  return Object.fromEntries([...usual, fileOf("111122223333", days, away), later]);
}

test("another account's endpoint is affiliated where files of that account are there, too, though they are later", async () => {
  const files = carriedOff(20);
  const alone = Object.fromEntries(Object.entries(files).filter(([name]) => !name.includes(`/${OTHER}/`)));
  for (const [given, severity, affiliated] of [
    [files, 5, true],
    [alone, 8, false],
  ] as const) {
    const { findings } = await scanFiles(given, "AWSLogs");
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatchObject({
      type: "UnauthorizedAccess:IAMUser/InstanceCredentialExfiltration.InsideAWS",
      severity,
      latest: { action: { awsApiCallAction: { remoteAccountDetails: { accountId: OTHER, affiliated } } } },
    });
  }
});

test("generated names are told though another hour of the same log has more names that do not exist", async () => {
  const start = Date.UTC(2026, 10, 20);
  const line = (timeMs: number, name: string): string =>
    JSON.stringify({
      version: "1.100000",
      account_id: "111122223333",
      region: "eu-west-1",
      vpc_id: "vpc-1",
      query_timestamp: new Date(timeMs).toISOString().replace(".000", ""),
      query_name: `${name}.`,
      query_type: "A",
      query_class: "IN",
      rcode: "NXDOMAIN",
      answers: [],
      srcaddr: "10.0.0.5",
      srcport: "40000",
      transport: "UDP",
      srcids: { instance: "i-0123456789abcdef0" },
    });
  const random = seededRandom(5);
  const generated = Array.from({ length: 30 }, (_, at) => {
    const letters = Array.from({ length: 16 }, () => String.fromCharCode(97 + random(26))).join("");
    return line(start + at * 60_000, `${letters}.com`);
  });
  // Dead links of a crawler, say: plain words, and more of them.
  const words = ["river", "garden", "market", "silver", "window", "yellow", "bridge", "castle", "forest", "planet"];
  const plain = words.flatMap((one, at) =>
    words.map((two, nth) => line(start + 5 * 3_600_000 + (at * 10 + nth) * 30_000, `${one}-${two}-shop.com`)),
  );
  const { findings } = await scanFiles({ "dns.log.gz": gzipSync([...generated, ...plain].join("\n")) });
  const told = findings.filter(({ type }) => type === "Trojan:EC2/DGADomainRequest.B");
  expect(told).toHaveLength(1);
  expect(told[0]?.firstMs).toBeLessThan(start + 3_600_000);
});
