/** The resolver query log reader: every line that is not blank is counted, wherever the bytes are cut and whichever way it is read. */

import { DnsReader } from "../../../src/core/sources/dns/dns-reader.ts";
import { encodeUtf8 } from "../../../src/core/text.ts";
import type { Random } from "../../simulate/random.ts";
import { changedObject, jsonText } from "../json-values.ts";
import { mutatedText, slices } from "../mutate.ts";
import type { Target } from "../target.ts";

const DEFAULTS = { accountId: "123456789012", region: "us-east-1", vpcId: "vpc-1" };

function recordText(random: Random): string {
  const record = {
    version: "1.100000",
    account_id: "123456789012",
    region: "us-east-1",
    vpc_id: "vpc-7example",
    query_timestamp: "2026-11-24T09:00:00Z",
    query_name: random.pick([
      "example.com.",
      "a.b.example.",
      ".",
      "xn--bcher-kva.example.",
      "\\052.example.",
      `${random.word(63)}.example.`,
      `${"a.".repeat(127)}`,
    ]),
    query_type: random.pick(["A", "AAAA", "TXT", "65"]),
    query_class: "IN",
    rcode: random.pick(["NOERROR", "NXDOMAIN"]),
    answers: [{ Rdata: "203.0.113.9", Type: "A", Class: "IN" }],
    srcaddr: "10.0.0.5",
    srcport: "45932",
    transport: "UDP",
    srcids: { instance: "i-0123456789abcdef0" },
  };
  if (random.chance(0.15)) return jsonText(random);
  return changedObject(random, record);
}

function read(parts: readonly Uint8Array[]): {
  readonly seen: number;
  readonly given: number;
  readonly records: number;
  readonly summary: string;
} {
  const names: string[] = [];
  const reader = new DnsReader(DEFAULTS, (query) => names.push(JSON.stringify(query)));
  for (const part of parts) reader.push(part);
  reader.end();
  const { counts } = reader;
  const summary = JSON.stringify([counts.records, counts.rejected, counts.skipped, counts.samples, names]);
  return { seen: counts.seen, given: names.length, records: counts.records, summary };
}

export const dns: Target = {
  name: "dns",
  weight: 8,
  run: (random) => {
    const lines = Array.from({ length: random.between(1, 5) }, () => recordText(random));
    const text = mutatedText(random, lines.join("\n"), lines);
    const bytes = encodeUtf8(text);
    const whole = read([bytes]);
    if (whole.given !== whole.records) return `${whole.records} counted, ${whole.given} given`;
    const cut = read(slices(random, bytes));
    if (cut.summary !== whole.summary) return `cut ${cut.summary.slice(0, 200)}, whole ${whole.summary.slice(0, 200)}`;
    // A line that begins with a blank goes the slow way.
    const slow = read([encodeUtf8(` ${text.replaceAll("\n", "\n ")}`)]);
    if (slow.summary !== whole.summary)
      return `slow ${slow.summary.slice(0, 200)}, fast ${whole.summary.slice(0, 200)}`;
    const full = text.split("\n").filter((line) => line.trim() !== "").length;
    return whole.seen >= full ? null : `${whole.seen} of ${full} lines are counted`;
  },
};
