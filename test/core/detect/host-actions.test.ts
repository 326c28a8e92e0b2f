import { expect, test } from "vitest";
import { dnsRequestAction, networkConnectionAction, portProbeAction } from "../../../src/core/detect/host-actions.ts";
import { PORT_PROBE_DETAILS_MAX } from "../../../src/core/limits.ts";
import { addressFacts, flow, inbound, ip, lookup, nameFacts } from "./host-batches.ts";

test("a connection is told in GuardDuty's words", () => {
  const remote = addressFacts({
    asn: 64_496,
    asnOrg: "Example Net",
    country: "NL",
    city: "Utrecht",
    location: { latitude: 52.1, longitude: 5.1 },
  });
  expect(networkConnectionAction(flow({ remotePort: 22, remote }))).toEqual({
    actionType: "NETWORK_CONNECTION",
    networkConnectionAction: {
      connectionDirection: "OUTBOUND",
      protocol: "TCP",
      blocked: false,
      localPortDetails: { port: 49_152, portName: "Unknown" },
      remotePortDetails: { port: 22, portName: "SSH" },
      localIpDetails: { ipAddressV4: "10.0.1.20" },
      localNetworkInterface: "eni-0123456789abcdef0",
      remoteIpDetails: {
        ipAddressV4: "198.51.100.7",
        city: { cityName: "Utrecht" },
        country: { countryCode: "NL" },
        geoLocation: { lat: 52.1, lon: 5.1 },
        organization: { asn: "64496", asnOrg: "Example Net" },
      },
    },
  });
});

test("what the log or the tables do not say is absent", () => {
  const bare = { localPort: null, remotePort: null, protocol: null, interfaceId: null };
  const action = networkConnectionAction(flow({ ...bare, remoteIp: ip("2001:db8::9"), remote: addressFacts() }));
  expect(action.networkConnectionAction).toEqual({
    connectionDirection: "OUTBOUND",
    protocol: "Unknown",
    blocked: false,
    localPortDetails: {},
    remotePortDetails: {},
    localIpDetails: { ipAddressV4: "10.0.1.20" },
    remoteIpDetails: { ipAddressV6: "2001:db8::9" },
  });
});

test("probes are blocked where every one was, and few are told", () => {
  const probes = Array.from({ length: 30 }, (_, index) => inbound({ action: "REJECT", localPort: index + 1 }));
  const { portProbeAction: blocked } = portProbeAction(probes);
  expect(blocked).toMatchObject({ blocked: true });
  expect((blocked as { portProbeDetails: unknown[] }).portProbeDetails).toHaveLength(PORT_PROBE_DETAILS_MAX);
  expect(portProbeAction([...probes, inbound()])).toMatchObject({ portProbeAction: { blocked: false } });
});

test("a query is told with what somebody registered of its name", () => {
  const asked = lookup({ name: "A.b.Example.co.uk", facts: nameFacts("example.co.uk"), firewallAction: "BLOCK" });
  expect(dnsRequestAction(asked)).toEqual({
    actionType: "DNS_REQUEST",
    dnsRequestAction: {
      domain: "a.b.example.co.uk",
      protocol: "UDP",
      blocked: true,
      domainWithSuffix: "example.co.uk",
    },
  });
  expect(dnsRequestAction(lookup({ name: "local", transport: null }))).toEqual({
    actionType: "DNS_REQUEST",
    dnsRequestAction: { domain: "local", protocol: "UDP", blocked: false },
  });
});
