import { expect, test } from "vitest";
import { isBelowRoot, parseLogFolder } from "../../../src/core/sources/log-folder.ts";

const A = "111122223333";

test.each([
  ["", null, null],
  ["team/logs/", null, null],
  ["team/AWSLogs/", null, null],
  ["AWSLogs/o-a1b2c3d4e5/", null, null],
  [`AWSLogs/${A}/`, A, null],
  [`AWSLogs/o-a1b2c3d4e5/${A}/`, A, null],
  [`AWSLogs/aws-account-id=${A}/`, A, null],
  [`AWSLogs/${A}/CloudTrail/`, A, "cloudtrail"],
  [`AWSLogs/${A}/vpcdnsquerylogs/`, A, "dns"],
  [`AWSLogs/aws-account-id=${A}/aws-service=vpcflowlogs/`, A, "flow"],
])("%j leads on", (path, accountId, kind) => {
  expect(parseLogFolder(path)).toEqual({ accountId, kind, stream: null });
});

test.each([
  [`x/AWSLogs/${A}/CloudTrail/eu-west-1/`, "cloudtrail", "eu-west-1", null, "daily"],
  [`AWSLogs/o-a1b2c3d4e5/${A}/CloudTrail/eu-west-1/`, "cloudtrail", "eu-west-1", null, "daily"],
  [`AWSLogs/${A}/vpcflowlogs/us-gov-west-1/`, "flow", "us-gov-west-1", null, "daily"],
  [
    `AWSLogs/aws-account-id=${A}/aws-service=vpcflowlogs/aws-region=eu-west-1/`,
    "flow",
    "eu-west-1",
    null,
    "hive-daily",
  ],
  [`AWSLogs/${A}/vpcdnsquerylogs/vpc-0a1b/`, "dns", null, "vpc-0a1b", "daily"],
])("%j is a stream, and so is what lies below", (base, kind, region, vpcId, layout) => {
  const stream = { base, accountId: A, kind, region, vpcId, layout };
  expect(parseLogFolder(base)).toEqual({ accountId: A, kind, stream });
  expect(parseLogFolder(`${base}2026/11/`)).toEqual({ accountId: A, kind, stream });
});

test.each([
  "AWSLogs/not-an-account/",
  `AWSLogs/${A}/CloudTrail-Digest/`,
  `AWSLogs/${A}/Config/`,
  `AWSLogs/${A}/CloudTrail/tmp/`,
  `AWSLogs/${A}/vpcdnsquerylogs/eu-west-1/`,
  `AWSLogs/${A}/vpcflowlogs/vpc-0a1b/`,
  `AWSLogs/aws-account-id=x/`,
  `AWSLogs/aws-account-id=${A}/aws-service=CloudTrail/`,
  `AWSLogs/aws-account-id=${A}/vpcflowlogs/`,
  `AWSLogs/aws-account-id=${A}/aws-service=vpcflowlogs/eu-west-1/`,
])("%j leads nowhere", (path) => {
  expect(parseLogFolder(path)).toBeNull();
});

test("knows whether a path is below AWSLogs/", () => {
  expect(["", "a/", "a/AWSLogs", "AWSLogs/", `x/AWSLogs/${A}/`].map(isBelowRoot)).toEqual([
    false,
    false,
    false,
    true,
    true,
  ]);
});
