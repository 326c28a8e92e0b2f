import { expect, test } from "vitest";
import { FINDING_TYPES, isFindingType } from "../../../src/core/finding-types.ts";
import { findingId } from "../../../src/core/findings/fingerprint.ts";
import { isOperationalType, OPERATIONAL_MEANINGS, operationalHit } from "../../../src/core/findings/operational.ts";
import { DESCRIPTION_CHARS_MAX } from "../../../src/core/limits.ts";

const PLACE = {
  sourceId: "source-1",
  bucket: "logs",
  base: "AWSLogs/111122223333/CloudTrail/eu-west-1/",
  accountId: "111122223333",
  region: "eu-west-1",
};
const MATCH = { timeMs: 5, eventId: "e", subject: ["a"], title: "t", description: "d" };

test("every operational type is a finding type with a meaning, and no other type is one", () => {
  const named = Object.keys(FINDING_TYPES).filter((type) => type.startsWith("Watchpost:"));
  expect(Object.keys(OPERATIONAL_MEANINGS)).toEqual(named);
  expect(named.every((type) => isFindingType(type) && isOperationalType(type))).toBe(true);
  expect(isOperationalType("Policy:IAMUser/RootCredentialUsage")).toBe(false);
  expect(isOperationalType("toString")).toBe(false);
});

test("names the source, and takes the type's severity unless told otherwise", () => {
  const hit = operationalHit("Watchpost:Operations/LogsSilent", PLACE, MATCH);
  expect(hit).toMatchObject({
    severity: 5,
    subject: ["source-1", "a"],
    resource: {
      resourceType: "LogSource",
      logSourceDetails: { sourceId: "source-1", bucket: "logs", base: PLACE.base },
    },
  });
  const severe = operationalHit("Watchpost:Operations/LogsSilent", PLACE, { ...MATCH, severity: 8 });
  expect(severe.severity).toBe(8);
  expect(findingId(severe)).toBe(findingId(hit));
});

test("the same issue of another source, and another issue of this one, are other findings", () => {
  const ids = [
    operationalHit("Watchpost:Operations/ObjectRejected", PLACE, MATCH),
    operationalHit("Watchpost:Operations/ObjectRejected", { ...PLACE, sourceId: "source-2" }, MATCH),
    operationalHit("Watchpost:Operations/ObjectRejected", PLACE, { ...MATCH, subject: ["b"] }),
    operationalHit("Watchpost:Operations/LogsTampered", PLACE, MATCH),
  ].map(findingId);
  expect(new Set(ids).size).toBe(4);
});

test("text from keys is cleaned and bounded", () => {
  const hostile = `a\u202egnp\n${"x".repeat(10_000)}`;
  const hit = operationalHit("Watchpost:Operations/ObjectRejected", PLACE, {
    ...MATCH,
    subject: [hostile],
    title: hostile,
    description: hostile,
    additionalInfo: { keys: [hostile] },
  });
  for (const text of [hit.title, hit.description]) expect(text).not.toMatch(/[\n\u202e]/);
  expect(hit.description.length).toBeLessThanOrEqual(DESCRIPTION_CHARS_MAX);
  expect(JSON.stringify(hit).length).toBeLessThan(20_000);
});
