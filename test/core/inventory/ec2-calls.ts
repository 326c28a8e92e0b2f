/** EC2 calls as CloudTrail logs them, made for tests after the EC2 API Reference. */

import type { ApiCall } from "../../../src/core/event.ts";
import type { JsonObject } from "../../../src/core/json.ts";
import { apiCall } from "../detect/api-call.ts";

export function ec2(api: string, timeMs: number, request: JsonObject, response: JsonObject | null = null): ApiCall {
  return apiCall({ id: `${api}-${timeMs}`, api, timeMs, request, response });
}

export const INSTANCE = "i-0123456789abcdef0";
export const ENI = "eni-0aaaaaaaaaaaaaaaa";
export const VPC = "vpc-0bbbbbbbbbbbbbbbb";
export const GROUP = { groupId: "sg-0cccccccccccccccc", groupName: "web" };

export function launch(timeMs: number, instanceId = INSTANCE, interfaceId = ENI, ip = "10.0.0.5"): ApiCall {
  const item = {
    instanceId,
    imageId: "ami-0dddddddddddddddd",
    instanceType: "m7g.large",
    launchTime: timeMs,
    placement: { availabilityZone: "eu-west-1a" },
    privateIpAddress: ip,
    vpcId: VPC,
    subnetId: "subnet-0eeeeeeeeeeeeeeee",
    groupSet: { items: [GROUP] },
    tagSet: { items: [{ key: "Name", value: "shop" }] },
    iamInstanceProfile: { arn: "arn:aws:iam::111122223333:instance-profile/shop", id: "AIPAEXAMPLE" },
    userDataCanary: "never kept",
    networkInterfaceSet: {
      items: [
        {
          networkInterfaceId: interfaceId,
          vpcId: VPC,
          subnetId: "subnet-0eeeeeeeeeeeeeeee",
          privateIpAddress: ip,
          groupSet: { items: [GROUP] },
          privateIpAddressesSet: { item: [{ privateIpAddress: ip, primary: true }] },
          ipv6AddressesSet: { items: [{ ipv6Address: "2001:db8::5" }] },
          attachment: { attachmentId: "eni-attach-1" },
        },
      ],
    },
  };
  return ec2("RunInstances", timeMs, {}, { instancesSet: { items: [item] } });
}
