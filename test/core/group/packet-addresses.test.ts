import { expect, test } from "vitest";
import { BASE, flows, ip } from "./read-flows.ts";

const NAT = `${BASE} pkt-srcaddr pkt-dstaddr flow-direction`;

test.each([
  [
    "the peer behind NAT, inbound",
    "10.0.1.9 10.0.0.5 40000 443",
    "198.51.100.7 10.0.0.5 ingress",
    "10.0.0.5",
    "198.51.100.7",
  ],
  [
    "the peer beyond a gateway, outbound",
    "10.0.0.5 10.0.1.9 40000 443",
    "10.0.0.5 198.51.100.7 egress",
    "10.0.0.5",
    "198.51.100.7",
  ],
  [
    "the local side stays the interface's",
    "10.0.1.9 10.0.0.5 40000 443",
    "10.0.1.9 198.51.100.7 ingress",
    "10.0.0.5",
    "10.0.1.9",
  ],
  [
    "no direction: the public one is remote",
    "203.0.113.9 10.0.0.5 40000 443",
    "198.51.100.7 10.0.0.5 -",
    "10.0.0.5",
    "198.51.100.7",
  ],
  [
    "no direction, both private: as logged",
    "10.0.1.9 10.0.0.5 443 40000",
    "198.51.100.7 10.0.0.5 -",
    "10.0.1.9",
    "10.0.0.5",
  ],
])("packet addresses: %s", (_, ends, packet, localIp, remoteIp) => {
  const [got] = flows(NAT, `3 1 eni-1 ${ends} 6 1 40 1700000000 1700000060 ACCEPT OK ${packet}`);
  const pair = new Set([got?.localIp, got?.remoteIp]);
  if (packet.endsWith("-") && localIp === "10.0.1.9") expect(pair).toEqual(new Set([ip(localIp), ip(remoteIp)]));
  else expect(got).toMatchObject({ localIp: ip(localIp), remoteIp: ip(remoteIp) });
});

test("two peers behind one NAT address are two conversations", () => {
  const ends = "eni-1 10.0.1.9 10.0.0.5 40000 443 6 1 40 1700000000 1700000060 ACCEPT OK";
  const got = flows(NAT, `3 1 ${ends} 198.51.100.7 10.0.0.5 ingress`, `3 1 ${ends} 198.51.100.8 10.0.0.5 ingress`);
  expect(got.map(({ remoteIp }) => remoteIp)).toEqual([ip("198.51.100.7"), ip("198.51.100.8")]);
});

test("a transit gateway's records belong to the VPC they come from, else to the one they go to, one host an address", () => {
  const columns =
    "version account-id tgw-id tgw-src-vpc-account-id tgw-dst-vpc-account-id tgw-src-vpc-id tgw-dst-vpc-id srcaddr dstaddr srcport dstport protocol packets bytes start end log-status flow-direction";
  const rest = "6 1 40 1700000000 1700000060 OK ingress";
  const got = flows(
    columns,
    `6 123456789012 tgw-1 111122223333 - vpc-a vpc-b 10.0.0.1 10.1.0.1 40000 443 ${rest}`,
    `6 123456789012 tgw-1 - 444455556666 - vpc-b 203.0.113.9 10.1.0.2 40000 443 ${rest}`,
    `6 123456789012 tgw-1 - - - - 203.0.113.9 10.1.0.3 40000 443 ${rest}`,
  );
  expect(got.map((flow) => [flow.host, flow.accountId, flow.direction, flow.action])).toEqual([
    ["vpc-a/10.0.0.1", "111122223333", "OUTBOUND", null],
    ["vpc-b/10.1.0.2", "444455556666", "INBOUND", null],
    ["123456789012/10.1.0.3", "123456789012", "INBOUND", null],
  ]);
});
