import { expect, test } from "vitest";
import type { DnsQuery } from "../../../../src/core/event-dns.ts";
import { DNS_TEXTS_MAX } from "../../../../src/core/limits.ts";
import { DnsReader } from "../../../../src/core/sources/dns/dns-reader.ts";
import { encodeUtf8 } from "../../../../src/core/text.ts";
import { generateRecords } from "./generate-records.ts";

const KEY = { accountId: "444455556666", region: null, vpcId: null };

function read(lines: readonly string[]) {
  const queries: DnsQuery[] = [];
  const reader = new DnsReader(KEY, (query) => queries.push(structuredClone(query)));
  const bytes = encodeUtf8(lines.join("\n"));
  for (let at = 0; at < bytes.length; at += 10_000) reader.push(bytes.subarray(at, at + 10_000));
  reader.end();
  const { records, rejected, samples } = reader.counts;
  return { scanned: reader.scanned, told: { queries, records, rejected, samples: [...samples] } };
}

/** The scanner leaves a line that begins with a blank to the slow way, which does not mind. */
function readSlowly(lines: readonly string[]) {
  return read(lines.map((line) => ` ${line}`));
}

test("the scanner reads as the slow way does, whatever a line holds", () => {
  const all = { lines: 0, scanned: 0, rejected: 0 };
  for (let seed = 1; all.lines < 24_000; seed++) {
    const lines = generateRecords(seed, 200);
    const fast = read(lines);
    const slow = readSlowly(lines);
    expect(slow.scanned).toBe(0);
    expect({ seed, ...fast.told }).toEqual({ seed, ...slow.told });
    all.lines += lines.length;
    all.scanned += fast.scanned;
    all.rejected += fast.told.rejected;
  }
  // Both ways were gone, and bad lines were among them.
  expect(all.scanned).toBeGreaterThan(all.lines * 0.3);
  expect(all.scanned).toBeLessThan(all.lines * 0.8);
  expect(all.rejected).toBeGreaterThan(all.lines * 0.05);
});

test("more names, addresses and answers than are remembered are read all the same", () => {
  const lines = Array.from({ length: DNS_TEXTS_MAX + 2_000 }, (_, at) => {
    const ip = `10.${at >> 16}.${(at >> 8) & 255}.${at & 255}`;
    const answers = [{ Rdata: ip, Type: "A", Class: "IN" }];
    const name = `${"n".repeat(at % 60)}${at}.example.com.`;
    return JSON.stringify({ query_timestamp: "2024-07-31T13:06:24Z", query_name: name, answers, srcaddr: ip });
  });
  const fast = read(lines);
  expect(fast.scanned).toBe(lines.length);
  expect(fast.told).toEqual(readSlowly(lines).told);
});
