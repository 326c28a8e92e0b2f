import { expect, test } from "vitest";
import { regionCoverage, type RegionSign, type SeenStream } from "../../../src/core/coverage/region-coverage.ts";

const A = "111122223333";
const B = "444455556666";
const stream = (region: string | null, kind: SeenStream["kind"] = "cloudtrail", accountId = A): SeenStream => ({
  accountId,
  region,
  kind,
});
const sign = (region: string, what: RegionSign["sign"], accountId = A): RegionSign => ({
  accountId,
  region,
  sign: what,
});

test("tells which logs of which Regions are seen", () => {
  const streams = [
    stream("us-east-1"),
    stream("eu-west-1"),
    stream("eu-west-1", "flow"),
    stream(null, "dns"),
    stream("us-east-1", "cloudtrail", B),
  ];
  expect(regionCoverage(streams, [])).toEqual([
    {
      accountId: A,
      regions: [
        { region: "eu-west-1", logs: ["cloudtrail", "flow"] },
        { region: "us-east-1", logs: ["cloudtrail"] },
      ],
      withoutRegion: ["dns"],
      uncovered: [],
    },
    { accountId: B, regions: [{ region: "us-east-1", logs: ["cloudtrail"] }], withoutRegion: [], uncovered: [] },
  ]);
});

test("tells which Regions show life without CloudTrail logs, and by what", () => {
  const streams = [stream("eu-west-1"), stream("eu-north-1", "flow"), stream("us-east-1", "cloudtrail", B)];
  const signs = [
    sign("eu-west-1", "digests"),
    sign("us-east-1", "global-events"),
    sign("ap-south-1", "digests"),
    sign("ap-south-1", "events"),
    sign("ap-south-1", "events"),
  ];
  expect(regionCoverage(streams, signs)[0]?.uncovered).toEqual([
    {
      region: "ap-south-1",
      because: ["CloudTrail delivers digests for it", "events of it stand in the logs of another Region"],
    },
    { region: "eu-north-1", because: ["VPC Flow Logs of it are read"] },
    { region: "us-east-1", because: ["events of global services were logged there"] },
  ]);
});
