/** Shapes as in the CloudTrail User Guide, "userIdentity element", with synthetic accounts. */

import { expect, test } from "vitest";
import { type Identity, IDENTITY_TYPES } from "../../../../src/core/event.ts";
import type { JsonObject } from "../../../../src/core/json.ts";
import { toIdentity } from "../../../../src/core/sources/cloudtrail/identity.ts";

const ACCOUNT = "111122223333";
const ROLE_ARN = `arn:aws:iam::${ACCOUNT}:role/deploy`;
const issuer = { type: "Role", principalId: "AROAEXAMPLE", arn: ROLE_ARN, accountId: ACCOUNT, userName: "deploy" };

function assumed(sessionName: string, more: JsonObject = {}): JsonObject {
  return {
    type: "AssumedRole",
    principalId: `AROAEXAMPLE:${sessionName}`,
    arn: `arn:aws:sts::${ACCOUNT}:assumed-role/deploy/${sessionName}`,
    accountId: ACCOUNT,
    accessKeyId: "ASIAIOSFODNN7EXAMPLE",
    sessionContext: { sessionIssuer: issuer, attributes: { mfaAuthenticated: "true" } },
    ...more,
  };
}

/** [what, userIdentity, what must come out]. */
const CASES: readonly (readonly [string, JsonObject | null, Partial<Identity>])[] = [
  [
    "IAMUser",
    {
      type: "IAMUser",
      principalId: "AIDAEXAMPLE",
      arn: `arn:aws:iam::${ACCOUNT}:user/team/alice`,
      accountId: ACCOUNT,
      accessKeyId: "AKIAIOSFODNN7EXAMPLE",
      userName: "alice",
      sessionContext: { attributes: { mfaAuthenticated: "false" } },
    },
    {
      type: "IAMUser",
      principal: `arn:aws:iam::${ACCOUNT}:user/team/alice`,
      userName: "alice",
      mfaAuthenticated: false,
      sessionName: null,
    },
  ],
  [
    "IAMUser without a name",
    { type: "IAMUser", arn: `arn:aws:iam::${ACCOUNT}:user/team/alice` },
    { userName: "alice", mfaAuthenticated: null },
  ],
  ["IAMUser known by id alone", { type: "IAMUser", principalId: "AIDAEXAMPLE" }, { principal: "user/AIDAEXAMPLE" }],
  ["Root", { type: "Root", principalId: ACCOUNT, accountId: ACCOUNT }, { principal: "root", userName: "Root" }],
  [
    "Root of sts:AssumeRoot",
    { type: "Root", principalId: ACCOUNT, sessionContext: { assumedRoot: "true" } },
    { principal: "root", assumedRoot: true },
  ],
  [
    "AssumedRole",
    assumed("ci-1"),
    {
      type: "AssumedRole",
      principal: ROLE_ARN,
      userName: "deploy",
      sessionName: "ci-1",
      sessionIssuerArn: ROLE_ARN,
      mfaAuthenticated: true,
    },
  ],
  [
    "AssumedRole without issuer",
    assumed("ci-1", { sessionContext: {} }),
    { principal: "role/deploy", userName: "deploy", sessionName: "ci-1", sessionIssuerArn: null },
  ],
  [
    "AssumedRole known by id alone",
    { type: "AssumedRole", principalId: "AROAEXAMPLE:i-0abc" },
    { principal: "role-id/AROAEXAMPLE", sessionName: "i-0abc" },
  ],
  [
    "AssumedRole called by a service",
    assumed("AutoScaling", { invokedBy: "autoscaling.amazonaws.com" }),
    { principal: ROLE_ARN, invokedBy: "autoscaling.amazonaws.com" },
  ],
  [
    "Role",
    { type: "Role", arn: `arn:aws:iam::${ACCOUNT}:role/path/to/deploy`, principalId: "AROAEXAMPLE" },
    { principal: `arn:aws:iam::${ACCOUNT}:role/path/to/deploy`, userName: "deploy" },
  ],
  [
    "FederatedUser",
    {
      type: "FederatedUser",
      principalId: `${ACCOUNT}:bob`,
      arn: `arn:aws:sts::${ACCOUNT}:federated-user/bob`,
      sessionContext: {
        sessionIssuer: { type: "IAMUser", arn: `arn:aws:iam::${ACCOUNT}:user/alice`, userName: "alice" },
      },
    },
    { principal: `arn:aws:iam::${ACCOUNT}:user/alice`, userName: "alice", sessionName: null },
  ],
  [
    "FederatedUser without issuer",
    { type: "FederatedUser", arn: `arn:aws:sts::${ACCOUNT}:federated-user/bob` },
    { principal: "federated-user/bob", userName: "bob" },
  ],
  [
    "AWSAccount",
    { type: "AWSAccount", principalId: "AROAEXAMPLE:x", accountId: "123456789012" },
    { principal: "account/123456789012", userName: "123456789012", accountId: "123456789012" },
  ],
  [
    "AWSService",
    { type: "AWSService", invokedBy: "ec2.amazonaws.com" },
    { principal: "service/ec2.amazonaws.com", userName: "ec2.amazonaws.com", invokedBy: "ec2.amazonaws.com" },
  ],
  [
    "no type but a service",
    { accountId: ACCOUNT, invokedBy: "kms.amazonaws.com" },
    { type: "AWSService", principal: "service/kms.amazonaws.com" },
  ],
  [
    "IdentityCenterUser",
    {
      type: "IdentityCenterUser",
      accountId: ACCOUNT,
      onBehalfOf: { userId: "544894e8", identityStoreArn: `arn:aws:identitystore::${ACCOUNT}:identitystore/d-1` },
      credentialId: "x",
    },
    { principal: "identity-center/544894e8", userName: "544894e8" },
  ],
  [
    "SAMLUser",
    { type: "SAMLUser", principalId: "hash:bob", userName: "bob", identityProvider: "idp.example.com" },
    { principal: "federated/idp.example.com/bob", userName: "bob" },
  ],
  [
    "WebIdentityUser",
    {
      type: "WebIdentityUser",
      principalId: "www.example.com:client:42",
      userName: "42",
      identityProvider: "www.example.com",
    },
    { principal: "federated/www.example.com/42", userName: "42" },
  ],
  ["Directory", { type: "Directory", userName: "bob" }, { principal: "unverified", userName: "bob" }],
  ["Unknown", { type: "Unknown", principalId: "x" }, { principal: "unverified", userName: "x" }],
  [
    "a type that is new",
    { type: "Robot", userName: "r2" },
    { type: "Unknown", principal: "unverified", userName: "r2" },
  ],
  ["no identity", null, { type: "None", principal: "unverified", userName: "unknown", arn: null, accountId: null }],
  ["an empty identity", {}, { type: "None", principal: "unverified" }],
];

