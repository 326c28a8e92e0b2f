/** Which instance an interface or address belongs to, and what is known of it. The store behind it is memory or SQL. */

import type { ApiCall } from "../event.ts";
import type { Json, JsonObject } from "../json.ts";
import { HOST_INTERFACES_MAX, HOST_TAGS_MAX, INVENTORY_ENTITIES_MAX } from "../limits.ts";
import { factsFromRecord, type HostFacts, type HostQuestion } from "../profile/host-facts.ts";
import { changesOf } from "./changes.ts";
import { type Change, type Entity, textOf, valueOf, withChange } from "./entity.ts";

/** Entities by id, and links: a name under which an entity may be asked for. */
export type InventoryStore = {
  readonly get: (id: string) => Entity | null;
  /** `isNew`: no entity of that id was there. */
  readonly put: (entity: Entity, isNew: boolean) => void;
  readonly count: () => number;
  /** Name → id of the entity; the last one set counts. */
  readonly link: (name: string, id: string) => void;
  readonly linked: (name: string) => string | null;
  /** Ids of entities whose link's name is `prefix`, which ends with "/", and one part more; by name. */
  readonly linkedBelow: (prefix: string, max: number) => readonly string[];
};

/** What a call says of hosts. Learning the same call again changes nothing. */
export function learnCall(store: InventoryStore, call: ApiCall): void {
  for (const change of changesOf(call)) learnChange(store, change);
}

/** True where the inventory learned something. A store that is full takes no new entities, but changes of those it has. */
export function learnChange(store: InventoryStore, change: Change): boolean {
  const id = change.id.includes("/") ? store.linked(change.id) : change.id;
  if (id === null) return false;
  const known = store.get(id);
  if (known === null && store.count() >= INVENTORY_ENTITIES_MAX) return false;
  const entity = withChange(known, { ...change, id });
  if (entity === null) return false;
  store.put(entity, known === null);
  for (const name of linksOf(entity)) store.link(name, id);
  return true;
}

function linksOf(entity: Entity): string[] {
  const names: string[] = [];
  const name = (kind: string, field: string): void => {
    const value = textOf(entity, field);
    if (value !== null) names.push(`${kind}/${value}`);
  };
  if (entity.kind === "interface") {
    name("attachment", "attachmentId");
    name("association", "associationId");
    const instanceId = textOf(entity, "instanceId");
    if (instanceId !== null) names.push(`of/${instanceId}/${entity.id}`);
    const vpcId = textOf(entity, "vpcId");
    for (const ip of addressesOf(entity)) names.push(`address/${vpcId}/${ip}`);
  } else if (entity.kind === "instance") {
    const address = textOf(entity, "privateIpAddress");
    if (address !== null) names.push(`address/${textOf(entity, "vpcId")}/${address}`);
  }
  return names;
}

function addressesOf(entity: Entity): string[] {
  const lists = [valueOf(entity, "privateIpAddresses"), valueOf(entity, "ipv6Addresses")];
  const more = lists.flatMap((list) => (Array.isArray(list) ? list : [])).filter((ip) => typeof ip === "string");
  const first = textOf(entity, "privateIpAddress");
  return first === null ? more : [first, ...more];
}

export function describeHost(store: InventoryStore, question: HostQuestion): HostFacts {
  const entity = askedEntity(store, question);
  const instanceId = question.instanceId ?? instanceOf(entity);
  if (instanceId === null && entity === null) return factsFromRecord(question);
  const instance = instanceId === null ? null : store.get(instanceId);
  if (instanceId !== null && instance === null && entity === null) return factsFromRecord(question);
  return {
    host: instanceId ?? question.host,
    instanceId,
    instanceDetails: detailsOf(store, instanceId, instance, entity),
  };
}

