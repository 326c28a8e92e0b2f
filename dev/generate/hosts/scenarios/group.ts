/**
 * AttackSequence:EC2/CompromisedInstanceGroup: two instances with one purpose call the same master, mine and scan within a
 * day, and the role of one is used from outside.
 */

import { addressIn, ATTACKERS } from "../../addresses.ts";
import { roleSession } from "../../cloudtrail/identities.ts";
import { HOUR_MS } from "../../clock.ts";
import type { Scenario, Stage } from "../../stage.ts";
import { victim } from "../../world.ts";
import type { FleetMachine } from "../machines.ts";
import { burst, neighbourOf } from "./attack.ts";

export const GROUPS: readonly Scenario[] = [{ type: "AttackSequence:EC2/CompromisedInstanceGroup", play }];

function play(stage: Stage): void {
  const first = webHostWithNeighbour(stage);
  const second = neighbourOf(stage, first);
  const master = stage.listed("command-and-control", stage.stranger());
  const pool = stage.listed("cryptocurrency", stage.stranger());
  const small = { packetsOut: 6, bytesOut: 900, packetsIn: 5, bytesIn: 700, durationMs: 3_000 };
  for (const [turn, machine] of [first, second].entries()) {
    const startMs = stage.startMs + turn * HOUR_MS;
    burst(
      stage,
      machine,
      { count: 20, everyMs: 300_000, make: () => ({ ...small, remote: master, remotePort: 443 }) },
      startMs,
    );
    burst(
      stage,
      machine,
      { count: 6, everyMs: 600_000, make: () => ({ ...small, remote: pool, remotePort: 14_444 }) },
      startMs + HOUR_MS,
    );
  }
  const ports = Array.from({ length: 1_000 }, (_, at) => at + 1);
  burst(
    stage,
    first,
    {
      count: ports.length,
      everyMs: 25,
      make: (at) => ({
        remote: second.privateIp,
        remotePort: ports[at] ?? 1,
        packetsOut: 1,
        bytesOut: 60,
        packetsIn: 1,
        bytesIn: 40,
      }),
    },
    stage.startMs + 2 * HOUR_MS,
  );
  const toMs = stage.startMs + 3 * HOUR_MS;
  const { accountId, region } = first;
  const identity = roleSession({
    accountId,
    role: first.role,
    roleId: stage.random.id(17),
    session: first.instanceId,
    keyId: stage.random.id(16),
    sinceMs: stage.startMs,
    fromInstance: true,
  });
  const ip = addressIn(stage.random.pick(ATTACKERS), stage.random);
  for (const [at, api] of ["sts:GetCallerIdentity", "s3:ListBuckets", "iam:ListRoles"].entries()) {
    stage.call({
      timeMs: toMs - 60_000 + at * 20_000,
      accountId,
      region,
      api,
      identity,
      ip,
      agent: "aws-cli/2.13.5 Python/3.11.4 Linux/5.15.0 exe/x86_64.ubuntu.22",
    });
  }
  stage.label(
    "AttackSequence:EC2/CompromisedInstanceGroup",
    { accountId, region, resource: first.instanceId },
    stage.startMs,
    toMs,
  );
}

function webHostWithNeighbour({ world: { machines }, turn }: Stage): FleetMachine {
  const fits = ({ kind, vpcId }: FleetMachine): boolean =>
    kind === "web" && machines.filter((other) => other.vpcId === vpcId).length > 1;
  return victim(machines, turn, fits, "web host with a neighbour");
}
