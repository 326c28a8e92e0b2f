/** Valid values of the two contracts for tests; a test overrides the field it is about. */

import type { ApiCall } from "../../../src/core/event.ts";
import type { Hit } from "../../../src/core/finding.ts";

export function aCall(override: Partial<ApiCall> = {}): ApiCall {
  return {
    kind: "api-call",
    id: "11111111-2222-3333-4444-555555555555",
    timeMs: Date.UTC(2024, 6, 31, 13, 6, 24),
    accountId: "111122223333",
    region: "us-east-1",
    service: "cloudtrail.amazonaws.com",
    api: "StopLogging",
    eventType: "AwsApiCall",
    readOnly: false,
    error: null,
    identity: {
      type: "IAMUser",
      principal: "user/alice",
      userName: "alice",
      principalId: "AIDACKCEVSQ6C2EXAMPLE",
      arn: "arn:aws:iam::111122223333:user/alice",
      accountId: "111122223333",
      accessKeyId: "AKIAIOSFODNN7EXAMPLE",
      sessionName: null,
      sessionIssuerArn: null,
      mfaAuthenticated: null,
      invokedBy: null,
      issuedTo: null,
      assumedRoot: false,
    },
    sourceIp: "198.51.100.7",
    sourceDomain: null,
    userAgent: "aws-cli/2.9.19",
    vpcEndpointId: null,
    vpcEndpointAccountId: null,
    request: null,
    response: null,
    extra: null,
    global: false,
    caller: null,
    ...override,
  };
}

export function aHit(override: Partial<Hit> = {}): Hit {
  return {
    type: "Stealth:IAMUser/CloudTrailLoggingDisabled",
    severity: 2,
    accountId: "111122223333",
    region: "us-east-1",
    timeMs: Date.UTC(2024, 6, 31, 13, 6, 24),
    eventId: "e1",
    subject: ["user/alice", "trail-one"],
    title: "alice stopped the trail trail-one.",
    description: "The user alice called StopLogging on the trail trail-one from 198.51.100.7.",
    resourceRole: "TARGET",
    resource: {
      resourceType: "AccessKey",
      accessKeyDetails: {
        accessKeyId: "AKIAIOSFODNN7EXAMPLE",
        principalId: "AIDACKCEVSQ6C2EXAMPLE",
        userName: "alice",
        userType: "IAMUser",
      },
    },
    action: {
      actionType: "AWS_API_CALL",
      awsApiCallAction: {
        api: "StopLogging",
        serviceName: "cloudtrail.amazonaws.com",
        callerType: "Remote IP",
        remoteIpDetails: { ipAddressV4: "198.51.100.7" },
        affectedResources: { "AWS::CloudTrail::Trail": "trail-one" },
      },
    },
    additionalInfo: {},
    ...override,
  };
}
