/** Instances and network interfaces in the XML of the EC2 API Reference: the members that people configure, and no others. */

import { element, optional, type XmlElement } from "../xml.ts";
import type { Ec2Instance, Ec2Interface, Ec2Place } from "./state.ts";

/** One reservation an instance, as autoscaling makes them. */
export function reservation(place: Ec2Place, instance: Ec2Instance): XmlElement {
  const own = place.interfaces.filter(({ instanceId }) => instanceId === instance.instanceId);
  return element("item", [
    element("reservationId", instance.instanceId.replace("i-", "r-")),
    element("ownerId", place.accountId),
    element("instancesSet", [instanceElement(place, instance, own)]),
  ]);
}

function instanceElement(place: Ec2Place, instance: Ec2Instance, own: readonly Ec2Interface[]): XmlElement {
  const { instanceId, imageId, instanceType, launchTime, availabilityZone, state, instanceProfile, tags } = instance;
  const [first] = own;
  const gone = state === "terminated";
  return element("item", [
    element("instanceId", instanceId),
    element("imageId", imageId),
    element("instanceState", [element("name", state)]),
    element("instanceType", instanceType),
    element("launchTime", launchTime),
    element("placement", [element("availabilityZone", availabilityZone)]),
    ...(first && !gone ? placeOf(first) : []),
    optional("ipAddress", gone ? null : first?.publicIp),
    groupSet(gone ? [] : (first?.groups ?? [])),
    instanceProfile === undefined
      ? null
      : element("iamInstanceProfile", [element("arn", instanceProfile.arn), element("id", instanceProfile.id)]),
    element("networkInterfaceSet", gone ? [] : own.map((one) => interfaceElement(place, one, false))),
    element(
      "tagSet",
      Object.entries(tags).map(([key, value]) => element("item", [element("key", key), element("value", value)])),
    ),
  ]);
}

/** `whole`: as DescribeNetworkInterfaces tells it, with the instance that it is attached to. */
export function interfaceElement({ accountId }: Ec2Place, one: Ec2Interface, whole: boolean): XmlElement {
  const { networkInterfaceId, instanceId, privateIpAddresses, publicIp, groups } = one;
  const [ipv4, ipv6] = [false, true].map((is6) => privateIpAddresses.filter((ip) => ip.includes(":") === is6));
  const attached = instanceId !== undefined;
  return element("item", [
    element("networkInterfaceId", networkInterfaceId),
    ...placeOf(one),
    element("ownerId", accountId),
    element("status", attached ? "in-use" : "available"),
    groupSet(groups),
    attached
      ? element("attachment", [
          element("attachmentId", networkInterfaceId.replace("eni-", "eni-attach-")),
          optional("instanceId", whole ? instanceId : null),
        ])
      : null,
    publicIp === undefined ? null : element("association", [element("publicIp", publicIp)]),
    element(
      "privateIpAddressesSet",
      (ipv4 ?? []).map((ip, at) => element("item", [element("privateIpAddress", ip), element("primary", at === 0)])),
    ),
    element(
      "ipv6AddressesSet",
      (ipv6 ?? []).map((ip) => element("item", [element("ipv6Address", ip)])),
    ),
  ]);
}

function placeOf({ vpcId, subnetId, privateIpAddresses }: Ec2Interface): readonly (XmlElement | null)[] {
  return [
    element("subnetId", subnetId),
    element("vpcId", vpcId),
    optional(
      "privateIpAddress",
      privateIpAddresses.find((ip) => !ip.includes(":")),
    ),
  ];
}

function groupSet(groups: Ec2Interface["groups"]): XmlElement {
  return element(
    "groupSet",
    groups.map(({ groupId, groupName }) =>
      element("item", [element("groupId", groupId), element("groupName", groupName)]),
    ),
  );
}
