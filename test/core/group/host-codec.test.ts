import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { AddressFacts } from "../../../src/core/enrich/facts.ts";
import { dnsAnswer } from "../../../src/core/event-dns.ts";
import type { Flow } from "../../../src/core/event-flow.ts";
import { flowsIn } from "../../../src/core/group/flows.ts";
import type { HostBatch, Lookup } from "../../../src/core/group/host-batch.ts";
import { packHostBatch, type PackedHostBatch, unpackHostBatch } from "../../../src/core/group/host-codec.ts";
import type { HostSignal } from "../../../src/core/profile/host-signals.ts";
import { factsFromRecord } from "../../../src/core/profile/host-facts.ts";

const facts: AddressFacts = {
  asn: 64_496,
  asnOrg: "Example \u2028 Net",
  country: "NL",
  city: null,
  location: { latitude: 52.4, longitude: 4.9 },
  cloud: null,
  matches: [{ list: "tor", category: "tor-exit", family: null, entry: "192.0.2.1" }],
  trustedBy: [],
};

const listed = fc.array(fc.constantFrom(...facts.matches), { maxLength: 2 });
const anyFacts: fc.Arbitrary<AddressFacts> = fc.record({
  asn: fc.option(fc.nat(0xffffffff), { nil: null }),
  asnOrg: fc.option(fc.string({ unit: "binary" }), { nil: null }),
  country: fc.constantFrom("NL", null),
  city: fc.constantFrom("Delft", "", null),
  location: fc.constantFrom({ latitude: 0, longitude: -0.5 }, null),
  cloud: fc.constantFrom({ provider: "aws", service: null, region: "eu-west-1" }, null),
  matches: listed,
  trustedBy: listed,
});

const text = fc.option(fc.string({ unit: "binary" }), { nil: null });
const port = fc.option(fc.integer({ min: 0, max: 65_535 }), { nil: null });
const count = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER });
const ip = fc.oneof(fc.integer({ min: 0, max: 0xffffffff }), fc.constantFrom("2001:db8::1", "fe80::1", "::"));

const flow: fc.Arbitrary<Flow> = fc.record({
  kind: fc.constant("flow" as const),
  record: count,
  records: count,
  accountId: fc.string(),
  region: text,
  host: fc.string(),
  instanceId: text,
  interfaceId: text,
  vpcId: text,
  subnetId: text,
  localIp: ip,
  remoteIp: ip,
  localPort: port,
  remotePort: port,
  protocol: fc.option(fc.integer({ min: 0, max: 255 }), { nil: null }),
  direction: fc.constantFrom("INBOUND", "OUTBOUND", "UNKNOWN"),
  initiator: fc.constantFrom("local", "remote", "unknown"),
  initiatorBasis: fc.constantFrom("flags", "ports", "reject", "none"),
  packetsOut: count,
  bytesOut: count,
  packetsIn: count,
  bytesIn: count,
  firstMs: count,
  lastMs: count,
  tcpFlagsOut: fc.nat(255),
  tcpFlagsIn: fc.nat(255),
  action: fc.constantFrom("ACCEPT", "REJECT", null),
  rejectReason: text,
  remoteService: text,
  path: fc.option(fc.integer({ min: 1, max: 8 }), { nil: null }),
  remote: fc.oneof(fc.constantFrom(facts, null), anyFacts),
});

const answer = fc
  .tuple(
    fc.oneof(
      fc.string(),
      fc.ipV4(),
      fc.ipV6(),
      fc.ipV4().map((quad) => `::ffff:${quad}`),
    ),
    fc.oneof(fc.constantFrom("A", "AAAA"), fc.string()),
    fc.constantFrom("IN", "CH", "-"),
  )
  .map(([rdata, type, klass]) => dnsAnswer(rdata, type, klass));

