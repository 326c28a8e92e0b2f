import { expect, test } from "vitest";
import type { ApiCall } from "../../../src/core/event.ts";
import { instanceOfSession, learnHomes } from "../../../src/core/inventory/homes.ts";
import { memoryInventory } from "../../../src/core/inventory/memory-inventory.ts";
import { apiCall, identity } from "../detect/api-call.ts";
import { INSTANCE, launch } from "./ec2-calls.ts";

function session(overrides: Partial<ApiCall> = {}, sessionName = INSTANCE): ApiCall {
  const own = identity({ type: "AssumedRole", issuedTo: "ec2", sessionName, userName: "web" });
  return apiCall({ identity: own, ...overrides });
}

test("a launch says where an instance is, whatever its role says first", () => {
  const store = memoryInventory();
  expect(learnHomes(store, [session({ region: "us-west-2" })])).toEqual([[INSTANCE, "us-west-2"]]);
  expect(learnHomes(store, [launch(1)])).toEqual([]);
  expect(learnHomes(store, [session({ region: "ap-south-1" })])).toEqual([[INSTANCE, "eu-west-1"]]);
});

test("without one, the Region in which its role was first heard", () => {
  const store = memoryInventory();
  const calls = [session({ region: "us-east-1", global: true }), session({ region: "eu-north-1" })];
  expect(learnHomes(store, calls)).toEqual([[INSTANCE, "eu-north-1"]]);
  expect(learnHomes(store, [session({ region: "us-west-2" })])).toEqual([[INSTANCE, "eu-north-1"]]);
});

test("nothing is known from calls of global services alone, nor of other accounts' sessions", () => {
  const store = memoryInventory();
  expect(learnHomes(store, [session({ region: "us-east-1", global: true })])).toEqual([]);
  expect(learnHomes(store, [session({ accountId: "999999999999" })])).toEqual([]);
});

test.each([
  ["an instance's own session", session(), INSTANCE],
  ["a session of EC2 with another name", session({}, "aws:ec2-infrastructure"), null],
  ["a function's session", apiCall({ identity: identity({ issuedTo: "lambda", sessionName: "thumbnails" }) }), null],
  ["a user", apiCall(), null],
])("%s", (_, call, expected) => {
  expect(instanceOfSession(call)).toBe(expected);
});
