import * as fc from "fast-check";
import { expect, test } from "vitest";
import { baseOf, buildLogKey, type DeliveredKey, isDelivered } from "../../../src/core/sources/build-log-key.ts";
import { type Layout, type LogKey, type LogKind, parseLogKey } from "../../../src/core/sources/log-key.ts";

const MINUTE_MS = 60_000;

function logKey(key: string): LogKey {
  const parsed = parseLogKey(key);
  if (parsed === null || "neighbour" in parsed) throw new Error(`no log key: ${key}`);
  return parsed;
}

test("tells kind, account, place, day and minute of each layout", () => {
  const table: [string, Partial<LogKey>][] = [
    [
      "AWSLogs/111122223333/CloudTrail/us-east-1/2026/11/24/111122223333_CloudTrail_us-east-1_20261124T0917Z_aBcDeFgHiJkLmNoP.json.gz",
      {
        kind: "cloudtrail",
        accountId: "111122223333",
        region: "us-east-1",
        base: "AWSLogs/111122223333/CloudTrail/us-east-1/",
        layout: "daily",
        day: "2026-11-24",
        timeMs: Date.UTC(2026, 10, 24, 9, 17),
        unique: "aBcDeFgHiJkLmNoP",
        organizationId: null,
        prefix: "",
      },
    ],
    [
      "team/logs/AWSLogs/o-exampleorgid/123456789012/CloudTrail/ap-southeast-3/2026/01/01/123456789012_CloudTrail_ap-southeast-3_20260101T0000Z_x.json.gz",
      { organizationId: "o-exampleorgid", prefix: "team/logs/", accountId: "123456789012", region: "ap-southeast-3" },
    ],
    [
      "AWSLogs/123456789012/vpcflowlogs/us-east-1/2018/06/20/123456789012_vpcflowlogs_us-east-1_fl-1234abcd_20180620T1620Z_fe123456.log.gz",
      { kind: "flow", layout: "daily", flowLogId: "fl-1234abcd", timeMs: Date.UTC(2018, 5, 20, 16, 20), hour: null },
    ],
    [
      "AWSLogs/123456789012/vpcflowlogs/us-east-1/2018/06/20/16/123456789012_vpcflowlogs_us-east-1_fl-1234abcd_20180620T1620Z_fe123456.log.parquet",
      { layout: "hourly", hour: 16, parquet: true, unique: "fe123456" },
    ],
    [
      "p/AWSLogs/aws-account-id=123456789012/aws-service=vpcflowlogs/aws-region=us-east-1/year=2018/month=06/day=20/123456789012_vpcflowlogs_us-east-1_fl-1234abcd_20180620T1620Z_fe123456.log.gz",
      { layout: "hive-daily", accountId: "123456789012", region: "us-east-1", day: "2018-06-20", hour: null },
    ],
    [
      "AWSLogs/aws-account-id=123456789012/aws-service=vpcflowlogs/aws-region=us-east-1/year=2018/month=06/day=20/hour=16/123456789012_vpcflowlogs_us-east-1_fl-1234abcd_20180620T1620Z_fe123456.log.parquet",
      {
        layout: "hive-hourly",
        hour: 16,
        base: "AWSLogs/aws-account-id=123456789012/aws-service=vpcflowlogs/aws-region=us-east-1/",
      },
    ],
    [
      "AWSLogs/123456789012/vpcdnsquerylogs/vpc-0123abcd/2026/11/24/vpc-0123abcd_vpcdnsquerylogs_123456789012_20261124T0917Z_5e3ac1f6.log.gz",
      { kind: "dns", region: null, vpcId: "vpc-0123abcd", layout: "daily", unique: "5e3ac1f6" },
    ],
    [
      "AWSLogs/123456789012/CloudTrail/us-east-1/copy-of-a-file.json.gz",
      { kind: "cloudtrail", layout: null, day: null, timeMs: null, unique: null },
    ],
    ["AWSLogs/123456789012/CloudTrail/us-east-1/2026/02/30/a_20260230T0000Z_x.json.gz", { layout: null, timeMs: null }],
    ["AWSLogs/AWSLogs/123456789012/CloudTrail/us-east-1/x.json.gz", {}],
  ];
  for (const [key, facts] of table.slice(0, -1)) expect(logKey(key), key).toMatchObject(facts);
  expect(parseLogKey(table.at(-1)?.[0] ?? "")).toBeNull();
});

test("names the neighbours that are no logs", () => {
  const table = [
    ["AWSLogs/123456789012/CloudTrail-Digest/us-east-1/2026/11/24/x.json.gz", "CloudTrail-Digest"],
    ["AWSLogs/o-exampleorgid/123456789012/CloudTrail-Insight/us-east-1/2026/11/24/x.json.gz", "CloudTrail-Insight"],
    ["AWSLogs/123456789012/Config/us-east-1/2026/11/24/ConfigHistory/x.json.gz", "Config"],
    ["AWSLogs/123456789012/elasticloadbalancing/us-east-1/2026/11/24/x.log.gz", "elasticloadbalancing"],
    ["AWSLogs/aws-account-id=123456789012/aws-service=vpcelbflow/aws-region=us-east-1/x", "vpcelbflow"],
    ["AWSLogs/123456789012/__proto__/us-east-1/x", "__proto__"],
    ["AWSLogs/123456789012/constructor/us-east-1/x", "constructor"],
  ] as const;
  for (const [key, neighbour] of table) expect(parseLogKey(key), key).toEqual({ neighbour });
});

