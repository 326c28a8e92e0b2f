import { expect, test } from "vitest";
import { isAccountText, isOrganizationText, isRegionText, parseLogKey } from "../../../src/core/sources/log-key.ts";

const ACCOUNT = "111122223333";
const ORGANIZATION = "o-a1b2c3d4e5";
const minute = Date.UTC(2024, 6, 31, 13, 5);
const name = `${ACCOUNT}_CloudTrail_eu-west-1_20240731T1305Z_AbCdEfGhIjKlMnOp.json.gz`;
const base = {
  kind: "cloudtrail",
  accountId: ACCOUNT,
  organizationId: null,
  region: "eu-west-1",
  vpcId: null,
  timeMs: minute,
  parquet: false,
};

test.each<[string, object]>([
  [`AWSLogs/${ACCOUNT}/CloudTrail/eu-west-1/2024/07/31/${name}`, base],
  [`logs/prod/AWSLogs/${ACCOUNT}/CloudTrail/eu-west-1/2024/07/31/${name}`, base],
  [`AWSLogs/AWSLogs/${ACCOUNT}/CloudTrail/eu-west-1/2024/07/31/${name}`, base],
  [
    `AWSLogs/${ORGANIZATION}/${ACCOUNT}/CloudTrail/eu-west-1/2024/07/31/${name}`,
    { ...base, organizationId: ORGANIZATION },
  ],
  [
    `AWSLogs/${ACCOUNT}/CloudTrail/ap-isob-central-3r/2024/07/31/x.json.gz`,
    { ...base, region: "ap-isob-central-3r", timeMs: null },
  ],
  [`AWSLogs/${ACCOUNT}/CloudTrail/us-gov-west-1/2024/07/31/${name}`, { ...base, region: "us-gov-west-1" }],
  [
    `AWSLogs/${ACCOUNT}/vpcflowlogs/eu-west-1/2024/07/31/${ACCOUNT}_vpcflowlogs_eu-west-1_fl-1234abcd_20240731T1305Z_fe123456.log.gz`,
    { ...base, kind: "flow" },
  ],
  [
    `AWSLogs/${ACCOUNT}/vpcflowlogs/eu-west-1/2024/07/31/13/${ACCOUNT}_vpcflowlogs_eu-west-1_fl-1234abcd_20240731T1305Z_fe123456.log.parquet`,
    { ...base, kind: "flow", parquet: true },
  ],
  [
    `x/AWSLogs/aws-account-id=${ACCOUNT}/aws-service=vpcflowlogs/aws-region=eu-west-1/year=2024/month=07/day=31/hour=13/${ACCOUNT}_vpcflowlogs_eu-west-1_fl-1_20240731T1305Z_fe.log.parquet`,
    { ...base, kind: "flow", parquet: true },
  ],
  [
    `AWSLogs/${ACCOUNT}/vpcdnsquerylogs/vpc-0abc/2024/07/31/vpc-0abc_vpcdnsquerylogs_${ACCOUNT}_20240731T1305Z_fe123456.log.gz`,
    { ...base, kind: "dns", region: null, vpcId: "vpc-0abc" },
  ],
  [`AWSLogs/${ACCOUNT}/CloudTrail/eu-west-1/2024/07/31/x_20241399T9999Z_y.gz`, { ...base, timeMs: null }],
])("reads %s", (key, expected) => {
  expect(parseLogKey(key)).toEqual(expected);
});

test.each([
  [`AWSLogs/${ACCOUNT}/CloudTrail-Digest/eu-west-1/2024/07/31/x.json.gz`, "CloudTrail-Digest"],
  [`AWSLogs/${ORGANIZATION}/${ACCOUNT}/CloudTrail-Insight/eu-west-1/2024/07/31/x.json.gz`, "CloudTrail-Insight"],
  [`AWSLogs/${ACCOUNT}/Config/eu-west-1/2024/7/31/x.json.gz`, "Config"],
  [`AWSLogs/${ACCOUNT}/elasticloadbalancing/eu-west-1/2024/07/31/x.log.gz`, "elasticloadbalancing"],
  [`AWSLogs/${ACCOUNT}/constructor/eu-west-1/x`, "constructor"],
  [`AWSLogs/aws-account-id=${ACCOUNT}/aws-service=other/x`, "other"],
  [`AWSLogs/aws-account-id=${ACCOUNT}/x`, "unknown"],
])("%s is a neighbour", (key, neighbour) => {
  expect(parseLogKey(key)).toEqual({ neighbour });
});

test.each([
  "",
  "AWSLogs",
  "AWSLogs/",
  "file.json.gz",
  `AWSLogs/${ACCOUNT}`,
  `AWSLogs/${ACCOUNT}/`,
  `AWSLogs/${ACCOUNT}/CloudTrail/eu-west-1/`,
  `AWSLogs/${ACCOUNT}/CloudTrail/eu-west-1`,
  `AWSLogs/${ACCOUNT}/CloudTrail/file.json.gz`,
  `AWSLogs/${ACCOUNT}/CloudTrail/tmp/file.json.gz`,
  `AWSLogs/${ACCOUNT}/vpcdnsquerylogs/eu-west-1/x.log.gz`,
  `AWSLogs/not-an-account/CloudTrail/eu-west-1/2024/07/31/${name}`,
  `AWSLogs/1/CloudTrail/eu-west-1/2024/07/31/${name}`,
  `awslogs/${ACCOUNT}/CloudTrail/eu-west-1/2024/07/31/${name}`,
  "AWSLogs/aws-account-id=x/aws-service=vpcflowlogs/aws-region=eu-west-1/x.gz",
  `AWSLogs/aws-account-id=${ACCOUNT}/aws-service=vpcflowlogs/x.gz`,
])("%j follows no layout", (key) => {
  expect(parseLogKey(key)).toBeNull();
});

test("knows the shapes of accounts, organisations and Regions", () => {
  expect([ACCOUNT, "64111117617", "x", `${ACCOUNT}\n`, ""].map(isAccountText)).toEqual([
    true,
    true,
    false,
    false,
    false,
  ]);
  expect([ORGANIZATION, "o-x", "O-a1b2c3d4e5"].map(isOrganizationText)).toEqual([true, false, false]);
  const regions = [
    "us-east-1",
    "ap-southeast-3",
    "us-iso-east-1",
    "tmp",
    "us-east",
    "US-EAST-1",
    "us-east-1\n",
    "a-b-1",
  ];
  expect(regions.filter(isRegionText)).toEqual(["us-east-1", "ap-southeast-3", "us-iso-east-1"]);
});
