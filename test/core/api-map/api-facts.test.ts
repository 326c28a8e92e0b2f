import { expect, test } from "vitest";
import { apiFacts } from "../../../src/core/api-map/api-facts.ts";
import type { ApiFacts } from "../../../src/core/api-map/facts.ts";

/** User Guide, IAM finding types: the APIs that GuardDuty names for each of its AnomalousBehavior findings. */
const GUARDDUTY: readonly [ApiFacts["tactic"], string][] = [
  [
    "CredentialAccess",
    "ec2:GetPasswordData secretsmanager:GetSecretValue secretsmanager:BatchGetSecretValue rds:GenerateDbAuthToken",
  ],
  ["DefenseEvasion", "ec2:DeleteFlowLogs monitoring:DisableAlarmActions cloudtrail:StopLogging"],
  ["Discovery", "ec2:DescribeInstances iam:GetRolePolicy iam:ListAccessKeys"],
  ["Exfiltration", "s3:PutBucketReplication ec2:CreateSnapshot rds:RestoreDBInstanceFromDBSnapshot"],
  ["Impact", "ec2:DeleteSecurityGroup iam:UpdateUser s3:PutBucketPolicy"],
  ["InitialAccess", "ssm:StartSession ecr:GetAuthorizationToken codeartifact:GetAuthorizationToken"],
  ["Persistence", "iam:CreateAccessKey ec2:ImportKeyPair ec2:ModifyInstanceAttribute"],
  ["PrivilegeEscalation", "ec2:AssociateIamInstanceProfile iam:AddUserToGroup iam:PutUserPolicy"],
];

function factsOf(name: string): ApiFacts {
  const [service = "", api = ""] = name.split(":");
  return apiFacts(`${service}.amazonaws.com`, api);
}

test.each(GUARDDUTY)("the APIs that GuardDuty names for %s serve it", (tactic, names) => {
  for (const name of names.split(" ")) expect([name, factsOf(name).tactic]).toEqual([name, tactic]);
});

test("a tactic other than Discovery is worth a tier above routine", () => {
  for (const [tactic, names] of GUARDDUTY) {
    for (const name of names.split(" ")) {
      expect(factsOf(name).tier, name).toBeGreaterThanOrEqual(tactic === "Discovery" ? 1 : 2);
    }
  }
});

test("Lambda's dated names are the ones without a date", () => {
  expect(factsOf("lambda:AddPermission20150331v2")).toEqual(factsOf("lambda:AddPermission"));
  expect(factsOf("lambda:UpdateFunctionCode20150331v2")).toEqual({ tactic: "Persistence", access: "write", tier: 3 });
});

test("the service may be written short", () => {
  expect(apiFacts("iam", "CreateAccessKey")).toEqual(factsOf("iam:CreateAccessKey"));
});

test.each<[string, ApiFacts["tactic"], ApiFacts["access"], number]>([
  ["newservice:ListThings", "Discovery", "read", 0],
  ["newservice:BatchGetThings", "Discovery", "read", 0],
  ["newservice:DeleteThing", "Impact", "write", 1],
  ["newservice:CreateThing", "Persistence", "write", 1],
  ["newservice:PutThingPolicy", "Impact", "write", 2],
  ["newservice:CreateThingSnapshot", "Exfiltration", "write", 1],
  ["newservice:DeleteThingBackup", "Impact", "write", 2],
  ["newservice:TagResource", null, "write", 0],
  ["newservice:StartThing", null, "write", 0],
  ["guardduty:DeleteSomething", "DefenseEvasion", "write", 2],
  ["securityhub:UpdateSomething", "DefenseEvasion", "write", 1],
  ["iam:AttachSomethingPolicy", "PrivilegeEscalation", "write", 2],
  ["iam:CreateSomething", "Persistence", "write", 2],
  ["sts:AssumeSomething", null, "write", 0],
])("an API that nobody judged is told by its verb: %s", (name, tactic, access, tier) => {
  expect(factsOf(name)).toEqual({ tactic, access, tier });
});

test("the same name means different things in different services", () => {
  expect(factsOf("events:DeleteRule").tactic).toBe("DefenseEvasion");
  expect(factsOf("elasticloadbalancing:DeleteRule").tactic).toBe("Impact");
});

test.each(["", "x", "__proto__", "constructor", "Ünïcode", "get", "a".repeat(5000), "Batch", "Get"])(
  "any name is answered: %s",
  (api) => {
    expect(apiFacts("any.amazonaws.com", api)).toMatchObject({ access: expect.stringMatching(/^(read|write)$/) });
    expect(apiFacts(api, api).tier).toBeLessThanOrEqual(2);
  },
);
