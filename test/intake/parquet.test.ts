import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { afterAll, expect, test } from "vitest";
import { FlowReader } from "../../src/core/sources/flow/flow-reader.ts";
import { FlowTables } from "../../src/core/sources/flow/flow-tables.ts";
import { isFlowColumn, pushBlock } from "../../src/core/sources/flow/parquet-rows.ts";
import { encodeUtf8 } from "../../src/core/text.ts";
import { ParquetError, type RangeSource, readParquet } from "../../src/intake/parquet.ts";
import { seededRandom } from "../../bench/flow-data.ts";
import { type PlainRecord, plainRow, sinkOf } from "../core/sources/flow/collect.ts";

const folder = mkdtempSync(join(tmpdir(), "parquet-"));
afterAll(() => rmSync(folder, { recursive: true }));

const HEADER =
  "version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status vpc-id tcp-flags az-id flow-direction";

/** A log in version 5's columns, `-` here and there, with a bad port in every 500th line. */
function textLog(lines: number): string {
  const random = seededRandom(5);
  const out = [HEADER];
  for (let at = 1; at <= lines; at++) {
    const status = at % 97 === 0 ? "NODATA" : at % 101 === 0 ? "SKIPDATA" : "OK";
    const source = at % 7 === 0 ? "2001:db8::5" : `10.0.0.${random(256)}`;
    const port = at % 500 === 0 ? 70_000 : random(65_536);
    const flags = at % 3 === 0 ? "-" : random(20);
    out.push(
      `5 123456789012 eni-${random(9)} ${source} 203.0.113.${random(256)} ${port} 443 6 ${random(1000)} ${random(2 ** 40)} 1700000000 1700000060 ${random(2) ? "ACCEPT" : "REJECT"} ${status} vpc-1 ${flags} use1-az1 ${random(2) ? "ingress" : "egress"}`,
    );
  }
  return `${out.join("\n")}\n`;
}

/** The same log as AWS types it: INT32, INT64 and STRING, underscores in names, null for "-". */
async function writeParquet(log: string, options: string): Promise<Uint8Array> {
  const text = join(folder, "log.txt");
  const file = join(folder, "log.parquet");
  writeFileSync(text, log);
  const ints = new Set(["version", "srcport", "dstport", "protocol", "tcp-flags"]);
  const longs = new Set(["packets", "bytes", "start", "end"]);
  const names = HEADER.split(" ");
  const types = names.map(
    (name) => `'${name}': '${ints.has(name) ? "INTEGER" : longs.has(name) ? "BIGINT" : "VARCHAR"}'`,
  );
  const select = names.map((name) => `"${name}" AS "${name.replaceAll("-", "_")}"`).join(", ");
  const instance = await DuckDBInstance.create(":memory:", { threads: "1" });
  const connection = await instance.connect();
  await connection.run(
    `COPY (SELECT ${select} FROM read_csv('${text}', delim=' ', header=true, nullstr='-', columns={${types.join(", ")}})) TO '${file}' (FORMAT parquet, ${options})`,
  );
  connection.closeSync();
  instance.closeSync();
  return new Uint8Array(readFileSync(file));
}

function ranges(bytes: Uint8Array): RangeSource & { asked: [number, number][] } {
  const asked: [number, number][] = [];
  return {
    asked,
    byteLength: bytes.length,
    read: async (start, end) => {
      asked.push([start, end]);
      return bytes.slice(start, end).buffer as ArrayBuffer;
    },
  };
}

type Read = {
  records: PlainRecord[];
  counts: Pick<FlowReader["counts"], "records" | "rejected" | "skipped" | "samples">;
};

async function collect(feed: (reader: FlowReader) => void | Promise<void>): Promise<Read> {
  const tables = new FlowTables();
  const records: PlainRecord[] = [];
  const reader = new FlowReader(
    tables,
    sinkOf((row) => records.push(plainRow(row, tables))),
  );
  await feed(reader);
  reader.end();
  const { records: count, rejected, skipped, samples } = reader.counts;
  return { records, counts: { records: count, rejected, skipped, samples } };
}

const fromParquet = (source: RangeSource): Promise<Read> =>
  collect((reader) => readParquet(source, isFlowColumn, (block) => pushBlock(reader, block)));

