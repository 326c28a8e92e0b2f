import { expect, test } from "vitest";
import { networkOf } from "../../../src/core/profile/network.ts";

test.each([
  ["198.51.100.7", "198.51.0.0/16"],
  ["035.249.1.2", "35.249.0.0/16"],
  ["10.1.2.3", "private"],
  ["172.20.0.1", "private"],
  ["172.32.0.1", "172.32.0.0/16"],
  ["192.168.1.1", "private"],
  ["100.64.0.1", "private"],
  ["2001:db8:1::5", "2001:db8::/32"],
  ["2001:DB8::1", "2001:db8::/32"],
  ["fd00::1", "private"],
  ["fe80::1", "private"],
])("%s is of %s", (ip, network) => {
  expect(networkOf(ip)).toBe(network);
});
