/** What flow and name scenarios share: their victim, and bursts of like conversations. */

import type { Stage } from "../../stage.ts";
import { victim } from "../../world.ts";
import type { Conversation } from "../flow-writer.ts";
import type { FleetMachine, MachineKind } from "../machines.ts";

export function machineFor(stage: Stage, kinds?: readonly MachineKind[], isPublic = false): FleetMachine {
  return victim(
    stage.world.machines,
    stage.turn,
    (machine) =>
      (kinds === undefined ? !["scanner", "nat", "resolver"].includes(machine.kind) : kinds.includes(machine.kind)) &&
      (!isPublic || machine.publicIp !== null),
    kinds === undefined ? "host" : `host of kind ${kinds.join(" or ")}`,
  );
}

/** Another machine of the same network. */
export function neighbourOf(stage: Stage, machine: FleetMachine): FleetMachine {
  return victim(
    stage.world.machines,
    stage.turn + 1,
    (other) => other.vpcId === machine.vpcId && other !== machine,
    "second host in one VPC",
  );
}

export type Burst = {
  readonly count: number;
  readonly everyMs: number;
  readonly make: (
    at: number,
  ) => Omit<Conversation, "startMs" | "localPort" | "opener" | "durationMs"> & Partial<Conversation>;
};

/** Conversations that the machine opens, evenly in time; gives back the time of the last. */
export function burst(
  stage: Stage,
  machine: FleetMachine,
  { count, everyMs, make }: Burst,
  startMs = stage.startMs,
): number {
  let timeMs = startMs;
  for (let at = 0; at < count; at++) {
    timeMs = startMs + Math.round(at * everyMs);
    stage.flows.write(machine, {
      startMs: timeMs,
      durationMs: 0,
      opener: "local",
      localPort: stage.random.between(32_768, 60_999),
      ...make(at),
    });
  }
  return timeMs;
}

export function labelHost(
  stage: Stage,
  type: string,
  machine: FleetMachine,
  toMs: number,
  fromMs = stage.startMs,
): void {
  stage.label(
    type,
    { accountId: machine.accountId, region: machine.region, resource: machine.instanceId },
    fromMs,
    toMs,
  );
}
