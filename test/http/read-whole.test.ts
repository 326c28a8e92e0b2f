import { expect, test } from "vitest";
import { readWhole, readWholeResponse } from "../../src/http/read-whole.ts";

/** In pieces, of which the reader's buffer may hold less or more. */
function bodyOf(bytes: Uint8Array, pieceBytes: number): ReadableStream<Uint8Array> {
  let at = 0;
  return new ReadableStream({
    type: "bytes",
    pull(controller) {
      const piece = bytes.slice(at, (at += pieceBytes));
      if (piece.length > 0) controller.enqueue(piece);
      if (at < bytes.length) return;
      controller.close();
      controller.byobRequest?.respond(0);
    },
  }) as ReadableStream<Uint8Array>;
}

const BYTES = Uint8Array.from({ length: 10_000 }, (_, at) => (at * 7) & 255);

test.each([1, 999, 10_000, 20_000])("pieces of %d bytes end in one buffer of their own", async (pieceBytes) => {
  const whole = await readWhole(bodyOf(BYTES, pieceBytes), BYTES.length);
  expect(whole).toEqual(BYTES);
  expect([whole.byteOffset, whole.buffer.byteLength]).toEqual([0, BYTES.length]);
});

test("an empty body is one of no bytes", async () => {
  expect(await readWhole(bodyOf(new Uint8Array(), 1), 0)).toHaveLength(0);
});

test("a body that is shorter or longer than it was said to be is none", async () => {
  await expect(readWhole(bodyOf(BYTES, 100), 10_001)).rejects.toThrow("ended after 10000 of 10001 bytes");
  await expect(readWhole(bodyOf(BYTES, 100), 9_999)).rejects.toThrow("more than 9999 bytes");
});

test("a response is read by its length, or without one", async () => {
  const headers = { "content-length": "10000" };
  expect(await readWholeResponse(new Response(BYTES, { headers }))).toEqual(BYTES);
  expect(await readWholeResponse(new Response(BYTES))).toEqual(BYTES);
  const encoded = { "content-length": "3", "content-encoding": "br" };
  expect(await readWholeResponse(new Response(BYTES, { headers: encoded }))).toEqual(BYTES);
});