const lookup: fc.Arbitrary<Lookup> = fc
  .record({
    record: count,
    records: count,
    name: fc.string({ unit: "binary" }),
    type: fc.string(),
    rcode: text,
    answers: fc.array(answer, { maxLength: 3 }),
    firewallAction: text,
    srcIp: text,
    transport: text,
    firstMs: count,
    lastMs: count,
    facts: fc.constantFrom(
      { registeredDomain: "example.com", matches: [], trustedBy: [], rank: 7, ranked: true },
      null,
    ),
    answerMatches: fc.constantFrom([], [{ list: "l", category: "blackhole", family: null, entry: "192.0.2.1" }]),
  })
  .map((parts) => ({ ...parts, nameLower: parts.name.toLowerCase() }));

const signal: fc.Arbitrary<HostSignal> = fc.record({
  source: fc.constant("cloudtrail" as const),
  name: fc.string(),
  severity: fc.integer({ min: 1, max: 10 }),
  timeMs: count,
  endpoint: text,
  actor: text,
  description: fc.string({ unit: "binary" }),
});

const batchOfLogs = fc.record({
  accountId: fc.string(),
  region: fc.string(),
  host: fc.string(),
  facts: fc.constant(
    factsFromRecord({ host: "i-1", instanceId: "i-1", interfaceId: null, vpcId: null, localIp: "10.0.0.1" }),
  ),
  flows: fc.array(flow, { maxLength: 20 }),
  lookups: fc.array(lookup, { maxLength: 20 }),
});
const batch: fc.Arbitrary<HostBatch> = fc
  .tuple(batchOfLogs, fc.option(fc.array(signal, { maxLength: 3 }), { nil: null }))
  .map(([given, signals]) => (signals === null ? given : { ...given, signals }));

const packed = (given: HostBatch): PackedHostBatch => packHostBatch({ ...given, flows: flowsIn(given.flows) });

test("a batch comes out as it went in, whatever texts a log holds", () => {
  fc.assert(
    fc.property(batch, (given) => {
      expect(unpackHostBatch(packed(given))).toEqual(given);
    }),
  );
});

test("what repeats is written once", () => {
  const [one] = fc.sample(flow, { numRuns: 1, seed: 7 });
  if (!one) throw new Error("no sample");
  const given: HostBatch = {
    accountId: "1".repeat(12),
    region: "eu-west-1",
    host: "h",
    facts: factsFromRecord({ host: "h", instanceId: null, interfaceId: null, vpcId: null, localIp: null }),
    lookups: [],
    flows: Array.from({ length: 1_000 }, () => ({ ...one, interfaceId: "eni-0123456789abcdef0", remote: facts })),
  };
  const written = packed(given);
  expect(written.text.split("eni-0123456789abcdef0")).toHaveLength(2);
  expect(written.text.split('"NL"')).toHaveLength(2);
  expect([written.addresses.length, written.addresses[0]]).toEqual([3, 64_496]);
  // What differs from flow to flow is nothing here: one number a column.
  expect(written.flows.length).toBeLessThan(100);
});

test("text that is no packed batch is refused", () => {
  const question = { host: "h", instanceId: null, interfaceId: null, vpcId: null, localIp: null };
  const empty = { accountId: "1", region: "r", host: "h", facts: factsFromRecord(question), flows: [], lookups: [] };
  const none = packed(empty);
  expect(() => unpackHostBatch({ ...none, text: "[]" })).toThrow();
  const [one, name] = [fc.sample(flow, { numRuns: 2, seed: 7 }), fc.sample(lookup, { numRuns: 2, seed: 7 })];
  const full = packed({ ...empty, flows: one, lookups: name });
  expect(() => unpackHostBatch({ ...full, flows: full.flows.slice(1) })).toThrow("packed");
  expect(() => unpackHostBatch({ ...full, flows: full.flows.slice(0, -1) })).toThrow("packed");
  expect(() => unpackHostBatch({ ...full, lookups: full.lookups.slice(0, -1) })).toThrow("packed");
  expect(() => unpackHostBatch({ ...full, text: none.text })).toThrow("packed");
  const known = packed({ ...empty, flows: one.map((each) => ({ ...each, remote: facts })), lookups: [] });
  expect(() => unpackHostBatch({ ...known, addresses: known.addresses.slice(1) })).toThrow("packed");
  expect(() => unpackHostBatch({ ...known, addresses: none.addresses })).toThrow("packed");
});
