import { expect, test } from "vitest";
import type { Match } from "../../../src/core/detect/detector.ts";
import type { ApiCall } from "../../../src/core/event.ts";
import { hitFromCall } from "../../../src/core/findings/from-call.ts";
import { aCall } from "./samples.ts";

const type = "Stealth:IAMUser/CloudTrailLoggingDisabled";

function aMatch(override: Partial<Match> = {}): Match {
  return { subject: ["trail-one"], title: "alice stopped a trail.", description: "It matters.", ...override };
}

function hit(call: Partial<ApiCall> = {}, match: Partial<Match> = {}) {
  return hitFromCall({ type }, aCall(call), aMatch(match));
}

test("a whole hit", () => {
  expect(hit({ error: "AccessDenied" }, { affectedResources: { "AWS::CloudTrail::Trail": "t" } }))
    .toMatchInlineSnapshot(`
    {
      "accountId": "111122223333",
      "action": {
        "actionType": "AWS_API_CALL",
        "awsApiCallAction": {
          "affectedResources": {
            "AWS::CloudTrail::Trail": "t",
          },
          "api": "StopLogging",
          "callerType": "Remote IP",
          "errorCode": "AccessDenied",
          "remoteIpDetails": {
            "ipAddressV4": "198.51.100.7",
          },
          "serviceName": "cloudtrail.amazonaws.com",
          "userAgent": "aws-cli/2.9.19",
        },
      },
      "additionalInfo": {},
      "description": "It matters.",
      "eventId": "11111111-2222-3333-4444-555555555555",
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
      "resourceRole": "TARGET",
      "severity": 2,
      "subject": [
        "user/alice",
        "trail-one",
      ],
      "timeMs": 1722431184000,
      "title": "alice stopped a trail.",
      "type": "Stealth:IAMUser/CloudTrailLoggingDisabled",
    }
  `);
});

test("the usual severity of the type holds unless the match says otherwise", () => {
  expect(hit().severity).toBe(2);
  expect(hit({}, { severity: 8 }).severity).toBe(8);
});

test("an IPv6 caller is told as such", () => {
  expect(hit({ sourceIp: "2001:db8::1" }).action).toMatchObject({
    awsApiCallAction: { callerType: "Remote IP", remoteIpDetails: { ipAddressV6: "2001:db8::1" } },
  });
});

test("a service as caller is a domain", () => {
  const { action } = hit({ sourceIp: null, sourceDomain: "cloudformation.amazonaws.com" });
  expect(action).toMatchObject({
    awsApiCallAction: { callerType: "Domain", domainDetails: { domain: "cloudformation.amazonaws.com" } },
  });
  expect(JSON.stringify(action)).not.toContain("remoteIpDetails");
});

test("a caller of another account is named, one of the same account is not", () => {
  const identity = { ...aCall().identity, accountId: "123456789012" };
  expect(hit({ identity }).action).toMatchObject({
    awsApiCallAction: { remoteAccountDetails: { accountId: "123456789012", affiliated: false } },
  });
  expect(JSON.stringify(hit().action)).not.toContain("remoteAccountDetails");
});

test("what the log does not say is absent", () => {
  const identity = { ...aCall().identity, accessKeyId: null, principalId: null };
  expect(hit({ identity }).resource).toStrictEqual({
    resourceType: "AccessKey",
    accessKeyDetails: { userName: "alice", userType: "IAMUser" },
  });
  const silent = hit({ sourceIp: null, userAgent: null }).action;
  expect(silent).toStrictEqual({
    actionType: "AWS_API_CALL",
    awsApiCallAction: { api: "StopLogging", serviceName: "cloudtrail.amazonaws.com", affectedResources: {} },
  });
});

test("bucket details ride on the resource", () => {
  const s3BucketDetails = [{ name: "logs", arn: "arn:aws:s3:::logs", type: "Destination" }];
  expect(hit({}, { s3BucketDetails }).resource).toMatchObject({ s3BucketDetails });
});

test("hostile names are cut and cleaned, long subjects still tell issues apart", () => {
  const long = "x".repeat(200_000);
  const identity = { ...aCall().identity, userName: long, principal: long };
  const match = { title: `\u202e${long}`, description: `a\n${long}`, additionalInfo: { list: [long, long] } };
  const one = hit({ identity, userAgent: long }, { ...match, subject: [`${long}1`] });
  const two = hit({ identity, userAgent: long }, { ...match, subject: [`${long}2`] });
  expect(JSON.stringify(one).length).toBeLessThan(10_000);
  expect(one.title).toMatch(/^\ufffdx+…$/);
  expect(one.description).toMatch(/^a x+…$/);
  expect(one.subject).not.toStrictEqual(two.subject);
});
