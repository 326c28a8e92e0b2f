import { expect, test } from "vitest";
import type { Flow } from "../../../src/core/event-flow.ts";
import { BASE, flows, ip, line } from "./read-flows.ts";

const FLAGS = `${BASE.replace(" log-status", "")} tcp-flags flow-direction log-status`;

test.each<[string, string, string, Partial<Flow>]>([
  ["a SYN opens, whatever the ports", "443 50000 6", "2 egress", { initiator: "local", initiatorBasis: "flags" }],
  ["a SYN-ACK answers", "50000 443 6", "18 egress", { initiator: "remote", initiatorBasis: "flags" }],
  ["well known beats registered", "1025 53 17", "0 egress", { initiator: "local", initiatorBasis: "ports" }],
  ["registered beats ephemeral", "8080 40000 6", "0 egress", { initiator: "remote", initiatorBasis: "ports" }],
  [
    "equal ports tell nothing",
    "123 123 17",
    "0 egress",
    { initiator: "unknown", direction: "UNKNOWN", initiatorBasis: "none" },
  ],
  ["ICMP tells nothing", "0 0 1", "0 egress", { initiator: "unknown", localPort: 0, remotePort: 0, protocol: 1 }],
  ["the lower port of a class serves", "50001 50000 6", "0 egress", { initiator: "local", initiatorBasis: "ports" }],
  ["no ports and no protocol", "- - -", "- egress", { initiator: "unknown", localPort: null, protocol: null }],
])("initiator: %s", (_, ports, last, expected) => {
  const [got] = flows(FLAGS, `2 1 eni-1 10.0.0.5 10.0.0.9 ${ports} 1 40 1700000000 1700000060 ACCEPT ${last} OK`);
  expect(got).toMatchObject({ localIp: ip("10.0.0.5"), remoteIp: ip("10.0.0.9"), ...expected });
});

test("a rejected packet between two ephemeral ports was nobody's answer", () => {
  const [got] = flows(BASE, line("203.0.113.9", "10.0.0.5", "40000 50000 6 1 40 1700000000 1700000060 REJECT"));
  expect(got).toMatchObject({ initiator: "remote", initiatorBasis: "reject", localPort: 50_000 });
});

test("a later window without flags joins the conversation that the SYN opened", () => {
  const head = "2 1 eni-1 10.0.0.5 10.0.0.9";
  const got = flows(
    FLAGS,
    `${head} 40000 50000 6 1 40 1700000000 1700000060 ACCEPT 2 egress OK`,
    `${head} 40000 50000 6 5 500 1700000060 1700000120 ACCEPT 0 egress OK`,
    "2 1 eni-1 10.0.0.9 10.0.0.5 50000 40000 6 7 700 1700000060 1700000120 ACCEPT 0 ingress OK",
  );
  expect(got).toHaveLength(1);
  expect(got[0]).toMatchObject({
    records: 3,
    packetsOut: 6,
    packetsIn: 7,
    tcpFlagsOut: 2,
    remotePort: 50_000,
    initiatorBasis: "flags",
  });
});
