import { expect, test } from "vitest";
import { findingFromSighting } from "../../../../src/core/findings/merge.ts";
import { sightingsOf } from "../../../../src/core/findings/sighting.ts";
import { toGuardDuty } from "../../../../src/core/findings/formats/guardduty.ts";
import type { Finding, Hit } from "../../../../src/core/finding.ts";
import { aHit } from "../samples.ts";

function aFinding(hit: Hit): Finding {
  const [sighting] = sightingsOf([hit], "chunk");
  if (sighting === undefined) throw new Error("a hit gives a sighting");
  return findingFromSighting(sighting, Date.UTC(2024, 6, 31, 13, 10, 0, 5));
}

test("a whole finding", () => {
  expect(toGuardDuty(aFinding(aHit()))).toMatchInlineSnapshot(`
    {
      "accountId": "111122223333",
      "arn": "arn:aws:guardduty:us-east-1:111122223333:detector/e2b72dde3c59a00fee87021ae026d452/finding/e95fa035ae7046f5bf35c680eda9ff90",
      "createdAt": "2024-07-31T13:10:00.005Z",
      "description": "The user alice called StopLogging on the trail trail-one from 198.51.100.7.",
      "id": "e95fa035ae7046f5bf35c680eda9ff90",
      "partition": "aws",
      "region": "us-east-1",
      "resource": {
        "accessKeyDetails": {
          "accessKeyId": "AKIAIOSFODNN7EXAMPLE",
          "principalId": "AIDACKCEVSQ6C2EXAMPLE",
          "userName": "alice",
          "userType": "IAMUser",
        },
        "resourceType": "AccessKey",
      },
      "schemaVersion": "2.0",
      "service": {
        "action": {
          "actionType": "AWS_API_CALL",
          "awsApiCallAction": {
            "affectedResources": {
              "AWS::CloudTrail::Trail": "trail-one",
            },
            "api": "StopLogging",
            "callerType": "Remote IP",
            "remoteIpDetails": {
              "ipAddressV4": "198.51.100.7",
            },
            "serviceName": "cloudtrail.amazonaws.com",
          },
        },
        "additionalInfo": {
          "type": "default",
          "value": "{}",
        },
        "archived": false,
        "count": 1,
        "detectorId": "e2b72dde3c59a00fee87021ae026d452",
        "eventFirstSeen": "2024-07-31T13:06:24.000Z",
        "eventLastSeen": "2024-07-31T13:06:24.000Z",
        "evidence": null,
        "resourceRole": "TARGET",
        "serviceName": "guardduty",
      },
      "severity": 2,
      "title": "alice stopped the trail trail-one.",
      "type": "Stealth:IAMUser/CloudTrailLoggingDisabled",
      "updatedAt": "2024-07-31T13:10:00.005Z",
    }
  `);
});

test.each([
  ["cn-north-1", "aws-cn"],
  ["us-gov-east-1", "aws-us-gov"],
])("in %s the ARN is of partition %s", (region, partition) => {
  const json = toGuardDuty(aFinding(aHit({ region })));
  expect(json["partition"]).toBe(partition);
  expect(json["arn"]).toMatch(new RegExp(`^arn:${partition}:guardduty:${region}:111122223333:detector/[0-9a-f]{32}/`));
});

test("additional information travels as text, and a threat list is told as evidence", () => {
  const additionalInfo = { threatListName: "tor-exit", threatName: "Tor", unusual: { asn: 64500 } };
  const { service } = JSON.parse(JSON.stringify(toGuardDuty(aFinding(aHit({ additionalInfo })))));
  expect(JSON.parse(service.additionalInfo.value)).toStrictEqual(additionalInfo);
  expect(service.additionalInfo.type).toBe("default");
  expect(service.evidence).toStrictEqual({
    threatIntelligenceDetails: [{ threatListName: "tor-exit", threatNames: ["Tor"] }],
  });
});

test("evidence names every list that matched once, with its threats", () => {
  const listMatches = [
    { threatListName: "a.txt", threatName: "emotet", category: "command-and-control", entry: "192.0.2.1" },
    { threatListName: "b.txt", category: "scanner", entry: "192.0.2.0/24" },
    { threatListName: "a.txt", threatName: "qakbot", category: "malicious", entry: "192.0.2.1" },
  ];
  const additionalInfo = { threatListName: "a.txt", threatName: "emotet", listMatches };
  const { service } = JSON.parse(JSON.stringify(toGuardDuty(aFinding(aHit({ additionalInfo })))));
  expect(service.evidence).toStrictEqual({
    threatIntelligenceDetails: [
      { threatListName: "a.txt", threatNames: ["emotet", "qakbot"] },
      { threatListName: "b.txt", threatNames: [] },
    ],
  });
});
