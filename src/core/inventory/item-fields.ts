/** Instances and network interfaces as EC2 writes them → fields of the inventory. Shapes: Amazon EC2 API Reference, Instance and NetworkInterface. */

import { arrayField, isObject, type Json, type JsonObject, objectField, stringField } from "../json.ts";
import { INVENTORY_ITEMS_MAX } from "../limits.ts";

type Fields = Record<string, Json>;

/** Of an Instance, without its interfaces and times. */
export function instanceFields(item: JsonObject): Fields {
  const zone = stringField(objectField(item, "placement"), "availabilityZone");
  const profile = objectField(item, "iamInstanceProfile");
  return {
    ...texts(item, ["imageId", "instanceType", "platform", "vpcId", "subnetId", "privateIpAddress", "ipAddress"]),
    ...(zone === null ? {} : { availabilityZone: zone }),
    ...groups(item),
    ...tags(items(objectField(item, "tagSet")), true),
    ...(profile === null ? {} : { iamInstanceProfile: texts(profile, ["arn", "id"]) }),
  };
}

/** Of a NetworkInterface or InstanceNetworkInterface, without the instance that it is attached to. */
export function interfaceFields(item: JsonObject | null): Fields {
  const attachment = stringField(objectField(item, "attachment"), "attachmentId");
  const more = items(objectField(item, "privateIpAddressesSet")).flatMap(
    (one) => stringField(one, "privateIpAddress") ?? [],
  );
  const ipv6 = items(objectField(item, "ipv6AddressesSet")).flatMap((one) => stringField(one, "ipv6Address") ?? []);
  return {
    ...texts(item, ["vpcId", "subnetId", "privateIpAddress", "privateDnsName"]),
    ...groups(item),
    ...(attachment === null ? {} : { attachmentId: attachment }),
    ...(more.length === 0 ? {} : { privateIpAddresses: more }),
    ...(ipv6.length === 0 ? {} : { ipv6Addresses: ipv6 }),
  };
}

/** CloudTrail writes lists as `{ items: [...] }`, and some as `{ item: [...] }`. */
export function items(set: JsonObject | null): readonly JsonObject[] {
  const list = arrayField(set, "items");
  return (list.length > 0 ? list : arrayField(set, "item")).filter(isObject).slice(0, INVENTORY_ITEMS_MAX);
}

export function texts(object: JsonObject | null, names: readonly string[]): Record<string, Json> {
  const found: Record<string, Json> = {};
  for (const name of names) {
    const value = stringField(object, name);
    if (value !== null) found[name] = value;
  }
  return found;
}

export function groups(item: JsonObject | null): Record<string, Json> {
  const found = items(objectField(item, "groupSet")).map((group) => texts(group, ["groupId", "groupName"]));
  return found.length === 0 ? {} : { groups: found };
}

/** Each tag is a field of its own, so that tags set by different calls stand side by side. */
export function tags(list: readonly JsonObject[], set: boolean): Record<string, Json> {
  return Object.fromEntries(
    list.flatMap((tag) => {
      const key = stringField(tag, "key");
      const value = tag["value"];
      return key === null ? [] : [[`tag:${key}`, set ? (typeof value === "string" ? value : "") : null]];
    }),
  ) as Record<string, Json>;
}
