/** Bytes as stored → bytes of log text, gzip or plain, in bounded slices. node:zlib reads every member of a gzip file. */

import { createGunzip, type Gunzip } from "node:zlib";
import {
  INFLATE_PIECE_BYTES,
  INFLATE_RATIO_FREE_BYTES,
  INFLATE_RATIO_MAX,
  INFLATE_SLICE_BYTES,
} from "../core/limits.ts";

/** The object itself is bad: reading it again gives the same. */
export class InflateError extends Error {
  override readonly name = "InflateError";
  /** A bound of ours, and not the object's own end or fault. */
  readonly bound: boolean;

  constructor(message: string, bound = false) {
    super(message);
    this.bound = bound;
  }
}

type Bytes = AsyncIterable<Uint8Array>;

/**
 * Throws InflateError for bad gzip, or one that grows beyond `bytesMax` or a likely ratio. The bytes given before that
 * depend on the object alone, not on the slices in which it comes: every attempt reads the same records.
 */
export async function* inflate(body: Bytes, bytesMax: number): AsyncGenerator<Uint8Array> {
  let read = 0;
  let inflated = 0;
  const { gzip, input } = await sniff(body, (bytes) => (read += bytes));
  for await (const slice of gzip ? gunzip(inPieces(input)) : input) {
    inflated += slice.length;
    if (inflated > bytesMax) throw new InflateError(`inflates to more than ${bytesMax} bytes`, true);
    if (inflated > INFLATE_RATIO_FREE_BYTES && inflated > read * INFLATE_RATIO_MAX) {
      throw new InflateError(`inflates to more than ${INFLATE_RATIO_MAX} times its size`, true);
    }
    yield slice;
  }
}

/** Piece by piece, each to its end before the next is written: a stream that fails forgets what was not yet taken from it. */
async function* gunzip(pieces: Bytes): AsyncGenerator<Uint8Array> {
  const unzip = createGunzip({ chunkSize: INFLATE_SLICE_BYTES });
  const ready: Uint8Array[] = [];
  unzip.on("data", (slice: Uint8Array) => ready.push(slice));
  // Told by `outcomeOf`; without a listener it would end the process.
  unzip.on("error", () => {});
  try {
    let written: Promise<void> = Promise.resolve();
    for await (const piece of pieces) {
      await written;
      const taken = ready.splice(0);
      if (unzip.readableEnded) return yield* taken;
      // Node inflates in a thread of its own: the next piece meanwhile.
      written = outcomeOf(unzip, (done) => unzip.write(piece, done));
      written.catch(() => {});
      yield* taken;
    }
    await written;
    if (unzip.readableEnded) return yield* ready.splice(0);
    await outcomeOf(unzip, () => unzip.end());
    yield* ready.splice(0);
  } catch (error) {
    yield* ready.splice(0);
    throw isZlibError(error) ? new InflateError(`bad gzip: ${error.message}`) : error;
  } finally {
    unzip.destroy();
  }
}

/** Resolves when `start`'s work is done or the stream has ended (zeros behind the last member are left unread). */
async function outcomeOf(unzip: Gunzip, start: (done: () => void) => void): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const settle = (error?: Error | null): void => {
      unzip.off("error", settle).off("end", settle);
      if (error) reject(error);
      else resolve();
    };
    unzip.on("error", settle).on("end", settle);
    start(settle);
  });
}

function isZlibError(error: unknown): error is Error {
  return error instanceof Error && "code" in error && typeof error.code === "string" && error.code.startsWith("Z_");
}

/** Looks at the first bytes without losing them; `count` is told of every byte. */
async function sniff(body: Bytes, count: (bytes: number) => void): Promise<{ gzip: boolean; input: Bytes }> {
  const iterator = body[Symbol.asyncIterator]();
  const head: Uint8Array[] = [];
  let length = 0;
  while (length < 2) {
    const { done, value } = await iterator.next();
    if (done) break;
    head.push(value);
    length += value.length;
  }
  const [first, second] = head.flatMap((slice) => [...slice.subarray(0, 2)]);
  return { gzip: first === 0x1f && second === 0x8b, input: all(head, iterator, count) };
}

async function* all(
  head: readonly Uint8Array[],
  iterator: AsyncIterator<Uint8Array>,
  count: (bytes: number) => void,
): AsyncGenerator<Uint8Array> {
  try {
    for (const slice of head) {
      count(slice.length);
      yield slice;
    }
    for (;;) {
      const { done, value } = await iterator.next();
      if (done) return;
      count(value.length);
      yield value;
    }
  } finally {
    // A file or connection that is not read to its end is closed.
    await iterator.return?.();
  }
}

/** The same bytes in pieces of INFLATE_PIECE_BYTES. A piece holds until the next but one is asked for. */
async function* inPieces(input: Bytes): AsyncGenerator<Uint8Array> {
  // One is inflated while the other is filled.
  let [piece, other] = [new Uint8Array(INFLATE_PIECE_BYTES), new Uint8Array(INFLATE_PIECE_BYTES)];
  let filled = 0;
  for await (const slice of input) {
    for (let at = 0; at < slice.length;) {
      const part = slice.subarray(at, at + piece.length - filled);
      piece.set(part, filled);
      filled += part.length;
      at += part.length;
      if (filled < piece.length) continue;
      yield piece;
      [piece, other] = [other, piece];
      filled = 0;
    }
  }
  if (filled > 0) yield piece.subarray(0, filled);
}
