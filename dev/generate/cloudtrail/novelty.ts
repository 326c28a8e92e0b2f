/**
 * New things that are no attack, from day 15 on, where a detector that knows only "never seen" would cry: a new hire, a
 * new laptop, a new provider at home, travel, a service taken up, an incident at night, a new pipeline.
 */

import { addressIn, ELSEWHERE } from "../addresses.ts";
import { DAY_MS, dayStartMs, HOUR_MS, MINUTE_MS, SCENARIO_FIRST_DAY } from "../clock.ts";
import type { Human, Pipeline } from "../organization.ts";
import { Random } from "../random.ts";
import { victim, type World } from "../world.ts";
import type { Emit } from "./call.ts";
import { humanDay, identityOf, type Place, principalOf } from "./humans.ts";
import { bodyOf } from "./requests.ts";

export type Novelty = {
  readonly kind: string;
  readonly accountId: string;
  readonly resource: string;
  readonly from: string;
  readonly to: string;
};

export type Plan = {
  readonly novelties: readonly Novelty[];
  readonly hires: readonly Human[];
  readonly pipelines: readonly Pipeline[];
  /** Where someone is on a day, when neither at home nor in the office. */
  readonly placeOf: (human: Human, day: number) => Place | undefined;
  /** Deeds besides the day's habits. */
  readonly deeds: (day: number, emit: Emit) => void;
};

const NEW_AGENT =
  "aws-cli/2.31.12 md/awscrt#0.28.1 ua/2.1 os/macos#25.0.0 md/arch#arm64 lang/python#3.13.8 md/pyimpl#CPython";
const SERVICE_TAKEN_UP =
  "bedrock:ListFoundationModels bedrock:GetFoundationModel bedrock:InvokeModel bedrock:CreateGuardrail".split(" ");
const INCIDENT = (
  "rds:DescribeDBInstances rds:DescribeEvents ec2:DescribeInstances monitoring:DescribeAlarms logs:FilterLogEvents ec2:RebootInstances " +
  "rds:RestoreDBInstanceToPointInTime ec2:ModifyInstanceAttribute route53:ChangeResourceRecordSets ec2:CreateSnapshot"
).split(" ");

/** Nobody's plan where the days end before attacks may begin. */
export function planNovelty(world: World): Plan {
  const { organization, seed, days } = world;
  const random = new Random(seed, "novelty");
  const first = SCENARIO_FIRST_DAY;
  if (days <= first + 1)
    return { novelties: [], hires: [], pipelines: [], placeOf: () => undefined, deeds: () => undefined };
  const dayOf = (after: number) => Math.min(days - 2, first + after);
  const person = (turn: number) => victim(organization.humans, turn * 3 + 1, () => true, "person");
  const hire: Human = {
    ...person(0),
    index: 1_000,
    name: "new.hire",
    isIamUser: false,
    firstDay: dayOf(1),
    homeIp: addressIn(ELSEWHERE[4] ?? random.pick(ELSEWHERE), random),
  };
  const laptop = person(1);
  const moved = person(2);
  const traveller = person(3);
  const explorer = person(4);
  const onCall = victim(organization.humans, 1, ({ job }) => job === "operator", "operator");
  const newHome = addressIn(random.pick(moved.site.homes), random);
  const abroad = addressIn(random.pick(ELSEWHERE), random);
  const pipeline: Pipeline = {
    name: "deploy-recommendations-new",
    accountId: hire.accountId,
    region: hire.region,
    roleId: random.id(17),
    agent: NEW_AGENT,
    perDay: 5,
    firstDay: dayOf(3),
  };
  const note = (kind: string, accountId: string, resource: string, fromDay: number, toDay: number): Novelty => ({
    kind,
    accountId,
    resource,
    from: new Date(dayStartMs(fromDay)).toISOString(),
    to: new Date(dayStartMs(toDay) + DAY_MS - 1).toISOString(),
  });
  return {
    novelties: [
      note("new-hire", hire.accountId, principalOf(hire), hire.firstDay, days - 1),
      note("new-laptop", laptop.accountId, principalOf(laptop), dayOf(2), days - 1),
      note("new-provider", moved.accountId, principalOf(moved), dayOf(3), days - 1),
      note("travel", traveller.accountId, principalOf(traveller), dayOf(4), dayOf(6)),
      note("new-service", explorer.accountId, principalOf(explorer), dayOf(5), dayOf(5)),
      note("incident", onCall.accountId, principalOf(onCall), dayOf(2), dayOf(2)),
      note("new-pipeline", pipeline.accountId, pipeline.name, pipeline.firstDay, days - 1),
    ],
    hires: [hire],
    pipelines: [pipeline],
    placeOf: (human, day) => {
      if (human === laptop && day >= dayOf(2)) return { ip: human.homeIp, agent: NEW_AGENT };
      if (human === moved && day >= dayOf(3)) return { ip: newHome };
      if (human === traveller && day >= dayOf(4) && day <= dayOf(6)) return { ip: abroad };
      return undefined;
    },
    deeds: (day, emit) => {
      if (day === dayOf(5)) deeds(world, explorer, day, 11, SERVICE_TAKEN_UP, emit);
      if (day === dayOf(2)) deeds(world, onCall, day, 2, INCIDENT, emit);
    },
  };
}

function deeds(world: World, human: Human, day: number, hour: number, apis: readonly string[], emit: Emit): void {
  const random = new Random(world.seed, `deeds ${human.index} ${day}`);
  const about = { accountId: human.accountId, region: human.region };
  let timeMs = dayStartMs(day) + (hour - human.site.utcHours) * HOUR_MS;
  const identity = identityOf(human, world.seed, false, timeMs, random.id(16));
  for (let round = 0; round < 3; round++) {
    for (const api of apis) {
      timeMs += Math.round(random.around(1) * MINUTE_MS);
      emit({ ...about, timeMs, api, identity, ip: human.homeIp, agent: human.cli, ...bodyOf(api, about, random) });
    }
  }
}

/** A day of those who came by the plan. */
export function hireDay(plan: Plan, seed: number, day: number, emit: Emit): void {
  for (const hire of plan.hires) humanDay(hire, seed, day, emit, { ip: hire.homeIp });
}
