import { expect, test } from "vitest";
import { ObjectSights } from "../../../src/core/coverage/object-sights.ts";
import { OBJECT_SIGHTS_MAX } from "../../../src/core/limits.ts";
import { flowsIn } from "../../../src/core/group/flows.ts";
import type { HostRecords } from "../../../src/core/group/host-records.ts";
import { apiCall } from "../detect/api-call.ts";
import { BASE, flows, line } from "../group/read-flows.ts";

test("notes events of other Regions, global ones apart, each once", () => {
  const sights = new ObjectSights("eu-west-1");
  const call = (region: string, global = false) => apiCall({ region, global });
  sights.addCalls([
    call("eu-west-1"),
    call("us-east-1", true),
    call("us-east-1", true),
    call("ap-south-1"),
    call("eu-west-1", true),
  ]);
  expect(sights.list()).toEqual([
    { kind: "region", region: "us-east-1", global: true },
    { kind: "region", region: "ap-south-1", global: false },
  ]);
});

test("says nothing of a key without a Region, and not more than is kept", () => {
  const calls = Array.from({ length: OBJECT_SIGHTS_MAX + 50 }, (_, index) => apiCall({ region: `xx-test-${index}` }));
  const none = new ObjectSights(null);
  none.addCalls(calls);
  expect(none.list()).toEqual([]);
  const many = new ObjectSights("eu-west-1");
  many.addCalls(calls);
  expect(many.list()).toHaveLength(OBJECT_SIGHTS_MAX);
});

test("notes hosts that ask public resolvers, and not those that ask AWS's", () => {
  const records = (remote: string, rest: string): HostRecords => ({
    accountId: "111122223333",
    region: "eu-west-1",
    question: { host: "i-1", instanceId: "i-1", interfaceId: null, vpcId: null, localIp: "10.0.0.5" },
    flows: flowsIn(flows(BASE, line("10.0.0.5", remote, rest))),
    lookups: [],
  });
  const sights = new ObjectSights("eu-west-1");
  const dns = "40000 53 17 5 400 1722430000 1722430060 ACCEPT";
  const dot = "40001 853 6 5 400 1722430000 1722430060 ACCEPT";
  const https = "40002 443 6 5 400 1722430000 1722430060 ACCEPT";
  sights.addHosts([
    records("8.8.8.8", dns),
    records("8.8.8.8", dns),
    records("10.0.0.2", dns),
    records("169.254.169.253", dns),
  ]);
  sights.addHosts([records("9.9.9.9", dot), records("1.1.1.1", https), records("52.95.110.1", https)]);
  const resolver = (name: string) => ({ kind: "resolver", region: "eu-west-1", host: "i-1", resolver: name });
  expect(sights.list()).toEqual(["dns:8.8.8.8", "dot:9.9.9.9", "doh:1.1.1.1"].map(resolver));
});
