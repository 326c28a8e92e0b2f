import { expect, test } from "vitest";
import { partitionOf } from "../../../src/core/findings/partition.ts";

test.each([
  ["us-east-1", "aws"],
  ["cn-north-1", "aws-cn"],
  ["us-gov-west-1", "aws-us-gov"],
  ["ca-central-1", "aws"],
])("%s is in %s", (region, partition) => {
  expect(partitionOf(region)).toBe(partition);
});
