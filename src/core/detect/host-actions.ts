/** GuardDuty's `service.action` of findings on hosts, wire names: networkConnectionAction, portProbeAction, dnsRequestAction. */

import type { AddressFacts } from "../enrich/facts.ts";
import type { Flow } from "../event-flow.ts";
import { cleanText } from "../findings/clean-text.ts";
import type { Lookup } from "../group/host-batch.ts";
import type { JsonObject } from "../json.ts";
import { PORT_PROBE_DETAILS_MAX } from "../limits.ts";
import { type Ip, ipText } from "../net/ip.ts";
import { portName, protocolName } from "../net/protocols.ts";

export function networkConnectionAction(flow: Flow): JsonObject {
  return {
    actionType: "NETWORK_CONNECTION",
    networkConnectionAction: {
      connectionDirection: flow.direction,
      protocol: protocolName(flow.protocol),
      blocked: isBlocked(flow),
      localPortDetails: portDetails(flow.localPort),
      remotePortDetails: portDetails(flow.remotePort),
      localIpDetails: ipDetails(flow.localIp),
      ...(flow.interfaceId === null ? {} : { localNetworkInterface: flow.interfaceId }),
      remoteIpDetails: remoteIpDetails(flow.remoteIp, flow.remote),
    },
  };
}

/** Blocked where every probe was. At most PORT_PROBE_DETAILS_MAX of them are told. */
export function portProbeAction(flows: readonly Flow[]): JsonObject {
  return {
    actionType: "PORT_PROBE",
    portProbeAction: {
      blocked: flows.every(isBlocked),
      portProbeDetails: flows.slice(0, PORT_PROBE_DETAILS_MAX).map((flow) => ({
        localPortDetails: portDetails(flow.localPort),
        localIpDetails: ipDetails(flow.localIp),
        remoteIpDetails: remoteIpDetails(flow.remoteIp, flow.remote),
      })),
    },
  };
}

/** `domain`: what the finding is about where that is not the name itself, as for a tunnel under a registered domain. */
export function dnsRequestAction(lookup: Lookup, domain: string = lookup.nameLower): JsonObject {
  const registered = lookup.facts?.registeredDomain;
  return {
    actionType: "DNS_REQUEST",
    dnsRequestAction: {
      domain: cleanText(domain),
      protocol: lookup.transport ?? "UDP",
      blocked: lookup.firewallAction === "BLOCK",
      ...(registered ? { domainWithSuffix: cleanText(registered) } : {}),
    },
  };
}

/** GuardDuty's `remoteIpDetails`: what is not known is absent. */
export function remoteIpDetails(ip: Ip, facts: AddressFacts | null): JsonObject {
  if (facts === null) return ipDetails(ip);
  const { asn, asnOrg, country, city, location } = facts;
  const organization = { ...(asn === null ? {} : { asn: String(asn) }), ...(asnOrg === null ? {} : { asnOrg }) };
  return {
    ...ipDetails(ip),
    ...(city === null ? {} : { city: { cityName: city } }),
    ...(country === null ? {} : { country: { countryCode: country } }),
    ...(location === null ? {} : { geoLocation: { lat: location.latitude, lon: location.longitude } }),
    ...(Object.keys(organization).length === 0 ? {} : { organization }),
  };
}

function isBlocked({ action }: Flow): boolean {
  return action === "REJECT";
}

/** {} for protocols without ports. */
function portDetails(port: number | null): JsonObject {
  return port === null ? {} : { port, portName: portName(port) };
}

function ipDetails(ip: Ip): JsonObject {
  return { [typeof ip === "number" ? "ipAddressV4" : "ipAddressV6"]: ipText(ip) };
}
