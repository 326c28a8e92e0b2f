import { expect, test } from "vitest";
import { seededRandom } from "../../../bench/flow-data.ts";
import { type DnsAnswer, dnsAnswer, type DnsQuery } from "../../../src/core/event-dns.ts";
import { type HostLookups, Lookups } from "../../../src/core/group/lookups.ts";
import { LOOKUP_ANSWERS_MAX, LOOKUP_CHARS_MAX, LOOKUPS_MAX, LOOKUPS_OF_HOST_MAX } from "../../../src/core/limits.ts";

function query(over: Partial<DnsQuery>): DnsQuery {
  const name = over.name ?? "www.example.com";
  return {
    kind: "dns-query",
    record: 1,
    timeMs: 1_000,
    accountId: "123456789012",
    region: "eu-west-1",
    vpcId: "vpc-1",
    host: "vpc-1/10.0.0.9",
    instanceId: null,
    srcIp: 0x0a000009,
    srcPort: 4_000,
    name,
    nameLower: name.toLowerCase(),
    type: "A",
    class: "IN",
    rcode: "NOERROR",
    transport: "UDP",
    answers: [],
    firewall: null,
    ...over,
  };
}

function read(queries: readonly DnsQuery[]): (readonly HostLookups[])[] {
  const batches: (readonly HostLookups[])[] = [];
  const lookups = new Lookups((hosts) => batches.push(hosts));
  for (const one of queries) lookups.add(one);
  lookups.flush();
  return batches;
}

test("equal queries of one host are one lookup, in whatever case and order", () => {
  const answer = dnsAnswer("192.0.2.1", "A", "IN");
  const [hosts] = read([
    query({ record: 3, timeMs: 5_000, name: "WWW.example.com" }),
    query({ record: 4, timeMs: 2_000, answers: [answer] }),
    query({ record: 5, type: "AAAA" }),
    query({ record: 6, rcode: "NXDOMAIN" }),
    query({ record: 7, firewall: { action: "BLOCK", ruleGroupId: null, domainListId: null } }),
  ]);
  expect(hosts).toHaveLength(1);
  const lookups = hosts?.[0]?.lookups ?? [];
  expect(lookups.map(({ record, records, firewallAction }) => [record, records, firewallAction])).toEqual([
    [3, 2, null],
    [5, 1, null],
    [6, 1, null],
    [7, 1, "BLOCK"],
  ]);
  expect(lookups[0]).toMatchObject({ name: "WWW.example.com", firstMs: 2_000, lastMs: 5_000, answers: [answer] });
});

test("hosts of other accounts, Regions and addresses stay apart, and say how they are named", () => {
  const [hosts] = read([
    query({}),
    query({ region: null }),
    query({ accountId: "210987654321" }),
    query({ host: "i-1", instanceId: "i-1", srcIp: null }),
  ]);
  expect(hosts?.map(({ question }) => [question.host, question.localIp])).toEqual([
    ["vpc-1/10.0.0.9", "10.0.0.9"],
    ["vpc-1/10.0.0.9", "10.0.0.9"],
    ["vpc-1/10.0.0.9", "10.0.0.9"],
    ["i-1", null],
  ]);
});

test("what is held is bounded, and no query is lost", () => {
  const sizes = (total: number, hosts: number): number[] => {
    const queries = Array.from({ length: total }, (_, at) =>
      query({ record: at + 1, host: `i-${at % hosts}`, name: `h${at}.example.com` }),
    );
    return read(queries).map((batch) => batch.reduce((sum, { lookups }) => sum + lookups.length, 0));
  };
  expect(sizes(LOOKUPS_OF_HOST_MAX + 3, 1)).toEqual([LOOKUPS_OF_HOST_MAX, 3]);
  expect(sizes(LOOKUPS_MAX + 3, 10)).toEqual([LOOKUPS_MAX, 3]);
});

test("a thousand answers are cut", () => {
  const answers = Array.from({ length: 1_000 }, () => dnsAnswer("192.0.2.1", "A", "IN"));
  expect(read([query({ answers })])[0]?.[0]?.lookups[0]?.answers).toHaveLength(LOOKUP_ANSWERS_MAX);
});

test("nothing read, nothing given", () => {
  expect(read([])).toEqual([]);
});

test("answers of later queries are added: a name may lead elsewhere the second time", () => {
  const answer = (rdata: string) => dnsAnswer(rdata, "A", "IN");
  const [hosts] = read([
    query({ record: 1, answers: [answer("198.51.100.7")] }),
    query({ record: 2, answers: [answer("198.51.100.7")] }),
    query({ record: 3, answers: [answer("169.254.169.254")] }),
  ]);
  expect(hosts?.[0]?.lookups[0]?.answers).toEqual([answer("198.51.100.7"), answer("169.254.169.254")]);
});

