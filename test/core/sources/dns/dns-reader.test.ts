import * as fc from "fast-check";
import { expect, test } from "vitest";
import { dnsAnswer, type DnsQuery } from "../../../../src/core/event-dns.ts";
import { DNS_NAME_CHARS_MAX, DNS_PARSE_BATCH_BYTES, RECORD_BYTES_MAX } from "../../../../src/core/limits.ts";
import { parseIp } from "../../../../src/core/net/ip.ts";
import { DnsReader } from "../../../../src/core/sources/dns/dns-reader.ts";
import { encodeUtf8 } from "../../../../src/core/text.ts";

const RECORD = {
  version: "1.100000",
  account_id: "123456789012",
  region: "us-east-1",
  vpc_id: "vpc-1",
  query_timestamp: "2021-12-11T22:46:23Z",
  query_name: "Api.Example.COM.",
  query_type: "A",
  query_class: "IN",
  rcode: "NOERROR",
  answers: [
    { Rdata: "edge.example.net.", Type: "CNAME", Class: "IN" },
    { Rdata: "198.51.100.7", Type: "A", Class: "IN" },
  ],
  srcaddr: "172.31.86.159",
  srcport: "48701",
  transport: "UDP",
  srcids: { instance: "i-1" },
};

type Read = { queries: DnsQuery[]; bytes: number[]; rejected: number; samples: readonly string[] };

function read(log: string | Uint8Array, cuts: readonly number[] = []): Read {
  const bytes = typeof log === "string" ? encodeUtf8(log) : log;
  const out: Read = { queries: [], bytes: [], rejected: 0, samples: [] };
  const reader = new DnsReader(
    { accountId: "111122223333", region: "eu-west-1", vpcId: "vpc-key" },
    (query, length) => {
      // It holds during the call.
      out.queries.push(structuredClone(query));
      out.bytes.push(length);
    },
  );
  let from = 0;
  for (const to of [...cuts, bytes.length]) {
    reader.push(bytes.slice(from, to));
    from = to;
  }
  reader.end();
  expect(reader.counts.records).toBe(out.queries.length);
  return { ...out, rejected: reader.counts.rejected, samples: reader.counts.samples };
}

/** The query of a record with some fields changed; null takes one away. */
function one(change: Readonly<Record<string, unknown>> = {}): DnsQuery | string | undefined {
  const { queries, samples } = read(`${JSON.stringify({ ...RECORD, ...change })}\n`);
  return queries[0] ?? samples[0];
}

test("reads a record with everything in it", () => {
  expect(one()).toEqual({
    kind: "dns-query",
    record: 1,
    timeMs: Date.UTC(2021, 11, 11, 22, 46, 23),
    accountId: "123456789012",
    region: "us-east-1",
    vpcId: "vpc-1",
    host: "i-1",
    instanceId: "i-1",
    srcIp: parseIp("172.31.86.159"),
    srcPort: 48_701,
    name: "Api.Example.COM",
    nameLower: "api.example.com",
    type: "A",
    class: "IN",
    rcode: "NOERROR",
    transport: "UDP",
    answers: [dnsAnswer("edge.example.net.", "CNAME", "IN"), dnsAnswer("198.51.100.7", "A", "IN")],
    firewall: null,
  });
});

test.each<[string, Readonly<Record<string, unknown>>, Partial<DnsQuery>]>([
  ["no instance: VPC and address name the host", { srcids: {} }, { instanceId: null, host: "vpc-1/172.31.86.159" }],
  ["no ids at all", { srcids: undefined, vpc_id: undefined }, { host: "vpc-key/172.31.86.159" }],
  ["an instance without address", { srcaddr: "" }, { srcIp: null, host: "i-1" }],
  ["IPv6", { srcaddr: "2001:DB8::1", srcids: {} }, { srcIp: "2001:db8::1", host: "vpc-1/2001:db8::1" }],
  ["a time with a blank", { query_timestamp: "2022-06-25 00:27:53" }, { timeMs: Date.UTC(2022, 5, 25, 0, 27, 53) }],
  [
    "a time with a fraction",
    { query_timestamp: "2022-06-25T00:27:53.123456Z" },
    { timeMs: Date.UTC(2022, 5, 25, 0, 27, 53, 123) },
  ],
  [
    "one answer by itself",
    { answers: { Rdata: "1.2.3.4", Type: "A", Class: "IN" } },
    { answers: [dnsAnswer("1.2.3.4", "A", "IN")] },
  ],
  ["answers in small letters", { answers: [dnsAnswer("x", "TXT", "IN")] }, { answers: [dnsAnswer("x", "TXT", "IN")] }],
  ["answers that are none", { answers: [null, "x", 5, {}] }, { answers: [dnsAnswer("", "UNKNOWN", "IN")] }],
  ["no answers", { answers: undefined, rcode: "NXDOMAIN" }, { answers: [], rcode: "NXDOMAIN" }],
  ["no trailing dot", { query_name: "1.0.0.2.ip6.arpa" }, { name: "1.0.0.2.ip6.arpa" }],
  ["the root", { query_name: ".", query_type: "NS" }, { name: ".", nameLower: "." }],
  ["an escaped dot at the end", { query_name: "a\\." }, { name: "a\\." }],
  [
    "an internationalised name stays as asked",
    { query_name: "XN--BCHER-KVA.example." },
    { name: "XN--BCHER-KVA.example", nameLower: "xn--bcher-kva.example" },
  ],
  ["a numeric port", { srcport: 53 }, { srcPort: 53 }],
  ["a port that is none", { srcport: "99999" }, { srcPort: null }],
  ["a type without a name", { query_type: 65 }, { type: "65" }],
  ["no response code", { rcode: "" }, { rcode: null }],
  ["no account", { account_id: undefined, region: undefined }, { accountId: "111122223333", region: "eu-west-1" }],
  [
    "firewall fields",
    { firewall_rule_action: "BLOCK", firewall_rule_group_id: "rslvr-frg-1", firewall_domain_list_id: "rslvr-fdl-1" },
    { firewall: { action: "BLOCK", ruleGroupId: "rslvr-frg-1", domainListId: "rslvr-fdl-1" } },
  ],
])("reads %s", (_, change, expected) => {
  expect(one(change)).toMatchObject(expected);
});

