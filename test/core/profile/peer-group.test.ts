import { expect, test } from "vitest";
import { peerGroupOf } from "../../../src/core/profile/peer-group.ts";

test.each([
  ["IAMUser", "alice", "IAMUser"],
  ["AssumedRole", "AWSReservedSSO_AdministratorAccess_0123456789abcdef", "AssumedRole AdministratorAccess"],
  ["AssumedRole", "worker-1", "AssumedRole worker"],
  ["AssumedRole", "worker-22", "AssumedRole worker"],
  ["AssumedRole", "stack-Function-1A2B3C4D5E6F", "AssumedRole stack-Function"],
  ["AssumedRole", "123", "AssumedRole 123"],
  ["Root", "Root", "Root"],
])("%s %s is of the group %s", (type, name, group) => {
  expect(peerGroupOf(type, name)).toBe(group);
});
