/** The same gzip in workerd's own node:zlib: members, zeros behind them, and what a broken file gives. */

import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { inflate, InflateError } from "../../src/http/inflate.ts";
import { body, concat, damaged } from "../intake/bodies.ts";

const MAX = 64 * 1024 * 1024;
const text = new TextEncoder().encode(Array.from({ length: 20_000 }, (_, at) => `${at * 7919} `).join(""));
const gz = new Uint8Array(gzipSync(text));
const empty = new Uint8Array(gzipSync(""));

async function read(bytes: Uint8Array, sliceBytes: number): Promise<{ length: number; error: string | null }> {
  let length = 0;
  try {
    for await (const slice of inflate(body(bytes, sliceBytes), MAX)) length += slice.length;
  } catch (error) {
    if (!(error instanceof InflateError)) throw error;
    return { length, error: error.message };
  }
  return { length, error: null };
}

test.each([777, 20_000, 1_000_000])(
  "reads every member and leaves zeros alone, in slices of %d bytes",
  async (sliceBytes) => {
    expect(await read(gz, sliceBytes)).toEqual({ length: text.length, error: null });
    expect(await read(concat(gz, empty, gz, new Uint8Array(700)), sliceBytes)).toEqual({
      length: 2 * text.length,
      error: null,
    });
    expect(await read(new TextEncoder().encode("plain"), sliceBytes)).toEqual({ length: 5, error: null });
  },
);

test.each([
  ["truncated", gz.subarray(0, gz.length >> 1)],
  ["with a wrong checksum", damaged(gz, -6)],
  ["with text behind it", concat(gz, text.subarray(0, 40))],
])("gzip %s gives the same however it arrives", async (_claim, bad) => {
  const first = await read(bad, 1_000_000);
  expect(first.error).toMatch(/^bad gzip: /);
  expect(first.length).toBeGreaterThan(text.length / 3);
  for (const sliceBytes of [100, 16_384, 50_000]) expect(await read(bad, sliceBytes)).toEqual(first);
});

test("a bomb stops", async () => {
  const bomb = new Uint8Array(gzipSync(new Uint8Array(30 * 1024 * 1024)));
  expect((await read(bomb, 1_000_000)).error).toBe("inflates to more than 200 times its size");
});
