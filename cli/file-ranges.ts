/** A local file read by ranges, as an object in S3 is. */

import { open, stat } from "node:fs/promises";
import type { RangeSource } from "../src/intake/parquet.ts";

export async function fileRanges(path: string): Promise<RangeSource> {
  const { size } = await stat(path);
  return {
    byteLength: size,
    read: async (start, end) => {
      const file = await open(path);
      try {
        const bytes = new Uint8Array(end - start);
        const { bytesRead } = await file.read(bytes, 0, bytes.length, start);
        if (bytesRead !== bytes.length) throw new Error(`${path}: shorter than it was`);
        return bytes.buffer;
      } finally {
        await file.close();
      }
    },
  };
}
