import { expect, test } from "vitest";
import { seededRandom } from "../../../../bench/flow-data.ts";
import { FLOW_IPV6_MAX, FLOW_NAMES_MAX, RECORD_BYTES_MAX } from "../../../../src/core/limits.ts";
import { DOCUMENTED_ORDERS } from "../../../../src/core/sources/flow/columns.ts";
import { FlowReader } from "../../../../src/core/sources/flow/flow-reader.ts";
import { FlowTables } from "../../../../src/core/sources/flow/flow-tables.ts";
import { encodeUtf8 } from "../../../../src/core/text.ts";
import { type PlainRecord, plainRow, readFast, readSlow, sinkOf } from "./collect.ts";
import { generateLog } from "./generate-lines.ts";

const HEADER = DOCUMENTED_ORDERS[0] ?? "";
const LINE = "2 123456789012 eni-0a 10.0.0.5 203.0.113.9 40000 443 6 10 840 1700000000 1700000060 ACCEPT OK";
const RECORD: PlainRecord = {
  "account-id": "123456789012",
  "interface-id": "eni-0a",
  srcaddr: "10.0.0.5",
  dstaddr: "203.0.113.9",
  srcport: 40_000,
  dstport: 443,
  protocol: 6,
  packets: 10,
  bytes: 840,
  start: 1_700_000_000,
  end: 1_700_000_060,
  action: "ACCEPT",
};

test("the fast and the slow way agree on every line of every format, cut anywhere, and both were used", () => {
  const random = seededRandom(7);
  const seen = { lines: 0, scanned: 0, slow: 0, records: 0, rejected: 0, NODATA: 0, SKIPDATA: 0 };
  const reasons = new Set<string>();
  const columns = new Set<string>();
  for (let seed = 1; seen.lines < 24_000; seed++) {
    const log = generateLog(seed, 120);
    const bytes = encodeUtf8(log);
    const cuts = Array.from({ length: random(12) }, () => random(bytes.length)).toSorted((a, b) => a - b);
    const fast = readFast(bytes, cuts);
    const slow = readSlow(log);
    expect({ seed, ...fast, scanned: 0, slow: 0 }).toEqual({ seed, ...slow });
    seen.lines += log.split("\n").length;
    seen.scanned += fast.scanned;
    seen.slow += fast.slow;
    seen.records += fast.records.length;
    seen.rejected += fast.rejected;
    seen.NODATA += fast.skipped["NODATA"] ?? 0;
    seen.SKIPDATA += fast.skipped["SKIPDATA"] ?? 0;
    for (const reason of Object.keys(fast.reasons)) reasons.add(reason.replace(/\d+/g, "N"));
    for (const record of fast.records) for (const name of Object.keys(record)) columns.add(name);
  }
  expect(seen.scanned).toBeGreaterThan(12_000);
  expect(seen.slow).toBeGreaterThan(2_000);
  expect(seen.records).toBeGreaterThan(10_000);
  expect(seen.rejected).toBeGreaterThan(500);
  expect(Math.min(seen.NODATA, seen.SKIPDATA)).toBeGreaterThan(100);
  expect(columns.size).toBeGreaterThan(28);
  for (const reason of [
    "srcaddr: not an IP address",
    "dstaddr: missing",
    "srcport: out of range",
    "srcport: not a whole number",
    "bytes: not a whole number",
    "action: neither ACCEPT nor REJECT",
    "log-status: none of OK, NODATA, SKIPDATA",
    "flow-direction: neither ingress nor egress",
    "interface-id: too long",
    "interface-id: a control character",
    "start: not a time",
    "line: N values for N columns",
    "line: not valid JSON",
    "message: missing",
  ]) {
    expect(reasons).toContain(reason);
  }
});

