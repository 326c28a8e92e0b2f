import { createReadStream, readdirSync, writeFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { INFLATE_RATIO_FREE_BYTES, INFLATE_SLICE_BYTES } from "../../src/core/limits.ts";
import { inflate, InflateError } from "../../src/http/inflate.ts";
import { body, concat, damaged } from "../intake/bodies.ts";

const MAX = 64 * 1024 * 1024;
/** Hardly compressible, so that it spans many pieces. */
const text = new TextEncoder().encode(
  Array.from({ length: 30_000 }, (_, at) => `${at} ${Math.imul(at, 0x9e3779b1) >>> 0}\n`).join(""),
);
const gz = new Uint8Array(gzipSync(text));
const EMPTY_MEMBER = new Uint8Array(gzipSync(""));

/** The bytes given, and the error that ended them. */
async function read(source: AsyncIterable<Uint8Array>, bytesMax = MAX) {
  const slices: Uint8Array[] = [];
  let error: unknown = null;
  try {
    for await (const slice of inflate(source, bytesMax)) slices.push(slice);
  } catch (thrown) {
    error = thrown;
  }
  return { bytes: concat(...slices), slices, error };
}

async function readWhole(bytes: Uint8Array, sliceBytes?: number): Promise<Uint8Array> {
  const outcome = await read(body(bytes, sliceBytes));
  expect(outcome.error).toBeNull();
  return outcome.bytes;
}

test.each([1, 7, 1_000, 65_536, 10_000_000])("inflates gzip that comes in slices of %d bytes", async (sliceBytes) => {
  expect(Buffer.compare(await readWhole(gz, sliceBytes), text)).toBe(0);
});

test("gives bounded slices", async () => {
  const { slices } = await read(body(gz));
  for (const slice of slices) expect(slice.length).toBeLessThanOrEqual(INFLATE_SLICE_BYTES);
});

test.each([1, 2, 1_000])("hands plain bytes over as they are, in slices of %d bytes", async (sliceBytes) => {
  for (const plain of ["", "x", "{}", "\u001f", "\u001fx", "plain text"]) {
    const bytes = new TextEncoder().encode(plain);
    expect(await readWhole(bytes, sliceBytes)).toEqual(bytes);
  }
});

function member(word: string): Uint8Array {
  return new Uint8Array(gzipSync(word));
}

test("reads every member of a gzip file, empty ones between them, whatever the slices", async () => {
  const all = concat(
    EMPTY_MEMBER,
    member("one "),
    EMPTY_MEMBER,
    EMPTY_MEMBER,
    member("two "),
    member("three"),
    EMPTY_MEMBER,
  );
  for (let sliceBytes = 1; sliceBytes <= all.length; sliceBytes++) {
    expect(new TextDecoder().decode(await readWhole(all, sliceBytes))).toBe("one two three");
  }
  const long = await readWhole(concat(gz, EMPTY_MEMBER, gz, gz));
  expect(long.length).toBe(3 * text.length);
});

test("leaves zeros behind the last member alone", async () => {
  for (const zeros of [1, 512, 100_000]) {
    const padded = concat(gz, new Uint8Array(zeros));
    for (const sliceBytes of [gz.length, 65_536, 1_000]) {
      expect((await readWhole(padded, sliceBytes)).length).toBe(text.length);
    }
  }
});

test.each([
  ["truncated", gz.subarray(0, gz.length >> 1), "bad gzip: unexpected end of file", 0.45],
  ["truncated in its trailer", gz.subarray(0, -3), "bad gzip: unexpected end of file", 1],
  ["with a wrong checksum", damaged(gz, -6), "bad gzip: incorrect data check", 0.8],
  ["with a wrong length", damaged(gz, -1), "bad gzip: incorrect length check", 0.8],
  ["damaged in the middle", damaged(gz, gz.length >> 1), "bad gzip: ", 0.3],
  ["with text behind it", concat(gz, text.subarray(0, 40)), "bad gzip: incorrect header check", 0.8],
  ["whose second member is cut", concat(gz, gz.subarray(0, 500)), "bad gzip: unexpected end of file", 1],
  ["of nothing but a header", gz.subarray(0, 10), "bad gzip: unexpected end of file", 0],
  ["with an unknown method", damaged(gz, 2), "bad gzip: ", 0],
])("gzip %s gives what came before, the same however it arrives", async (_claim, bad, message, share) => {
  const first = await read(body(bad));
  expect(first.error).toBeInstanceOf(InflateError);
  expect(String(first.error)).toContain(message);
  // Behind the damage, some bytes may be wrong before the error shows.
  const sure = Math.floor(text.length * share);
  expect(first.bytes.length).toBeGreaterThanOrEqual(sure);
  expect(Buffer.compare(first.bytes.subarray(0, sure), text.subarray(0, sure))).toBe(0);
  for (const sliceBytes of [1, 100, 4_096, 16_384, 16_385, 10_000_000]) {
    const again = await read(body(bad, sliceBytes));
    expect(Buffer.compare(again.bytes, first.bytes), `slices of ${sliceBytes}`).toBe(0);
    expect(String(again.error)).toBe(String(first.error));
  }
});

test("a bomb stops at the limit of bytes, gzip or not", async () => {
  const bomb = new Uint8Array(gzipSync(new Uint8Array(8 * 1024 * 1024)));
  const { error, bytes } = await read(body(bomb), 1_000_000);
  expect(error).toEqual(new InflateError("inflates to more than 1000000 bytes", true));
  expect(bytes.length).toBeLessThanOrEqual(1_000_000);
  expect((await read(body(text), 1_000)).error).toEqual(new InflateError("inflates to more than 1000 bytes", true));
});

test("a bomb stops at an unlikely ratio, small ones may have it", async () => {
  const small = new Uint8Array(gzipSync(new Uint8Array(INFLATE_RATIO_FREE_BYTES)));
  expect((await readWhole(small)).length).toBe(INFLATE_RATIO_FREE_BYTES);
  const large = new Uint8Array(gzipSync(new Uint8Array(INFLATE_RATIO_FREE_BYTES * 2)));
  const { error, bytes } = await read(body(large));
  expect(error).toEqual(new InflateError("inflates to more than 200 times its size", true));
  expect(bytes.length).toBeLessThanOrEqual(INFLATE_RATIO_FREE_BYTES);
});

async function* broken(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
  throw new TypeError("network gone");
}

test("an error of the body itself is thrown as it is: another attempt may do better", async () => {
  for (const bytes of [gz.subarray(0, 100_000), text.subarray(0, 1_000), gz.subarray(0, 1)]) {
    expect((await read(broken(bytes))).error).toEqual(new TypeError("network gone"));
  }
});

test.each([
  ["gzip", gz],
  ["plain", text],
])("a body of %s that nobody reads to its end is closed", async (_kind, bytes) => {
  let closed = 0;
  const source = async function* (): AsyncGenerator<Uint8Array> {
    try {
      yield* body(bytes, 1_000);
    } finally {
      closed++;
    }
  };
  for await (const slice of inflate(source(), MAX)) {
    expect(slice.length).toBeGreaterThan(0);
    break;
  }
  expect(closed).toBe(1);
  expect((await read(source(), 10)).error).toBeInstanceOf(InflateError);
  expect(closed).toBe(2);
});

function openFiles(): number {
  return readdirSync("/proc/self/fd").length;
}

test("files that are looked into are closed", async () => {
  const folder = mkdtempSync(join(tmpdir(), "watchpost-"));
  const path = join(folder, "plain.log");
  writeFileSync(path, concat(text, text));
  const before = process.platform === "linux" ? openFiles() : 0;
  for (let at = 0; at < 50; at++) {
    for await (const slice of inflate(createReadStream(path), MAX)) if (slice.length > 0) break;
  }
  // The close of a file is told a little later.
  await new Promise((resolve) => setTimeout(resolve, 100));
  if (process.platform === "linux") expect(openFiles()).toBeLessThan(before + 10);
  rmSync(folder, { recursive: true });
});