test("a batch sums as a plain table would, of any size", () => {
  const random = seededRandom(3);
  const pick = <T>(values: readonly T[]): T => values[random(values.length)] as T;
  const queries = Array.from({ length: 20_000 }, (_, at) =>
    query({
      record: at + 1,
      timeMs: random(1_000_000),
      host: `i-${random(40)}`,
      region: pick(["eu-west-1", "us-east-1"]),
      name: pick([`h${random(60)}.example.com`, `H${random(60)}.Example.com`]),
      type: pick(["A", "AAAA", "TXT"]),
      rcode: pick(["NOERROR", "NXDOMAIN", null]),
      firewall: random(9) === 0 ? { action: pick(["BLOCK", "ALERT"]), ruleGroupId: null, domainListId: null } : null,
      transport: pick(["UDP", "TCP", null]),
      answers: Array.from({ length: random(4) }, () => dnsAnswer(`192.0.2.${random(30)}`, "A", "IN")),
    }),
  );
  const expected = new Map<string, Map<string, Record<string, unknown>>>();
  for (const one of queries) {
    const host = `${one.host} ${one.region}`;
    const lookups = expected.get(host) ?? new Map<string, Record<string, unknown>>();
    expected.set(host, lookups);
    const action = one.firewall?.action ?? null;
    const key = JSON.stringify([one.nameLower, one.type, one.rcode, action]);
    const known = lookups.get(key);
    const answers = (known?.["answers"] ?? []) as readonly DnsAnswer[];
    const fresh = one.answers.filter(({ rdata }) => !answers.some((answer) => answer.rdata === rdata));
    lookups.set(key, {
      record: known?.["record"] ?? one.record,
      records: Number(known?.["records"] ?? 0) + 1,
      name: known?.["name"] ?? one.name,
      nameLower: one.nameLower,
      type: one.type,
      rcode: one.rcode,
      firewallAction: action,
      transport: known === undefined ? one.transport : known["transport"],
      firstMs: Math.min(Number(known?.["firstMs"] ?? one.timeMs), one.timeMs),
      lastMs: Math.max(Number(known?.["lastMs"] ?? one.timeMs), one.timeMs),
      answers: [...answers, ...fresh].slice(0, LOOKUP_ANSWERS_MAX),
    });
  }
  const [hosts = []] = read(queries);
  expect(hosts.map(({ question, region }) => `${question.host} ${region}`)).toEqual([...expected.keys()]);
  for (const { question, region, lookups } of hosts) {
    const own = [...(expected.get(`${question.host} ${region}`)?.values() ?? [])];
    const rest = { srcIp: "10.0.0.9", facts: null, answerMatches: [] };
    expect(lookups).toEqual(own.map((lookup) => ({ ...lookup, ...rest })));
  }
});

test("long names and answers fill a batch before as many lookups do", () => {
  const long = "x".repeat(1_000);
  const batches = read(Array.from({ length: 20_000 }, (_, at) => query({ record: at + 1, name: `${at}.${long}` })));
  expect(batches.length).toBeGreaterThan(1);
  for (const hosts of batches) {
    const chars = hosts.flatMap(({ lookups }) => lookups).reduce((sum, { name }) => sum + name.length, 0);
    expect(chars).toBeLessThan(LOOKUP_CHARS_MAX + 2_000);
  }
  expect(batches.flat().flatMap(({ lookups }) => lookups)).toHaveLength(20_000);
});

test("answers weigh too, and nothing that they say is lost where a batch is cut", () => {
  const answers = Array.from({ length: LOOKUP_ANSWERS_MAX }, (_, at) =>
    dnsAnswer(`${at}${"t".repeat(4_000)}`, "TXT", "IN"),
  );
  const batches = read(
    Array.from({ length: 300 }, (_, at) => query({ record: at + 1, name: `h${at}.example`, answers })),
  );
  expect(batches.length).toBeGreaterThan(1);
  const lookups = batches.flat().flatMap((host) => host.lookups);
  // Those of a name that is known already weigh as much.
  const other = [dnsAnswer("t".repeat(LOOKUP_CHARS_MAX), "TXT", "IN")];
  expect(read([query({}), query({ answers: other }), query({})])).toHaveLength(2);
  expect(lookups.map((lookup) => lookup.answers.length)).toEqual(Array.from({ length: 300 }, () => LOOKUP_ANSWERS_MAX));
});

const HOUR_MS = 3_600_000;

test("a log of many hours is cut by the hour, and no query is lost", () => {
  const batches = read(Array.from({ length: 96 }, (_, at) => query({ timeMs: HOUR_MS * 400_000 + at * 15 * 60_000 })));
  expect(batches.length).toBeGreaterThanOrEqual(20);
  const lookups = batches.flat().flatMap((host) => host.lookups);
  expect(lookups.reduce((sum, { records }) => sum + records, 0)).toBe(96);
  for (const { firstMs, lastMs } of lookups) expect(lastMs - firstMs).toBeLessThan(1.5 * HOUR_MS);
});

test("queries a little before and after the hour are one batch, however they alternate", () => {
  const around = Array.from({ length: 100 }, (_, at) =>
    query({ timeMs: HOUR_MS * 400_000 + (at % 2 === 0 ? -90_000 : 90_000) }),
  );
  expect(read(around)).toHaveLength(1);
});
