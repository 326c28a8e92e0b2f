/** Calls from listed addresses and with listed keys: Tor, threat lists, leaked credentials. */

import type { Scenario, Stage } from "../../stage.ts";
import { isIamUser, victim } from "../../world.ts";
import { labelThief, steal, type Step, thiefOf } from "./thief.ts";

const LOOK: readonly Step[] = [
  ["iam:ListUsers", null],
  ["ec2:DescribeInstances", { instancesSet: {}, filterSet: {} }],
  ["s3:ListBuckets", { Host: "s3.amazonaws.com" }],
];
const CHANGE: readonly Step[] = [
  [
    "ec2:RunInstances",
    {
      instanceType: "g5.xlarge",
      instancesSet: { items: [{ imageId: "ami-0123456789abcdef0", minCount: 1, maxCount: 1 }] },
    },
  ],
  ["iam:CreateUser", { userName: "svc-report" }],
];

function fromListed(type: string, category: string, steps: readonly Step[]): Scenario {
  return {
    type,
    play: (stage) => {
      const thief = thiefOf(stage, { ip: stage.listed(category, stage.stranger()) });
      labelThief(stage, thief, type, steps[0]?.[0] ?? "", steal(stage, thief, steps));
    },
  };
}

export const LISTED_CALLERS: readonly Scenario[] = [
  fromListed("Recon:IAMUser/MaliciousIPCaller", "malicious", LOOK),
  fromListed("Recon:IAMUser/MaliciousIPCaller.Custom", "custom-threat", LOOK),
  fromListed("Recon:IAMUser/TorIPCaller", "tor-exit", LOOK),
  fromListed("UnauthorizedAccess:IAMUser/MaliciousIPCaller", "malicious", CHANGE),
  fromListed("UnauthorizedAccess:IAMUser/MaliciousIPCaller.Custom", "custom-threat", CHANGE),
  fromListed("UnauthorizedAccess:IAMUser/TorIPCaller", "tor-exit", CHANGE),
  { type: "CredentialAccess:IAMUser/CompromisedCredentials", play: leakedKey },
];

/** The key of an IAM user was found in public; whoever found it looks what it is good for. */
function leakedKey(stage: Stage): void {
  const human = victim(stage.world.organization.humans, stage.turn, isIamUser, "IAM user");
  stage.listed("leaked-credential", `AKIA${human.accessKeyId}`);
  const thief = thiefOf(stage, { human });
  const toMs = steal(stage, thief, [["sts:GetCallerIdentity", null], ...LOOK]);
  labelThief(stage, thief, "CredentialAccess:IAMUser/CompromisedCredentials", "sts:GetCallerIdentity", toMs);
}