test.each(CASES)("reads %s", (_what, raw, expected) => {
  expect(toIdentity(raw)).toMatchObject(expected);
});

test("every type of CloudTrail is among the cases", () => {
  const seen = new Set(CASES.map(([, raw]) => toIdentity(raw).type));
  expect([...IDENTITY_TYPES].filter((type) => !seen.has(type))).toEqual([]);
});

test("sessions of a role share the role's profile, whatever they are called", () => {
  const names = ["ci-1", "alice@example.com", "i-0abc", "a/b", "a:b"];
  const identities = names.map((name) => toIdentity(assumed(name)));
  expect(new Set(identities.map(({ principal }) => principal))).toEqual(new Set([ROLE_ARN]));
  const bare = names.slice(0, 3).map((name) => toIdentity(assumed(name, { sessionContext: null })));
  expect(new Set(bare.map(({ principal }) => principal))).toEqual(new Set(["role/deploy"]));
  expect(bare.map(({ sessionName }) => sessionName)).toEqual(names.slice(0, 3));
});

test("a role's own calls and those of its sessions share a profile; roles of one path do not", () => {
  const roleArn = `arn:aws:iam::${ACCOUNT}:role/path/deploy`;
  const role = toIdentity({ type: "Role", arn: roleArn });
  const session = toIdentity(assumed("x", { sessionContext: { sessionIssuer: { ...issuer, arn: roleArn } } }));
  const neighbour = toIdentity({ type: "Role", arn: `arn:aws:iam::${ACCOUNT}:role/path/other` });
  expect(role.principal).toBe(session.principal);
  expect(neighbour.principal).not.toBe(role.principal);
});

test("sign-ins that nobody verified share one profile, whatever name they claim", () => {
  const claims: JsonObject[] = Array.from({ length: 50 }, (_, index) => ({
    type: "IAMUser",
    accountId: ACCOUNT,
    accessKeyId: "",
    userName: `guess-${index}`,
  }));
  claims.push({ type: "IAMUser", userName: "HIDDEN_DUE_TO_SECURITY_REASONS" }, { type: "Unknown", userName: "root" });
  const identities = claims.map(toIdentity);
  expect(new Set(identities.map(({ principal }) => principal))).toEqual(new Set(["unverified"]));
  expect(identities[7]).toMatchObject({ userName: "guess-7", accessKeyId: null });
});

test.each([
  "arn",
  "arn:aws:sts::1:assumed-role",
  "arn:aws:sts::1:assumed-role/",
  "arn:aws:sts::1:assumed-role//x",
  "::::::::",
  "arn:aws:iam::1:role/",
  ":role/".repeat(20_000),
])("an ARN that is none names no role: %#", (arn) => {
  expect(toIdentity({ type: "AssumedRole", arn })).toMatchObject({ principal: "unverified", arn });
});

test("fields of wrong types are absent, and none of them throws", () => {
  const wrong = [5, true, null, [], [1], {}, "", "x"];
  for (const type of [...IDENTITY_TYPES, 5, null]) {
    for (const value of wrong) {
      const raw = Object.fromEntries(
        ["arn", "principalId", "userName", "accountId", "invokedBy", "sessionContext", "onBehalfOf"].map((name) => [
          name,
          value,
        ]),
      );
      const identity = toIdentity({ type, ...raw });
      expect(identity.principal).not.toBe("");
      for (const field of [identity.arn, identity.principalId, identity.accountId])
        expect([null, "x"]).toContain(field);
    }
  }
});
