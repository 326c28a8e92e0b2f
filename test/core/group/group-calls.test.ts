import { expect, test } from "vitest";
import type { ApiCall } from "../../../src/core/event.ts";
import { groupByAccount, groupByPrincipal, groupByRegion } from "../../../src/core/group/group-calls.ts";
import type { AccountContext, ContextValue } from "../../../src/core/profile/account-context.ts";
import { apiCall, identity, ROOT } from "../detect/api-call.ts";

const HOME = "us-east-1";
const iam = apiCall({ id: "iam", service: "iam.amazonaws.com", region: HOME, global: true });
const ec2 = apiCall({ id: "ec2", region: "eu-west-1" });
const other = apiCall({ id: "other", accountId: "123456789012", region: "eu-west-1" });
const ids = (calls: readonly { readonly id: string }[]): string[] => calls.map((call) => call.id);

test("a principal's batch holds its calls of every Region, in the order given", () => {
  const root = apiCall({ id: "root", identity: ROOT });
  const batches = groupByPrincipal([iam, root, ec2, other]);
  expect(batches.map(({ accountId, principal, calls }) => [accountId, principal, ids(calls)])).toEqual([
    ["111122223333", identity().principal, ["iam", "ec2"]],
    ["111122223333", "root", ["root"]],
    ["123456789012", identity().principal, ["other"]],
  ]);
});

const trail = (id: string, region: string): ApiCall =>
  apiCall({ id, service: "cloudtrail.amazonaws.com", api: "CreateTrail", region });

test("a Region gets the calls that its detectors and inventory look at, and no others", () => {
  const batches = groupByRegion([iam, ec2, trail("one", "eu-west-1"), trail("two", HOME), trail("three", "eu-west-1")]);
  expect(batches.map(({ accountId, region, calls }) => [accountId, region, ids(calls)])).toEqual([
    ["111122223333", "eu-west-1", ["one", "three"]],
    ["111122223333", HOME, ["two"]],
  ]);
});

test("an account gets all its calls, whatever their Region", () => {
  expect(groupByAccount([iam, other, ec2]).map(({ accountId, calls }) => [accountId, ids(calls)])).toEqual([
    ["111122223333", ["iam", "ec2"]],
    ["123456789012", ["other"]],
  ]);
});

test("what an account says of a call reaches the principal that made it", () => {
  const root = apiCall({ id: "root", identity: ROOT });
  const value = (name: string): ContextValue => [0, name, 3, 170, 0, 0, 0, 0];
  // Of the account's calls: the second is root's, the third alice's.
  const said: AccountContext = {
    learning: { learning: false, days: 20, needed: 7 },
    values: [value("a"), value("b"), value("c")],
    calls: [
      [1, 2],
      [2, 0, 2],
    ],
    cutOffBits: 15,
    profiled: null,
  };
  const batches = groupByPrincipal([iam, other, root, ec2], new Map([["111122223333", said]]));
  expect(batches.map(({ context }) => [context.calls, context.values.map(([, name]) => name)])).toEqual([
    [[[1, 0, 1]], ["a", "c"]],
    [[], []],
    [[[0, 0]], ["c"]],
  ]);
  expect(batches.map(({ context }) => context.learning.learning)).toEqual([false, true, false]);
  expect(batches.map(({ context }) => context.cutOffBits)).toEqual([15, 0, 15]);
});

test("nothing is grouped from nothing", () => {
  expect([groupByPrincipal([]), groupByRegion([]), groupByAccount([])]).toEqual([[], [], []]);
});
