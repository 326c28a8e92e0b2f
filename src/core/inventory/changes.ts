/** What a successful EC2 call says of instances and network interfaces. Shapes: Amazon EC2 API Reference, as CloudTrail logs them. */

import { callName } from "../calls/of-call.ts";
import type { ApiCall } from "../event.ts";
import { type Json, type JsonObject, numberField, objectField, stringField } from "../json.ts";
import { INVENTORY_ITEMS_MAX } from "../limits.ts";
import { isoFromMs } from "../net/time.ts";
import type { Change, EntityKind } from "./entity.ts";
import { groups, instanceFields, interfaceFields, items, tags, texts } from "./item-fields.ts";

type Read = (call: ApiCall) => readonly Change[];

const READ: ReadonlyMap<string, Read> = new Map<string, Read>([
  [
    "ec2:RunInstances",
    (call) => items(objectField(call.response, "instancesSet")).flatMap((one) => launched(call, one)),
  ],
  [
    "ec2:TerminateInstances",
    (call) => instanceIds(call).map((id) => change(call, "instance", id, { terminated: true })),
  ],
  ["ec2:CreateNetworkInterface", (call) => interfaceOf(call, objectField(call.response, "networkInterface"), null)],
  ["ec2:DeleteNetworkInterface", (call) => interfaceChange(call, { deleted: true, instanceId: null, publicIp: null })],
  ["ec2:AttachNetworkInterface", attached],
  ["ec2:DetachNetworkInterface", detached],
  ["ec2:AllocateAddress", allocated],
  ["ec2:AssociateAddress", associated],
  ["ec2:DisassociateAddress", disassociated],
  ["ec2:AssociateIamInstanceProfile", profileAssociated],
  ["ec2:ModifyInstanceAttribute", modified],
  ["ec2:CreateTags", (call) => tagged(call, true)],
  ["ec2:DeleteTags", (call) => tagged(call, false)],
]);

/** The calls whose request or response is read here. */
export const INVENTORY_CALLS: ReadonlySet<string> = new Set(READ.keys());

/** Nothing for calls that failed or say nothing of hosts. At most INVENTORY_ITEMS_MAX. */
export function changesOf(call: ApiCall): readonly Change[] {
  if (call.error !== null) return [];
  return READ.get(callName(call))?.(call).slice(0, INVENTORY_ITEMS_MAX) ?? [];
}

function change(call: ApiCall, kind: EntityKind, id: string, fields: Readonly<Record<string, Json>>): Change {
  return { kind, id, timeMs: call.timeMs, fields };
}

function launched(call: ApiCall, item: JsonObject): Change[] {
  const id = stringField(item, "instanceId");
  if (id === null) return [];
  const launchMs = numberField(item, "launchTime");
  const launchTime = isoFromMs(launchMs ?? call.timeMs);
  const interfaces = items(objectField(item, "networkInterfaceSet"));
  return [
    change(call, "instance", id, { ...instanceFields(item), launchTime }),
    ...interfaces.flatMap((one) => interfaceOf(call, one, id)),
  ];
}

function interfaceOf(call: ApiCall, item: JsonObject | null, instanceId: string | null): Change[] {
  const id = stringField(item, "networkInterfaceId");
  if (id === null) return [];
  const instance = instanceId === null ? {} : { instanceId };
  return [change(call, "interface", id, { ...interfaceFields(item), ...instance })];
}

function tagged(call: ApiCall, set: boolean): readonly Change[] {
  const fields = tags(items(objectField(call.request, "tagSet")), set);
  return items(objectField(call.request, "resourcesSet")).flatMap((resource) => {
    const id = stringField(resource, "resourceId");
    return id?.startsWith("i-") ? [change(call, "instance", id, fields)] : [];
  });
}

function instanceIds(call: ApiCall): string[] {
  return items(objectField(call.request, "instancesSet")).flatMap((one) => stringField(one, "instanceId") ?? []);
}

function interfaceChange(call: ApiCall, fields: Readonly<Record<string, Json>>): Change[] {
  const id = stringField(call.request, "networkInterfaceId");
  return id === null ? [] : [change(call, "interface", id, fields)];
}

function attached(call: ApiCall): readonly Change[] {
  const instanceId = stringField(call.request, "instanceId");
  if (instanceId === null) return [];
  return interfaceChange(call, { instanceId, ...texts(call.response, ["attachmentId"]) });
}

/** The request names the attachment alone: a link leads from it to the interface. */
function detached(call: ApiCall): readonly Change[] {
  const id = stringField(call.request, "attachmentId");
  return id === null ? [] : [change(call, "interface", `attachment/${id}`, { instanceId: null })];
}

function allocated(call: ApiCall): readonly Change[] {
  const id = stringField(call.response, "allocationId");
  return id === null ? [] : [change(call, "allocation", id, texts(call.response, ["publicIp"]))];
}

/** An address is named by its allocation or by itself; what it is given to, by instance or interface. */
function associated(call: ApiCall): readonly Change[] {
  const fields = {
    ...texts(call.request, ["publicIp", "allocationId"]),
    ...texts(call.response, ["associationId"]),
  };
  const instanceId = stringField(call.request, "instanceId");
  if (instanceId !== null) return [change(call, "instance", instanceId, fields)];
  return interfaceChange(call, fields);
}

function disassociated(call: ApiCall): readonly Change[] {
  const id = stringField(call.request, "associationId");
  return id === null
    ? []
    : [change(call, "interface", `association/${id}`, { publicIp: null, allocationId: null, associationId: null })];
}

/** CloudTrail logs this request as the API's own XML has it, in upper camel case. */
function profileAssociated(call: ApiCall): readonly Change[] {
  const request = objectField(call.request, "AssociateIamInstanceProfileRequest") ?? call.request;
  const id = stringField(request, "InstanceId") ?? stringField(request, "instanceId");
  const profile = objectField(request, "IamInstanceProfile") ?? objectField(request, "iamInstanceProfile");
  if (id === null) return [];
  const arn = stringField(profile, "Arn") ?? stringField(profile, "arn");
  const name = stringField(profile, "Name") ?? stringField(profile, "name");
  const value: Json = arn === null ? { arn: `arn:aws:iam::${call.accountId}:instance-profile/${name ?? ""}` } : { arn };
  return [change(call, "instance", id, { iamInstanceProfile: value })];
}

function modified(call: ApiCall): readonly Change[] {
  const id = stringField(call.request, "instanceId");
  const type = stringField(objectField(call.request, "instanceType"), "value");
  const given = groups(call.request);
  if (id === null || (type === null && Object.keys(given).length === 0)) return [];
  return [change(call, "instance", id, { ...given, ...(type === null ? {} : { instanceType: type }) })];
}
