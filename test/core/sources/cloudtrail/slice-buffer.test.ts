import { expect, test } from "vitest";
import { SliceBuffer } from "../../../../src/core/sources/cloudtrail/slice-buffer.ts";
import { decodeUtf8, encodeUtf8 } from "../../../../src/core/text.ts";

test("gives each slice behind what was kept, with a zero byte behind it", () => {
  const buffer = new SliceBuffer();
  const add = (text: string): string => {
    const bytes = buffer.add(encodeUtf8(text));
    expect(buffer.padded[bytes.length]).toBe(0);
    return decodeUtf8(bytes);
  };
  expect(add("abcdef")).toBe("abcdef");
  buffer.keep(4);
  expect(buffer.kept).toBe(2);
  expect(add("g".repeat(100))).toBe(`ef${"g".repeat(100)}`);
  buffer.keep(0);
  expect(add("h")).toBe(`ef${"g".repeat(100)}h`);
  buffer.keep(103);
  expect(buffer.kept).toBe(0);
  expect(add("")).toBe("");
  expect(add("ij")).toBe("ij");
  buffer.keep(1);
  buffer.keepNone();
  expect(add("k")).toBe("k");
});

test("uses the same memory again", () => {
  const buffer = new SliceBuffer();
  const first = buffer.add(new Uint8Array(1_000)).buffer;
  for (let count = 0; count < 50; count++) {
    buffer.keep(500);
    expect(buffer.add(new Uint8Array(500)).buffer).toBe(first);
  }
});
