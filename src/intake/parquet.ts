/** Parquet read by ranges, some rows of one row group at a time, so that no file is held whole. */

import { gunzipSync } from "node:zlib";
import {
  type AsyncBuffer,
  type Compressors,
  type FileMetaData,
  parquetMetadataAsync,
  parquetRead,
  snappyUncompress,
} from "hyparquet";
import {
  PARQUET_FOOTER_BYTES_MAX,
  PARQUET_GROUP_BYTES_MAX,
  PARQUET_PAGE_BYTES_MAX,
  PARQUET_ROWS_MAX,
} from "../core/limits.ts";
import type { ColumnBlock } from "../core/sources/flow/parquet-rows.ts";

/** The object itself is bad, or beyond a bound: reading it again gives the same. */
export class ParquetError extends Error {
  override readonly name = "ParquetError";
}

/** Bytes [start, end) of an object: an S3 GET with a Range header. Errors of the network pass through as they are. */
export type RangeSource = {
  readonly byteLength: number;
  readonly read: (start: number, end: number) => Promise<ArrayBuffer>;
};

/**
 * AWS writes gzip pages; others write Snappy or none. The hyparquet-compressors package is of no use here: it compiles
 * WebAssembly as it loads, which Workers forbid.
 */
const COMPRESSORS: Compressors = {
  GZIP: (page, length) => gunzipSync(page, { maxOutputLength: Math.max(1, checkPage(length)) }),
  SNAPPY: (page, length) => {
    const output = new Uint8Array(checkPage(length));
    snappyUncompress(page, output);
    return output;
  },
};

function checkPage(length: number): number {
  if (length >= 0 && length <= PARQUET_PAGE_BYTES_MAX) return length;
  throw new ParquetError(`a page of ${length} bytes`);
}

/** Gives the wanted columns block by block; each block may be dropped once `onBlock` is done. Throws ParquetError. */
export async function readParquet(
  source: RangeSource,
  wanted: (column: string) => boolean,
  onBlock: (block: ColumnBlock) => void | Promise<void>,
): Promise<void> {
  const file = new RangeFile(source);
  const metadata = await asBad(file, () => parquetMetadataAsync(file));
  let groupStart = 0;
  for (const group of metadata.row_groups) {
    const names = group.columns.flatMap(({ meta_data: column }) => {
      const [name] = column?.path_in_schema ?? [];
      return name !== undefined && column?.path_in_schema.length === 1 && wanted(name) ? [name] : [];
    });
    const groupEnd = groupStart + Number(group.num_rows);
    file.startGroup();
    for (let from = groupStart; from < groupEnd; from += PARQUET_ROWS_MAX) {
      const to = Math.min(groupEnd, from + PARQUET_ROWS_MAX);
      await onBlock(await readBlock(file, metadata, names, from, to));
    }
    groupStart = groupEnd;
  }
}

type Piece = { readonly from: number; readonly values: ArrayLike<unknown> };

async function readBlock(
  file: RangeFile,
  metadata: FileMetaData,
  names: string[],
  from: number,
  to: number,
): Promise<ColumnBlock> {
  const pieces = new Map<string, Piece[]>(names.map((name) => [name, []]));
  await asBad(file, () =>
    parquetRead({
      file,
      metadata,
      columns: names,
      rowStart: from,
      rowEnd: to,
      compressors: COMPRESSORS,
      onChunk: ({ columnName, columnData, rowStart }) =>
        pieces.get(columnName)?.push({ from: rowStart, values: columnData }),
    }),
  );
  return { rows: to - from, columns: new Map([...pieces].map(([name, list]) => [name, valueAt(list, from)])) };
}

/** Rows are asked for in order, so the piece at hand is nearly always the right one. */
function valueAt(pieces: readonly Piece[], offset: number): (row: number) => unknown {
  let current = pieces[0];
  return (row) => {
    const wanted = row + offset;
    if (!current || wanted < current.from || wanted >= current.from + current.values.length) {
      current = pieces.find(({ from, values }) => wanted >= from && wanted < from + values.length);
    }
    return current?.values[wanted - current.from] ?? null;
  };
}

/** What hyparquet finds wrong is the file's fault; what the source throws is not. */
async function asBad<T>(file: RangeFile, task: () => Promise<T>): Promise<T> {
  try {
    return await task();
  } catch (error) {
    if (error === file.failure || error instanceof ParquetError) throw error;
    throw new ParquetError(`bad Parquet: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** Keeps the ranges of the row group at hand: each of its blocks needs the same ones. */
class RangeFile implements AsyncBuffer {
  readonly byteLength: number;
  /** What the source threw. */
  failure: unknown;
  readonly #source: RangeSource;
  readonly #held = new Map<string, Promise<ArrayBuffer>>();
  #heldBytes = 0;
  #bytesMax = PARQUET_FOOTER_BYTES_MAX;

  constructor(source: RangeSource) {
    this.byteLength = source.byteLength;
    this.#source = source;
  }

  startGroup(): void {
    this.#held.clear();
    this.#heldBytes = 0;
    this.#bytesMax = PARQUET_GROUP_BYTES_MAX;
  }

  /** hyparquet asks for some ranges without waiting for them: one that is refused must not end the process. */
  slice(start: number, end: number = this.byteLength): Promise<ArrayBuffer> {
    const bytes = this.#range(start, end);
    bytes.catch(() => {});
    return bytes;
  }

  #range(start: number, end: number): Promise<ArrayBuffer> {
    const key = `${start}-${end}`;
    const held = this.#held.get(key);
    if (held) return held;
    if (!(start >= 0 && start <= end && end <= this.byteLength)) {
      return Promise.reject(new ParquetError(`a range of ${start} to ${end} in ${this.byteLength} bytes`));
    }
    this.#heldBytes += end - start;
    if (this.#heldBytes > this.#bytesMax) {
      return Promise.reject(new ParquetError(`a row group or footer of more than ${this.#bytesMax} bytes`));
    }
    const bytes = this.#source.read(start, end).catch((error: unknown) => {
      this.failure = error;
      throw error;
    });
    this.#held.set(key, bytes);
    return bytes;
  }
}
