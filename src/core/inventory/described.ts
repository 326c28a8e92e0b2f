/** What EC2 itself says of the instances and interfaces that there are: DescribeInstances, DescribeNetworkInterfaces. */

import { type Json, type JsonObject, objectField, stringField } from "../json.ts";
import { isoFromMs, msFromIso } from "../net/time.ts";
import { type Change, type Entity, valueOf } from "./entity.ts";
import { type InventoryStore, learnChange } from "./inventory.ts";
import { instanceFields, interfaceFields, items } from "./item-fields.ts";

/** An Instance of a Reservation. [] where it names none. `timeMs`: of the answer. */
export function describedInstance(item: JsonObject, timeMs: number): readonly Change[] {
  const id = stringField(item, "instanceId");
  if (id === null) return [];
  const state = stringField(objectField(item, "instanceState"), "name");
  // For an hour EC2 tells of terminated instances, and leaves out most of what they were.
  if (state === "terminated") return [{ kind: "instance", id, timeMs, fields: { terminated: true } }];
  const launchMs = msFromIso(stringField(item, "launchTime") ?? "");
  const fields: Record<string, Json> = {
    iamInstanceProfile: null,
    ipAddress: null,
    ...instanceFields(item),
    ...(launchMs === null ? {} : { launchTime: isoFromMs(launchMs) }),
  };
  const own = items(objectField(item, "networkInterfaceSet")).flatMap((one) => describedInterface(one, timeMs, id));
  return [{ kind: "instance", id, timeMs, fields }, ...own];
}

/** A NetworkInterface; `instanceId`: of the instance in whose description it stands. */
export function describedInterface(item: JsonObject, timeMs: number, instanceId?: string): readonly Change[] {
  const id = stringField(item, "networkInterfaceId");
  if (id === null) return [];
  const attachment = objectField(item, "attachment");
  const association = objectField(item, "association");
  const fields: Record<string, Json> = {
    privateIpAddresses: null,
    ipv6Addresses: null,
    ...interfaceFields(item),
    instanceId: instanceId ?? stringField(attachment, "instanceId"),
    publicIp: stringField(association, "publicIp"),
    // The interface's own view alone has them.
    ...(instanceId === undefined
      ? {
          allocationId: stringField(association, "allocationId"),
          associationId: stringField(association, "associationId"),
        }
      : {}),
  };
  return [{ kind: "interface", id, timeMs, fields }];
}

/**
 * Only what differs from what is known is written: an answer that says nothing new costs no row. Tags that are no longer
 * there are taken away. Returns how many entities changed.
 */
export function learnDescribed(store: InventoryStore, changes: readonly Change[]): number {
  let changed = 0;
  for (const change of changes) {
    const known = store.get(change.id);
    const fields = newsOf(known, change);
    if (known !== null && Object.keys(fields).length === 0) continue;
    if (learnChange(store, { ...change, fields })) changed++;
  }
  return changed;
}

function newsOf(known: Entity | null, { kind, fields }: Change): Record<string, Json> {
  const news: Record<string, Json> = {};
  for (const [name, value] of Object.entries(fields)) {
    if (!isEqual(valueOf(known, name), value)) news[name] = value;
  }
  if (kind !== "instance" || fields["terminated"] === true) return news;
  for (const name of Object.keys(known?.fields ?? {})) {
    if (name.startsWith("tag:") && fields[name] === undefined && valueOf(known, name) !== null) news[name] = null;
  }
  return news;
}

/** Of values that one reader made in one order of members. */
function isEqual(one: Json, other: Json): boolean {
  return one === other || JSON.stringify(one) === JSON.stringify(other);
}
