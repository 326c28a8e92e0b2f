/** Parquet flow logs: blocks of rows or ParquetError, whatever the bytes. */

import { readFileSync } from "node:fs";
import { FlowReader } from "../../../src/core/sources/flow/flow-reader.ts";
import { FlowTables } from "../../../src/core/sources/flow/flow-tables.ts";
import { isFlowColumn, pushBlock } from "../../../src/core/sources/flow/parquet-rows.ts";
import { ParquetError, readParquet } from "../../../src/intake/parquet.ts";
import { mutatedBytes } from "../mutate.ts";
import type { Target } from "../target.ts";

/** 40 rows as AWS types them, in gzip and in Snappy pages. Written by DuckDB. */
const SAMPLES = ["gzip", "snappy"].map(
  (name) => new Uint8Array(readFileSync(`${import.meta.dirname}/../samples/flow-${name}.parquet`)),
);

export const parquet: Target = {
  name: "parquet",
  weight: 1,
  run: async (random) => {
    const bytes = mutatedBytes(random, random.pick(SAMPLES));
    const reader = new FlowReader(new FlowTables(), { records: () => {}, flush: () => {} });
    let rows = 0;
    const source = {
      byteLength: bytes.length,
      read: async (start: number, end: number): Promise<ArrayBuffer> => {
        if (start < 0 || end > bytes.length || start > end)
          throw new Error(`bytes ${start} to ${end} of ${bytes.length} are asked for`);
        return bytes.slice(start, end).buffer;
      },
    };
    try {
      await readParquet(source, isFlowColumn, (block) => {
        rows += block.rows;
        pushBlock(reader, block);
      });
    } catch (error) {
      if (!(error instanceof ParquetError)) throw error;
    }
    const { counts } = reader;
    return counts.seen === rows ? null : `${counts.seen} of ${rows} rows are counted`;
  },
};
