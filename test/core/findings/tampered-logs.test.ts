import { expect, test } from "vitest";
import { type LogHarm, tamperedLogs } from "../../../src/core/findings/tampered-logs.ts";

const LOGS = { sourceId: "s1", bucket: "trail-bucket", base: "", accountId: "111122223333" };
const HARM: LogHarm = {
  kind: "file-changed",
  region: "eu-west-1",
  trail: null,
  key: "AWSLogs/a.json.gz",
  timeMs: Date.UTC(2026, 10, 24),
  detail: "its content is not what CloudTrail delivered",
};

test("one finding for each kind of deed, Region and trail; the same deed is the same sighting", () => {
  const harms: LogHarm[] = [
    HARM,
    HARM,
    { ...HARM, key: "AWSLogs/b.json.gz" },
    { ...HARM, kind: "file-missing" },
    { ...HARM, region: "us-east-1" },
    { ...HARM, kind: "digest-missing", trail: "main" },
    { ...HARM, kind: "digest-missing", trail: "second" },
  ];
  const sightings = tamperedLogs(LOGS, harms);
  expect(new Set(sightings.map(({ findingId }) => findingId)).size).toBe(5);
  expect(new Set(sightings.map(({ findingId, chunkId }) => `${findingId} ${chunkId}`)).size).toBe(6);
  expect(sightings[0]).toEqual(sightings[1]);
  expect(tamperedLogs({ ...LOGS, sourceId: "s2" }, [HARM])[0]?.findingId).not.toBe(sightings[0]?.findingId);
});

test("says what was done, to which file, where; text of the bucket is cleaned", () => {
  const [sighting] = tamperedLogs(LOGS, [{ ...HARM, key: "a\u202e\u0000b" }]);
  expect(sighting?.latest).toMatchObject({
    type: "Watchpost:Operations/LogsTampered",
    severity: 8,
    title:
      "A log file was changed after CloudTrail delivered it (account 111122223333, eu-west-1, bucket trail-bucket)",
    resource: { resourceType: "LogSource" },
    additionalInfo: { deed: "file-changed", detail: HARM.detail },
  });
  for (const hidden of ["\u0000", "\u202e"]) expect(sighting?.latest.description).not.toContain(hidden);
});
