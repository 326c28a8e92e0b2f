import { expect, test } from "vitest";
import { groupByPrincipal, groupByRegion } from "../../../src/core/group/group-calls.ts";
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

test("a call of a global service is judged where it was logged and learned in every other enabled Region", () => {
  const enabled = (accountId: string) => (accountId === "111122223333" ? ["eu-north-1", "eu-west-1", HOME] : []);
  const batches = groupByRegion([iam, ec2, other], enabled);
  expect(batches.map((batch) => [batch.accountId, batch.region, ids(batch.calls), ids(batch.learnOnly)])).toEqual([
    ["111122223333", HOME, ["iam"], []],
    ["111122223333", "eu-north-1", [], ["iam"]],
    ["111122223333", "eu-west-1", ["ec2"], ["iam"]],
    ["123456789012", "eu-west-1", ["other"], []],
  ]);
});

test("every call is judged exactly once, whatever Regions are enabled", () => {
  const calls = Array.from({ length: 50 }, (_, at) =>
    apiCall({ id: `e${at}`, region: ["a", "b", "c"][at % 3] as string, global: at % 2 === 0 }),
  );
  for (const enabled of [[], ["a"], ["a", "b", "c", "d"]] as string[][]) {
    const batches = groupByRegion(calls, () => enabled);
    expect(batches.flatMap((batch) => ids(batch.calls)).sort()).toEqual(ids(calls).sort());
    for (const { region, learnOnly } of batches) {
      expect(ids(learnOnly)).toEqual(
        ids(calls.filter((call) => call.global && call.region !== region && enabled.includes(region))),
      );
    }
  }
});

test("nothing is grouped from nothing", () => {
  expect(groupByPrincipal([])).toEqual([]);
  expect(groupByRegion([], () => ["us-east-1"])).toEqual([]);
});
