/** Someone else's credentials in other hands: another network, another client, the same identity. */

import { addressIn, ATTACKERS } from "../../addresses.ts";
import type { Human } from "../../organization.ts";
import type { Stage } from "../../stage.ts";
import { victim } from "../../world.ts";
import type { Call } from "../call.ts";
import { regionOf } from "../call.ts";
import { identityOf, principalOf } from "../humans.ts";

const AGENTS = [
  "Boto3/1.34.84 md/Botocore#1.34.84 ua/2.0 os/linux#5.15.0 md/arch#x86_64 lang/python#3.10.12 Botocore/1.34.84",
  "aws-cli/1.22.34 Python/3.10.12 Linux/5.15.0-91-generic botocore/1.23.34",
  "aws-sdk-go/1.44.100 (go1.19.2; linux; amd64)",
  "S3 Browser/11.6.7 (https://s3browser.com)",
];

export type Step = readonly [api: string, request: object | null, response?: object | null];

export type Thief = { readonly base: Omit<Call, "timeMs" | "api">; readonly resource: string };
export type HumanThief = Thief & { readonly human: Human };

/** Holds the credentials of the scenario's victim. `ip` and `agent` where the network or the client is the point. */
export function thiefOf(
  stage: Stage,
  more: { ip?: string; agent?: string; human?: Human; region?: string } = {},
): HumanThief {
  const { organization, seed } = stage.world;
  const human =
    more.human ?? victim(organization.humans, stage.turn, ({ firstDay }) => firstDay === 0, "person of long standing");
  const region = more.region ?? human.region;
  return {
    human,
    resource: principalOf(human),
    base: {
      accountId: human.accountId,
      region,
      identity: identityOf(human, seed, false, stage.startMs - 600_000, stage.random.id(16)),
      ip: more.ip ?? addressIn(stage.random.pick(ATTACKERS), stage.random),
      agent: more.agent ?? stage.random.pick(AGENTS),
    },
  };
}

/** Calls one after another, some seconds apart; gives back the time of the last. */
export function steal(stage: Stage, thief: Thief, steps: readonly Step[], gapSeconds = 25): number {
  let timeMs = stage.startMs;
  let lastMs = timeMs;
  for (const [api, request, response] of steps) {
    stage.call({ ...thief.base, timeMs, api, request, response: response ?? null });
    lastMs = timeMs;
    timeMs += Math.round(stage.random.around(gapSeconds, gapSeconds) * 1_000) + 1_000;
  }
  return lastMs;
}

/** The label of a deed by that thief, where CloudTrail logged the call. */
export function labelThief(stage: Stage, thief: Thief, type: string, api: string, toMs: number): void {
  const { accountId, region } = thief.base;
  stage.label(type, { accountId, region: regionOf(api, region), resource: thief.resource }, stage.startMs, toMs);
}
