/** Bytes as stored → bytes of log text, gzip or plain, in bounded slices. node:zlib reads every member of a gzip file. */

import { Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { INFLATE_RATIO_FREE_BYTES, INFLATE_RATIO_MAX, INFLATE_SLICE_BYTES } from "../core/limits.ts";

/** The object itself is bad: reading it again gives the same. */
export class InflateError extends Error {
  override readonly name = "InflateError";
}

type Bytes = AsyncIterable<Uint8Array>;

/** Throws InflateError for bad gzip, or one that grows beyond `bytesMax` or a likely ratio. */
export async function* inflate(body: Bytes, bytesMax: number): AsyncGenerator<Uint8Array> {
  const input = new CountedInput(body);
  let inflated = 0;
  for await (const slice of (await input.isGzip()) ? gunzip(input) : input.all()) {
    inflated += slice.length;
    if (inflated > bytesMax) throw new InflateError(`inflates to more than ${bytesMax} bytes`);
    if (inflated > INFLATE_RATIO_FREE_BYTES && inflated > input.bytes * INFLATE_RATIO_MAX) {
      throw new InflateError(`inflates to more than ${INFLATE_RATIO_MAX} times its size`);
    }
    yield slice;
  }
}

async function* gunzip(input: CountedInput): AsyncGenerator<Uint8Array> {
  const source = Readable.from(input.all(), { objectMode: true });
  const unzip = createGunzip({ chunkSize: INFLATE_SLICE_BYTES });
  source.on("error", (error) => unzip.destroy(error));
  source.pipe(unzip);
  try {
    for await (const slice of unzip) yield slice as Uint8Array;
  } catch (error) {
    throw isZlibError(error) ? new InflateError(`bad gzip: ${error.message}`) : error;
  } finally {
    source.destroy();
    unzip.destroy();
  }
}

function isZlibError(error: unknown): error is Error {
  return error instanceof Error && "code" in error && typeof error.code === "string" && error.code.startsWith("Z_");
}

/** Looks at the first bytes without losing them, and counts. */
class CountedInput {
  bytes = 0;
  readonly #iterator: AsyncIterator<Uint8Array>;
  #head = new Uint8Array(0);

  constructor(body: Bytes) {
    this.#iterator = body[Symbol.asyncIterator]();
  }

  async isGzip(): Promise<boolean> {
    while (this.#head.length < 2) {
      const { done, value } = await this.#iterator.next();
      if (done) break;
      const longer = new Uint8Array(this.#head.length + value.length);
      longer.set(this.#head);
      longer.set(value, this.#head.length);
      this.#head = longer;
    }
    return this.#head[0] === 0x1f && this.#head[1] === 0x8b;
  }

  async *all(): AsyncGenerator<Uint8Array> {
    if (this.#head.length > 0) {
      this.bytes += this.#head.length;
      yield this.#head;
    }
    for (;;) {
      const { done, value } = await this.#iterator.next();
      if (done) return;
      this.bytes += value.length;
      yield value;
    }
  }
}
