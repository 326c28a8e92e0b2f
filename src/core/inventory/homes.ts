/** In which Region of an account an instance is: a session of its role may call from, and into, any other. */

import { callName } from "../calls/of-call.ts";
import type { ApiCall } from "../event.ts";
import type { AccountContext } from "../profile/account-context.ts";
import { textOf } from "./entity.ts";
import { changesOf } from "./changes.ts";
import { type InventoryStore, learnChange } from "./inventory.ts";

/** Instance id → Region, for the instances whose role sessions made calls of a batch. */
export type Homes = readonly (readonly [instanceId: string, region: string])[];

const INSTANCE_ID = /^i-(?:[0-9a-f]{8}|[0-9a-f]{17})$/;

/** The instance whose role the call was made with, by the name that EC2 gives such sessions; else null. */
export function instanceOfSession({ identity }: ApiCall): string | null {
  const { issuedTo, sessionName } = identity;
  return issuedTo === "ec2" && sessionName !== null && INSTANCE_ID.test(sessionName) ? sessionName : null;
}

/**
 * `store`: of the account as a whole. A launch says where an instance is; else the Region in which its role was first heard,
 * by a call that is logged where it is made. The homes of the batch's sessions, as far as they are known.
 */
export function learnHomes(store: InventoryStore, calls: readonly ApiCall[]): Homes {
  const sessions = new Map<string, ApiCall>();
  for (const call of calls) {
    if (callName(call) === "ec2:RunInstances") {
      for (const { kind, id, timeMs } of changesOf(call)) {
        if (kind === "instance") learnHome(store, id, call.region, timeMs);
      }
    }
    const instanceId = instanceOfSession(call);
    if (instanceId === null || call.identity.accountId !== call.accountId) continue;
    const first = sessions.get(instanceId);
    if (first === undefined || (first.global && !call.global)) sessions.set(instanceId, call);
  }
  return [...sessions].flatMap(([instanceId, call]) => {
    if (!call.global && store.get(instanceId) === null) {
      learnChange(store, { kind: "instance", id: instanceId, timeMs: call.timeMs, fields: { heardIn: call.region } });
    }
    const known = store.get(instanceId);
    const region = textOf(known, "region") ?? textOf(known, "heardIn");
    return region === null ? [] : [[instanceId, region] as const];
  });
}

/** What the account says of the calls, and where the instances are whose roles made them. */
export function withHomes(context: AccountContext, store: InventoryStore, calls: readonly ApiCall[]): AccountContext {
  const homes = learnHomes(store, calls);
  return homes.length === 0 ? context : { ...context, homes };
}

function learnHome(store: InventoryStore, id: string, region: string, timeMs: number): void {
  if (textOf(store.get(id), "region") !== region) {
    learnChange(store, { kind: "instance", id, timeMs, fields: { region } });
  }
}
