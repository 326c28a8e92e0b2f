/** What the inventory of a Region knows of a host, and how a log record asks for it. */

import type { JsonObject } from "../json.ts";

/** How a flow or query record names its host: as much of it as the log says. */
export type HostQuestion = {
  /** Instance id, else interface id, else "<vpc>/<address>". */
  readonly host: string;
  readonly instanceId: string | null;
  readonly interfaceId: string | null;
  readonly vpcId: string | null;
  /** The host's own address, canonical text. */
  readonly localIp: string | null;
};

export type HostFacts = {
  /** The name of its profile: the instance id where one is known, else the question's own name. */
  readonly host: string;
  readonly instanceId: string | null;
  /** GuardDuty's `resource.instanceDetails`, wire names; null where the inventory knows nothing. */
  readonly instanceDetails: JsonObject | null;
};

/** For a host that no inventory knows: what the record itself says. */
export function factsFromRecord({ host, instanceId, interfaceId, vpcId, localIp }: HostQuestion): HostFacts {
  const interfaceDetails = {
    ...(interfaceId === null ? {} : { networkInterfaceId: interfaceId }),
    ...(vpcId === null ? {} : { vpcId }),
    ...addressDetails(localIp),
  };
  const details = { ...(instanceId === null ? {} : { instanceId }), networkInterfaces: [interfaceDetails] };
  return { host, instanceId, instanceDetails: details };
}

function addressDetails(ip: string | null): JsonObject {
  if (ip === null) return {};
  return ip.includes(":") ? { ipv6Addresses: [ip] } : { privateIpAddress: ip };
}