test("is null for keys of no layout", () => {
  const table = [
    "",
    "/",
    "AWSLogs",
    "AWSLogs/",
    "AWSLogs/123456789012",
    "AWSLogs/123456789012/",
    "AWSLogs/123456789012/CloudTrail/us-east-1/2026/11/24/",
    "AWSLogs/123456789012/CloudTrail/us-east-1",
    "AWSLogs/123456789012/CloudTrail//x.json.gz",
    "AWSLogs/12345678901x/CloudTrail/us-east-1/x.json.gz",
    "AWSLogs/../CloudTrail/us-east-1/x.json.gz",
    "AWSLogs/123456789012/CloudTrail/US East/x.json.gz",
    "awslogs/123456789012/CloudTrail/us-east-1/x.json.gz",
    "AWSLogs/o-short/123456789012/CloudTrail/us-east-1/x.json.gz",
    "AWSLogs/123456789012/vpcdnsquerylogs/us-east-1/2026/11/24/x.log.gz",
    "AWSLogs/aws-account-id=/aws-service=vpcflowlogs/aws-region=us-east-1/x",
  ];
  for (const key of table) expect(parseLogKey(key), key).toBeNull();
});

test("an account deeper in the key never stands in for the one whose folder it lies in", () => {
  const inner = "AWSLogs/999999999999/CloudTrail/us-east-1/2026/11/24/a.json.gz";
  expect(logKey(`AWSLogs/111122223333/CloudTrail/eu-west-1/${inner}`).accountId).toBe("111122223333");
});

const digits = (length: number) =>
  fc.string({ unit: fc.constantFrom(..."0123456789"), minLength: length, maxLength: length });
const lower = (min: number, max: number) =>
  fc.string({ unit: fc.constantFrom(..."abcdefghijklmnopqrstuvwxyz0123456789"), minLength: min, maxLength: max });

const deliveredKeys: fc.Arbitrary<DeliveredKey> = fc
  .record({
    kind: fc.constantFrom<LogKind>("cloudtrail", "flow", "dns"),
    cut: fc.constantFrom<Layout>("daily", "hourly", "hive-daily", "hive-hourly"),
    prefix: fc.array(
      fc.string({ maxLength: 8 }).map((text) => text.replaceAll("/", "")),
      { maxLength: 3 },
    ),
    organizationId: fc.option(lower(10, 32).map((text) => `o-${text}`)),
    accountId: digits(12),
    region: fc.constantFrom("us-east-1", "ap-southeast-3", "us-gov-west-1", "cn-north-1", "ap-isob-central-3r"),
    vpc: lower(8, 17),
    flowLog: lower(8, 17),
    minute: fc.integer({ min: Date.UTC(2013, 0) / MINUTE_MS, max: Date.UTC(2099, 0) / MINUTE_MS }),
    unique: lower(1, 16),
    parquet: fc.boolean(),
  })
  .map((parts) => {
    const flow = parts.kind === "flow";
    const layout = flow ? parts.cut : "daily";
    const timeMs = parts.minute * MINUTE_MS;
    const iso = new Date(timeMs).toISOString();
    return {
      kind: parts.kind,
      prefix: parts.prefix
        .filter((part) => part !== "AWSLogs")
        .map((part) => `${part}/`)
        .join(""),
      organizationId: parts.organizationId,
      accountId: parts.accountId,
      region: parts.kind === "dns" ? null : parts.region,
      vpcId: parts.kind === "dns" ? `vpc-${parts.vpc}` : null,
      layout,
      day: iso.slice(0, 10),
      hour: layout.endsWith("hourly") ? Number(iso.slice(11, 13)) : null,
      timeMs,
      flowLogId: flow ? `fl-${parts.flowLog}` : null,
      unique: parts.unique,
      parquet: flow && parts.parquet,
    };
  });

test("parse and build are inverses on delivered keys", () => {
  fc.assert(
    fc.property(deliveredKeys, (key) => {
      const text = buildLogKey(key);
      const parsed = logKey(text);
      expect(parsed).toEqual({ ...key, base: baseOf(key) });
      if (!isDelivered(parsed)) throw new Error(`not delivered: ${text}`);
      expect(buildLogKey(parsed)).toBe(text);
    }),
    { numRuns: 500, seed: 20261124 },
  );
});

test("reads any text as a key without throwing", () => {
  const piece = fc.oneof(
    fc.string({ unit: "binary", maxLength: 12 }),
    fc.constantFrom(
      "AWSLogs",
      "123456789012",
      "CloudTrail",
      "aws-account-id=123456789012",
      "2026",
      "..",
      "",
      "__proto__",
    ),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const parsed = parseLogKey(pieces.join("/"));
      if (parsed !== null && "kind" in parsed) expect(parsed.accountId).toMatch(/^\d{8,14}$/);
    }),
    { numRuns: 2_000, seed: 20261124 },
  );
});