/** The interface, or else the instance, that the record's own names lead to. */
function askedEntity(store: InventoryStore, { interfaceId, vpcId, localIp }: HostQuestion): Entity | null {
  if (interfaceId !== null) return store.get(interfaceId);
  const id = vpcId === null || localIp === null ? null : store.linked(`address/${vpcId}/${localIp}`);
  const entity = id === null ? null : store.get(id);
  // The address is free again: what has it now is not known.
  const gone = valueOf(entity, "deleted") === true || valueOf(entity, "terminated") === true;
  return gone ? null : entity;
}

function instanceOf(entity: Entity | null): string | null {
  return entity?.kind === "instance" ? entity.id : textOf(entity, "instanceId");
}

/** GuardDuty's instanceDetails. */
function detailsOf(
  store: InventoryStore,
  instanceId: string | null,
  instance: Entity | null,
  asked: Entity | null,
): JsonObject {
  const known = (names: readonly string[]): JsonObject =>
    Object.fromEntries(
      names.flatMap((name) => (valueOf(instance, name) === null ? [] : [[name, valueOf(instance, name)]])),
    );
  const interfaces = interfacesOf(store, instanceId, instance, asked);
  return {
    ...(instanceId === null ? {} : { instanceId }),
    ...known(["instanceType", "imageId", "launchTime", "platform", "availabilityZone", "iamInstanceProfile"]),
    ...(instance === null
      ? {}
      : { instanceState: valueOf(instance, "terminated") === true ? "terminated" : "running" }),
    networkInterfaces: interfaces,
    tags: tagsOf(instance),
  };
}

function interfacesOf(
  store: InventoryStore,
  instanceId: string | null,
  instance: Entity | null,
  asked: Entity | null,
): JsonObject[] {
  const ids = instanceId === null ? [] : store.linkedBelow(`of/${instanceId}/`, HOST_INTERFACES_MAX);
  const own = ids.flatMap((id) => store.get(id) ?? []).filter((one) => textOf(one, "instanceId") === instanceId);
  if (asked?.kind === "interface" && !own.some(({ id }) => id === asked.id)) own.push(asked);
  if (own.length === 0 && instance) return [interfaceDetails(store, instance, instance)];
  return own.map((one) => interfaceDetails(store, one, instance));
}

function interfaceDetails(store: InventoryStore, entity: Entity, instance: Entity | null): JsonObject {
  const groups = valueOf(entity, "groups") ?? valueOf(instance, "groups");
  const publicIp = publicIpOf(store, entity) ?? publicIpOf(store, instance);
  const privateIps = addressesOf(entity).filter((ip) => !ip.includes(":"));
  const texts = ["privateIpAddress", "privateDnsName", "subnetId", "vpcId"].flatMap((name) => {
    const text = textOf(entity, name);
    return text === null ? [] : [[name, text]];
  });
  return {
    ...(entity.kind === "interface" ? { networkInterfaceId: entity.id } : {}),
    ...(Object.fromEntries(texts) as JsonObject),
    privateIpAddresses: [...new Set(privateIps)].map((privateIpAddress) => ({ privateIpAddress })),
    ipv6Addresses: addressesOf(entity).filter((ip) => ip.includes(":")),
    ...(publicIp === null ? {} : { publicIp }),
    securityGroups: Array.isArray(groups) ? groups : [],
  };
}

function publicIpOf(store: InventoryStore, entity: Entity | null): string | null {
  const allocationId = textOf(entity, "allocationId");
  const allocation = allocationId === null ? null : store.get(allocationId);
  return textOf(entity, "publicIp") ?? textOf(allocation, "publicIp") ?? textOf(entity, "ipAddress");
}

function tagsOf(instance: Entity | null): { key: string; value: Json }[] {
  const all = Object.keys(instance?.fields ?? {}).filter((name) => name.startsWith("tag:"));
  const set = all.sort().flatMap((name) => {
    const value = valueOf(instance, name);
    return value === null ? [] : [{ key: name.slice("tag:".length), value }];
  });
  return set.slice(0, HOST_TAGS_MAX);
}
