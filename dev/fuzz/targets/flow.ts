/** The flow log reader: every line that is neither blank nor a header is counted, wherever the bytes are cut. */

import { ipText } from "../../../src/core/net/ip.ts";
import { COLUMNS, DOCUMENTED_ORDERS, KIND } from "../../../src/core/sources/flow/columns.ts";
import { headerFormat } from "../../../src/core/sources/flow/flow-format.ts";
import { wordsOf } from "../../../src/core/sources/flow/flow-line.ts";
import { FlowReader } from "../../../src/core/sources/flow/flow-reader.ts";
import { FlowTables } from "../../../src/core/sources/flow/flow-tables.ts";
import { encodeUtf8 } from "../../../src/core/text.ts";
import type { Random } from "../../simulate/random.ts";
import { mutatedText, slices } from "../mutate.ts";
import type { Target } from "../target.ts";

const STATUSES = ["OK", "OK", "OK", "NODATA", "SKIPDATA"] as const;

function valueOf(random: Random, name: string): string {
  if (random.chance(0.05)) return "-";
  if (name.endsWith("addr"))
    return random.pick([`10.0.${random.below(256)}.7`, "2001:db8::5", "203.0.113.9", "::ffff:10.0.0.1"]);
  if (name.endsWith("port")) return String(random.below(70_000));
  if (name === "log-status") return random.pick(STATUSES);
  if (name === "action") return random.pick(["ACCEPT", "REJECT"]);
  if (name === "flow-direction") return random.pick(["ingress", "egress"]);
  if (name === "start" || name === "end") return String(1_700_000_000 + random.below(1_000));
  if (/^(?:version|protocol|tcp-flags|traffic-path)$/.test(name)) return String(random.below(260));
  if (/^(?:packets|bytes)/.test(name)) return String(random.below(2 ** 31));
  return `${name.slice(0, 3)}-${random.below(400)}`;
}

function logText(random: Random): string {
  const names = random.chance(0.5)
    ? random.pick(DOCUMENTED_ORDERS).split(" ")
    : Array.from({ length: random.between(3, 20) }, () => random.pick(COLUMNS).name);
  const line = (): string => names.map((name) => valueOf(random, name)).join(" ");
  const lines = Array.from({ length: random.between(1, 6) }, line);
  if (random.chance(0.7)) lines.unshift(names.join(" "));
  if (random.chance(0.1)) return lines.map((text) => JSON.stringify({ message: text })).join("\n");
  return `${lines.join(random.pick(["\n", "\r\n"]))}${random.pick(["", "\n"])}`;
}

/** Names and addresses by what they are: their numbers in the tables depend on what else was looked at. */
function textOf(row: Float64Array, tables: FlowTables): string {
  return COLUMNS.map(({ slot, kind }) => {
    const value = row[slot] ?? Number.NaN;
    if (kind === KIND.name) return value > 0 ? tables.names.text(value) : "-";
    return kind === KIND.address && value >= 0 ? ipText(tables.addresses.ip(value)) : value;
  }).join(" ");
}

function read(parts: readonly Uint8Array[]): {
  readonly seen: number;
  readonly given: number;
  readonly records: number;
  readonly summary: string;
} {
  const tables = new FlowTables();
  let given = 0;
  const rows: string[] = [];
  const sink = {
    records: (block: readonly Float64Array[], count: number): void => {
      given += count;
      for (const row of block.slice(0, count)) rows.push(textOf(row, tables));
    },
    flush: (): void => {},
  };
  const reader = new FlowReader(tables, sink);
  for (const part of parts) reader.push(part);
  reader.end();
  const { counts } = reader;
  const summary = JSON.stringify([counts.records, counts.rejected, counts.skipped, counts.samples, rows]);
  return { seen: counts.seen, given, records: counts.records, summary };
}

export const flow: Target = {
  name: "flow",
  weight: 12,
  run: (random) => {
    const text = mutatedText(random, logText(random), [logText(random)]);
    const bytes = encodeUtf8(text);
    const whole = read([bytes]);
    if (whole.given !== whole.records) return `${whole.records} counted, ${whole.given} given`;
    const cut = read(slices(random, bytes));
    if (cut.summary !== whole.summary) return `cut ${cut.summary.slice(0, 200)}, whole ${whole.summary.slice(0, 200)}`;
    // A byte order mark is no text: the decoder takes it away.
    const lines = text
      .replaceAll("\ufeff", "")
      .split("\n")
      .filter((line) => {
        const words = wordsOf(line);
        return words.length > 0 && !words[0]?.startsWith("{") && headerFormat(words) === null;
      });
    return whole.seen >= lines.length ? null : `${whole.seen} of ${lines.length} lines are counted`;
  },
};