test.each<[string, string, Partial<ReturnType<typeof readFast>>]>([
  ["a header and a record", `${HEADER}\n${LINE}\n`, { records: [RECORD], scanned: 1, slow: 1 }],
  ["no header", `${LINE}\n`, { records: [RECORD], scanned: 1 }],
  ["no newline at the end", `${HEADER}\n${LINE}`, { records: [RECORD] }],
  ["carriage returns", `${HEADER}\r\n${LINE}\r\n`, { records: [RECORD], scanned: 1 }],
  ["a header in the middle", `${HEADER}\n${LINE}\n${HEADER}\n${LINE}\n`, { records: [RECORD, RECORD], rejected: 0 }],
  ["blank lines", `\n\n${LINE}\n\n`, { records: [RECORD], rejected: 0 }],
  ["a byte order mark", `\uFEFF${HEADER}\n${LINE}\n`, { records: [RECORD], rejected: 0 }],
  ["an empty object", "", { records: [], rejected: 0 }],
  [
    "no data and skipped data, even with traffic in the line",
    `2 123456789012 eni-0a - - - - - - - 1431280876 1431280934 - NODATA\n${LINE.replace("OK", "SKIPDATA")}\n`,
    { records: [], skipped: { NODATA: 1, SKIPDATA: 1 }, rejected: 0 },
  ],
  [
    "a bad line between good ones",
    `${LINE}\n${LINE.replace("443", "99999")}\n${LINE}\n`,
    { records: [RECORD, RECORD], reasons: { "dstport: out of range": 1 } },
  ],
  [
    "a record wrapped by CloudWatch",
    `${JSON.stringify({ timestamp: 1, message: LINE })}\n`,
    { records: [RECORD], slow: 1 },
  ],
  [
    "a subscription batch",
    JSON.stringify({ messageType: "DATA_MESSAGE", logEvents: [{ message: LINE }, { message: LINE }] }),
    { records: [RECORD, RECORD] },
  ],
  [
    "JSON with float ports",
    '{"version":5,"account_id":"123456789012","interface_id":"eni-0a","srcaddr":"10.0.0.5","dstaddr":"203.0.113.9","srcport":40000.0,"dstport":443.0,"protocol":6.0,"packets":10,"bytes":840,"start":1700000000,"end":1700000060,"action":"ACCEPT","log_status":"OK"}\n',
    { records: [RECORD] },
  ],
  [
    "a format without addresses, as far as counting",
    "version interface-id bytes log-status\n2 eni-0a 5 OK\n2 eni-0a - NODATA\n",
    { records: [], skipped: { NODATA: 1 }, reasons: { "srcaddr: not in the format of this log": 1 } },
  ],
])("reads %s", (_, log, expected) => {
  expect(readFast(log)).toMatchObject(expected);
});

const V5 = DOCUMENTED_ORDERS[3] ?? "";
const V5_LINE = `${LINE.replace("2 ", "5 ")} vpc-1 subnet-1 i-1 2 IPv4 10.0.0.5 203.0.113.9 us-east-1 use1-az5 - - AMAZON CLOUDFRONT egress 8`;

/** The two services of the log's first record, or the reasons why there is none. */
function services(log: string): unknown {
  const { records, reasons } = readFast(log);
  return records[0] ? [records[0]["pkt-src-aws-service"], records[0]["pkt-dst-aws-service"]] : Object.keys(reasons);
}

test("two adjacent service columns are two values; one value of two words is joined where the count shows it", () => {
  expect(services(`${V5}\n${V5_LINE}\n`)).toEqual(["AMAZON", "CLOUDFRONT"]);
  expect(services(`${V5}\n${V5_LINE.replace("AMAZON CLOUDFRONT", "- AMAZON CLOUDFRONT")}\n`)).toEqual([
    undefined,
    "AMAZON_CLOUDFRONT",
  ]);
  expect(services(`${V5}\n${V5_LINE.replace("AMAZON CLOUDFRONT", "SOME THING ELSE")}\n`)).toEqual([
    "line: 30 values for 29 columns",
  ]);
});

test("without a header, the width tells AWS's documented order", () => {
  const { records, rejected } = readFast(`${LINE}\n${V5_LINE}\n${LINE}\n`);
  expect(rejected).toBe(0);
  expect(records.map((record) => record["flow-direction"])).toEqual([undefined, "egress", undefined]);
});

test("a header with fields that AWS adds later is still a header", () => {
  expect(readFast(`${HEADER} shoe-size\n${LINE} 42\n`).records).toEqual([RECORD]);
});

test("a format with the packet's addresses alone uses them", () => {
  const header = "pkt-srcaddr pkt-dstaddr start interface-id";
  expect(readFast(`${header}\n10.0.0.5 203.0.113.9 1700000000 eni-0a\n`).records).toEqual([
    { srcaddr: "10.0.0.5", dstaddr: "203.0.113.9", start: 1_700_000_000, "interface-id": "eni-0a" },
  ]);
});