test.each([
  "COMPRESSION gzip, ROW_GROUP_SIZE 2048",
  "COMPRESSION snappy, ROW_GROUP_SIZE 5000",
  "COMPRESSION uncompressed",
])("a Parquet log gives what the text log gives: %s", async (options) => {
  const log = textLog(6_000);
  const source = ranges(await writeParquet(log, options));
  const got = await fromParquet(source);
  expect(got).toEqual(await collect((reader) => reader.push(encodeUtf8(log))));
  expect(got.counts.records).toBeGreaterThan(5_000);
  expect(got.counts.rejected).toBe(12);
  expect(got.counts.samples[0]).toBe("record 500: srcport: out of range");
  // Each range is asked for once, and not the whole file at a time.
  expect(new Set(source.asked.map(String)).size).toBe(source.asked.length);
});

test("a row group larger than a block is read in blocks, from the same ranges", async () => {
  const log = textLog(70_000);
  const source = ranges(await writeParquet(log, "COMPRESSION gzip, ROW_GROUP_SIZE 100000"));
  const rows: number[] = [];
  const first: unknown[] = [];
  await readParquet(source, isFlowColumn, (block) => {
    rows.push(block.rows);
    first.push(block.columns.get("dstport")?.(0));
  });
  expect(rows).toEqual([65_536, 4_464]);
  expect(first).toEqual([443, 443]);
  expect(new Set(source.asked.map(String)).size).toBe(source.asked.length);
});

test("columns that no one reads are not asked for", async () => {
  const bytes = await writeParquet(textLog(10), "COMPRESSION gzip");
  await readParquet(ranges(bytes), isFlowColumn, (block) => {
    expect([...block.columns.keys()]).toContain("flow_direction");
    expect([...block.columns.keys()]).not.toContain("az_id");
  });
});

const reason = (bad: Uint8Array): Promise<unknown> => fromParquet(ranges(bad)).catch((error: unknown) => error);

test("bad files are refused with a reason", async () => {
  const bytes = await writeParquet(textLog(2_000), "COMPRESSION gzip");
  expect(await reason(encodeUtf8("no Parquet at all, just text"))).toBeInstanceOf(ParquetError);
  expect(await reason(new Uint8Array(0))).toBeInstanceOf(ParquetError);
  expect(await reason(bytes.slice(0, -9))).toBeInstanceOf(ParquetError);
  expect(await reason(bytes.slice(500))).toBeInstanceOf(ParquetError);
  expect(await reason(await writeParquet(textLog(2_000), "COMPRESSION zstd"))).toMatchObject({
    message: "bad Parquet: parquet unsupported compression codec: ZSTD",
  });
  const random = seededRandom(9);
  for (let run = 0; run < 60; run++) {
    const broken = bytes.slice();
    for (let times = 0; times < 20; times++) broken[random(broken.length)] = random(256);
    const outcome = await reason(broken);
    if (outcome instanceof Error) expect(outcome).toBeInstanceOf(ParquetError);
  }
});

test("an error of the network is no fault of the file", async () => {
  const bytes = await writeParquet(textLog(100), "COMPRESSION gzip");
  const broken = { byteLength: bytes.length, read: () => Promise.reject(new Error("connection reset")) };
  await expect(fromParquet(broken)).rejects.toThrow(/^connection reset$/);
});

test("a range that cannot be is an error of the file, also where nobody waits for it", async () => {
  const bytes = await writeParquet(textLog(40), "COMPRESSION snappy");
  const unhandled: unknown[] = [];
  const note = (reason: unknown): number => unhandled.push(reason);
  process.on("unhandledRejection", note);
  const random = seededRandom(1);
  for (let at = 0; at < 400; at++) {
    const broken = bytes.slice();
    // The footer, where the places of columns stand.
    for (let left = 3; left > 0; left--) broken[bytes.length - 1 - random(900)] = random(256);
    const error = await readParquet(ranges(broken), isFlowColumn, () => {}).then(
      () => null,
      (reason: unknown) => reason,
    );
    expect(error === null || error instanceof ParquetError).toBe(true);
  }
  await new Promise((resolve) => setImmediate(resolve));
  process.off("unhandledRejection", note);
  expect(unhandled).toEqual([]);
});
