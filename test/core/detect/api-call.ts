/** A valid call, of which a test sets the fields that it is about. */

import type { ApiCall, Identity } from "../../../src/core/event.ts";

export function identity(overrides: Partial<Identity> = {}): Identity {
  return {
    type: "IAMUser",
    principal: "arn:aws:iam::111122223333:user/alice",
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
    ...overrides,
  };
}

export const ROOT: Identity = identity({
  type: "Root",
  principal: "root",
  userName: "Root",
  principalId: "111122223333",
  arn: "arn:aws:iam::111122223333:root",
});

export function apiCall(overrides: Partial<ApiCall> = {}): ApiCall {
  return {
    kind: "api-call",
    id: "7b0a5a5e-0000-4000-8000-000000000001",
    timeMs: 1_750_000_000_000,
    accountId: "111122223333",
    region: "eu-west-1",
    service: "ec2.amazonaws.com",
    api: "DescribeInstances",
    eventType: "AwsApiCall",
    readOnly: null,
    error: null,
    identity: identity(),
    sourceIp: "198.51.100.7",
    sourceDomain: null,
    userAgent: "aws-cli/2.15.0 Python/3.11.6 Linux/6.1.0-13-amd64 exe/x86_64.debian.12",
    vpcEndpointId: null,
    vpcEndpointAccountId: null,
    request: null,
    response: null,
    extra: null,
    global: false,
    caller: null,
    ...overrides,
  };
}
