import { expect, test } from "vitest";
import { detectorId, findingId } from "../../../src/core/findings/fingerprint.ts";
import { aHit } from "./samples.ts";

test("a finding id is 32 hex digits and does not depend on time, event or wording", () => {
  const id = findingId(aHit());
  expect(id).toMatch(/^[0-9a-f]{32}$/);
  expect(findingId(aHit({ timeMs: 1, eventId: "other", title: "other", severity: 8 }))).toBe(id);
});

test.each([
  ["account", { accountId: "123456789012" }],
  ["Region", { region: "eu-west-1" }],
  ["type", { type: "Stealth:S3/ServerAccessLoggingDisabled" }],
  ["subject", { subject: ["user/alice", "trail-two"] }],
  ["split of the subject", { subject: ["user/alicetrail-one"] }],
] as const)("another %s is another finding", (_, override) => {
  expect(findingId(aHit(override))).not.toBe(findingId(aHit()));
});

test("a detector id is fixed by account and Region", () => {
  expect(detectorId("111122223333", "us-east-1")).toMatch(/^[0-9a-f]{32}$/);
  expect(detectorId("111122223333", "us-east-1")).toBe(detectorId("111122223333", "us-east-1"));
  expect(detectorId("111122223333", "us-east-2")).not.toBe(detectorId("111122223333", "us-east-1"));
});
