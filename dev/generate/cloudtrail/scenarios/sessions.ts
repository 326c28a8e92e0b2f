/** Who signs in, from what and from where: root, testers' systems, one user in two places. */

import { addressIn, ATTACKERS } from "../../addresses.ts";
import { isoSecond, MINUTE_MS } from "../../clock.ts";
import type { Scenario, Stage } from "../../stage.ts";
import { isIamUser, victim } from "../../world.ts";
import { identityOf, signIn } from "../humans.ts";
import { root } from "../identities.ts";
import { labelThief, steal, thiefOf } from "./thief.ts";

/** SDKs put the kernel's release and the distribution into the user agent. */
const TESTERS: readonly (readonly [string, string])[] = [
  [
    "PenTest:IAMUser/KaliLinux",
    "aws-cli/2.23.6 md/awscrt#0.27.6 ua/2.0 os/linux#6.12.38+kali-amd64 md/arch#x86_64 lang/python#3.13.7 md/pyimpl#CPython md/distrib#kali.2025",
  ],
  ["PenTest:IAMUser/ParrotLinux", "aws-cli/2.15.22 Python/3.11.6 Linux/6.5.0-13parrot1-amd64 exe/x86_64.parrot.6"],
  ["PenTest:IAMUser/PentooLinux", "aws-cli/2.17.9 Python/3.12.3 Linux/6.9.7-pentoo exe/x86_64.pentoo.2024"],
];

export const SESSIONS: readonly Scenario[] = [
  ...TESTERS.map(([type, agent]): Scenario => ({
    type,
    play: (stage) => {
      const thief = thiefOf(stage, { agent });
      labelThief(
        stage,
        thief,
        type,
        "sts:GetCallerIdentity",
        steal(stage, thief, [
          ["sts:GetCallerIdentity", null],
          ["s3:ListBuckets", null],
        ]),
      );
    },
  })),
  { type: "Policy:IAMUser/RootCredentialUsage", play: rootUsage },
  { type: "Policy:IAMUser/ShortTermRootCredentialUsage", play: shortTermRoot },
  { type: "UnauthorizedAccess:IAMUser/ConsoleLoginSuccess.B", play: twoPlaces },
];

function accountOf(stage: Stage) {
  return victim(stage.world.organization.accounts, stage.turn, () => true, "account");
}

function rootUsage(stage: Stage): void {
  const account = accountOf(stage);
  const human = victim(stage.world.organization.humans, stage.turn, () => true, "person");
  const base = {
    accountId: account.id,
    region: "us-east-1",
    identity: root(account.id),
    ip: human.officeIp,
    agent: human.browser,
  };
  stage.call({
    ...base,
    timeMs: stage.startMs,
    api: "signin:ConsoleLogin",
    eventType: "AwsConsoleSignIn",
    response: { ConsoleLogin: "Success" },
    extra: { MFAUsed: "Yes", LoginTo: "https://console.aws.amazon.com/", MobileVersion: "No" },
  });
  const toMs = stage.startMs + 3 * MINUTE_MS;
  stage.call({ ...base, timeMs: toMs, api: "iam:GetAccountSummary" });
  stage.label(
    "Policy:IAMUser/RootCredentialUsage",
    { accountId: account.id, region: "us-east-1", resource: "Root" },
    stage.startMs,
    toMs,
  );
}

/** sts:AssumeRoot from the management account, then a task on the member's root. */
function shortTermRoot(stage: Stage): void {
  const account = accountOf(stage);
  const { organization } = stage.world;
  const human = victim(organization.humans, stage.turn, ({ job }) => job === "security", "security engineer");
  const keyId = stage.random.id(16);
  const at = stage.startMs;
  const base = { region: "us-east-1", ip: human.officeIp, agent: human.cli };
  stage.call({
    ...base,
    timeMs: at,
    accountId: human.accountId,
    identity: identityOf(human, stage.world.seed, false, at, stage.random.id(16)),
    api: "sts:AssumeRoot",
    request: {
      targetPrincipal: account.id,
      taskPolicyArn: { arn: "arn:aws:iam::aws:policy/root-task/S3UnlockBucketPolicy" },
      durationSeconds: 900,
    },
    response: { credentials: { accessKeyId: `ASIA${keyId}` } },
  });
  const identity = {
    ...root(account.id),
    accessKeyId: `ASIA${keyId}`,
    sessionContext: { attributes: { creationDate: isoSecond(at), mfaAuthenticated: "false" }, assumedRoot: "true" },
  };
  const toMs = at + 2 * MINUTE_MS;
  stage.call({
    ...base,
    timeMs: toMs,
    accountId: account.id,
    identity,
    api: "s3:DeleteBucketPolicy",
    request: { bucketName: "example-locked", policy: "" },
  });
  stage.label(
    "Policy:IAMUser/ShortTermRootCredentialUsage",
    { accountId: account.id, region: "us-east-1", resource: "Root" },
    toMs,
    toMs,
  );
}

/** At work and, minutes later, on another continent. */
function twoPlaces(stage: Stage): void {
  const { organization, seed } = stage.world;
  const human = victim(organization.humans, stage.turn, isIamUser, "IAM user");
  const away = stage.random.pick(ATTACKERS.filter(({ country }) => country !== null && country !== "FI"));
  const toMs = stage.startMs + stage.random.between(10, 45) * MINUTE_MS;
  for (const [timeMs, ip] of [
    [stage.startMs, human.officeIp],
    [toMs, addressIn(away, stage.random)],
  ] as const) {
    const identity = identityOf(human, seed, true, timeMs, stage.random.id(16));
    stage.call({ ...signIn(human, identity, stage.random), timeMs, ip, agent: human.browser });
  }
  stage.label(
    "UnauthorizedAccess:IAMUser/ConsoleLoginSuccess.B",
    { accountId: human.accountId, region: "us-east-1", resource: human.name },
    stage.startMs,
    toMs,
  );
}