test("any cut of the bytes gives the same", () => {
  const bytes = encodeUtf8(`${HEADER}\r\n${LINE}\r\n${LINE.replace("443", "x")}\n${LINE}`);
  const whole = readFast(bytes);
  for (let at = 1; at < bytes.length; at++) expect(readFast(bytes, [at])).toEqual(whole);
  expect(readFast(bytes, Array.from(bytes.keys()))).toEqual(whole);
});

test("a line too long to be one is refused, wherever it is cut, and the next one is read", () => {
  const log = `${LINE}\n${"9".repeat(RECORD_BYTES_MAX + 1)}\n${LINE}\n`;
  for (const cuts of [
    [],
    [200],
    [200, 100_000, 262_200, 262_300],
    Array.from({ length: 26 }, (_, at) => at * 10_000),
  ]) {
    const { records, reasons } = readFast(log, cuts);
    expect(records).toEqual([RECORD, RECORD]);
    expect(reasons).toEqual({ [`line: longer than ${RECORD_BYTES_MAX} bytes`]: 1 });
  }
});

test("the reasons of the first few bad lines are kept with their number and column, the rest is counted", () => {
  const tables = new FlowTables();
  const reader = new FlowReader(
    tables,
    sinkOf(() => {}),
  );
  reader.push(encodeUtf8(`${LINE}\n${`${LINE.replace("10.0.0.5", "10.0.0.05")}\n`.repeat(9)}`));
  reader.end();
  expect(reader.counts).toMatchObject({ records: 1, rejected: 9 });
  expect(reader.counts.samples).toHaveLength(5);
  expect(reader.counts.samples[0]).toBe("record 2: srcaddr: not an IP address");
});

function numberedLine(index: number): string {
  const groups = index.toString(16).replace(/(.+)(.{4})$/, "$1:$2");
  return LINE.replace("eni-0a", `eni-${index}`).replace("203.0.113.9", `2001:db8::${groups}`);
}

test("more ids and addresses than the tables hold: the sink is flushed, and no record is lost or changed", () => {
  const tables = new FlowTables();
  let flushes = 0;
  const wrong: PlainRecord[] = [];
  let at = 1;
  const reader = new FlowReader(
    tables,
    sinkOf(
      (row) => {
        const record = plainRow(row, tables);
        if (record["interface-id"] !== `eni-${at}` || record["dstaddr"] !== numberedLine(at).split(" ")[4])
          wrong.push(record);
        at++;
      },
      () => flushes++,
    ),
  );
  const count = Math.max(FLOW_NAMES_MAX, FLOW_IPV6_MAX) + 100;
  for (let index = 1; index <= count; index++) reader.push(encodeUtf8(`${numberedLine(index)}\n`));
  reader.end();
  expect(wrong).toEqual([]);
  expect(reader.counts).toMatchObject({ records: count, rejected: 0 });
  expect(flushes).toBeGreaterThan(2);
});

test("what is read by the word is read as byte by byte: times of any length, bytes beside the digits, words cut short", () => {
  const times = ["1", "12345678", "123456789", "999999999", "4294967294", "4294967295", "17000000000", "0", "-"];
  const odd = [
    "170000/000",
    "1700000:00",
    "17000000/0",
    "170000000:",
    "1700 00000",
    "\u00b000000000",
    "170000000\u00b0",
  ];
  const actions = ["ACCEPT", "REJECT", "-", "ACCEPTS", "ACCEP", "REJEPT", "ACCECT", "reject"];
  const names = [
    "eni-0123456789abcdef0",
    "eni-0123456789abcdee0",
    "eni-0123456789abcdef",
    "eni-1",
    "eni-2",
    "\u00e9ni-2345678",
  ];
  const lines = [
    ...[...times, ...odd].flatMap((time) => [LINE.replace("1700000000", time), LINE.replace("1700000060", time)]),
    ...actions.map((action) => LINE.replace("ACCEPT", action)),
    ...[...names, ...names.toReversed(), ...names].map((name) => LINE.replace("eni-0a", name)),
  ];
  for (const columns of [HEADER, HEADER.split(" ").toReversed().join(" ")]) {
    const inOrder = (line: string): string => (columns === HEADER ? line : line.split(" ").toReversed().join(" "));
    const log = [columns, ...lines.map(inOrder)].join("\n");
    const { scanned: _scanned, slow: _slow, ...fast } = readFast(log);
    const { scanned: _, slow: __, ...slow } = readSlow(log);
    expect(fast).toEqual(slow);
    expect(fast.records.length).toBeGreaterThan(30);
    expect(fast.rejected).toBeGreaterThan(15);
  }
});
