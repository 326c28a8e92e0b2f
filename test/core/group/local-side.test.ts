import { expect, test } from "vitest";
import { BASE, flows, ip, line } from "./read-flows.ts";

test("between two private addresses the host's own is known from its other conversations, in any order", () => {
  const rest = "40000 443 6 1 40 1700000000 1700000060 ACCEPT";
  const lines = [
    line("10.0.0.9", "10.0.0.5", rest),
    line("10.0.0.5", "10.0.0.7", rest),
    line("10.0.0.8", "10.0.0.5", rest),
    line("10.0.0.5", "203.0.113.9", rest),
  ];
  for (const order of [lines, lines.toReversed()]) {
    expect(flows(BASE, ...order).map(({ localIp }) => localIp)).toEqual(
      Array.from({ length: 4 }, () => ip("10.0.0.5")),
    );
  }
  expect(flows(BASE, ...lines.slice(0, 3)).every(({ localIp }) => localIp === ip("10.0.0.5"))).toBe(true);
});