test.each<[string, Readonly<Record<string, unknown>>, string]>([
  ["no name", { query_name: undefined }, "query_name: missing"],
  ["a name that is no text", { query_name: 5 }, "query_name: missing"],
  ["a name too long", { query_name: "a".repeat(DNS_NAME_CHARS_MAX + 1) }, "query_name: longer than 1024 characters"],
  ["no time", { query_timestamp: undefined }, "query_timestamp: not a time"],
  ["a day that does not exist", { query_timestamp: "2022-02-30T00:00:00Z" }, "query_timestamp: not a time"],
  ["neither instance nor address", { srcids: {}, srcaddr: "035.1.1.1" }, "srcaddr: not an IP address"],
])("refuses %s", (_, change, reason) => {
  expect(one(change)).toBe(`record 1: ${reason}`);
});

test("bad lines are counted by themselves, wherever they stand", () => {
  const good = JSON.stringify(RECORD);
  const log = [
    good,
    "{",
    "",
    "not JSON",
    good,
    "[1]",
    '{"a":1}{"b":2}',
    "null",
    good,
    `${good}\r`,
    `${good} `,
    ` ${good}`,
    "5",
    good,
  ].join("\n");
  const { queries, rejected, samples } = read(log);
  expect(queries.map(({ record }) => record)).toEqual([1, 4, 8, 9, 10, 11, 13]);
  expect(rejected).toBe(6);
  expect(samples).toEqual([
    "record 2: record is not valid JSON",
    "record 3: record is not valid JSON",
    "record 5: record is not an object",
    "record 6: record is not valid JSON",
    "record 7: record is not an object",
  ]);
});

test("a record inside a message is read", () => {
  expect(read(`${JSON.stringify({ timestamp: 1, message: JSON.stringify(RECORD) })}\n`).queries).toHaveLength(1);
});

test("a record too long is refused and the next one is read", () => {
  const good = JSON.stringify(RECORD);
  const long = JSON.stringify({ ...RECORD, padding: "x".repeat(RECORD_BYTES_MAX) });
  const log = `${good}\n${long}\n${good}\n`;
  for (const cuts of [[], [500, 100_000, 262_400]]) {
    const { queries, samples } = read(log, cuts);
    expect(queries).toHaveLength(2);
    expect(samples).toEqual([`record 2: record is longer than ${RECORD_BYTES_MAX} bytes`]);
  }
});

test("any cut gives the same queries, over many batches, with the length of each record", () => {
  const lines = Array.from({ length: 900 }, (_, at) =>
    JSON.stringify({ ...RECORD, query_name: `q${at}.Ünicode.example.` }),
  );
  lines.splice(300, 0, "{ broken }");
  const bytes = encodeUtf8(lines.join("\n"));
  expect(bytes.length).toBeGreaterThan(DNS_PARSE_BATCH_BYTES * 4);
  const whole = read(bytes);
  expect(whole.queries.map(({ name }) => name)).toEqual(
    Array.from({ length: 900 }, (_, at) => `q${at}.Ünicode.example`),
  );
  expect(whole.bytes).toEqual(lines.filter((text) => text !== "{ broken }").map((text) => encodeUtf8(text).length));
  const cuts = fc.array(fc.nat(bytes.length), { maxLength: 8 }).map((list) => list.toSorted((a, b) => a - b));
  fc.assert(
    fc.property(cuts, (at) => {
      expect(read(bytes, at)).toEqual(whole);
    }),
    { numRuns: 20, seed: 1 },
  );
});

test("no JSON value makes it throw", () => {
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom(...Object.keys(RECORD), "__proto__"), fc.jsonValue()), (change) => {
      const { queries, rejected } = read(`${JSON.stringify({ ...RECORD, ...change })}\n`);
      expect(queries.length + rejected).toBe(1);
    }),
    { seed: 1 },
  );
});
