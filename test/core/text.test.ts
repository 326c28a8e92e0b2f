import { expect, test } from "vitest";
import { decodeUtf8, encodeUtf8, inParts } from "../../src/core/text.ts";

test("goes there and back", () => {
  for (const text of ["", "abc", "é ☃ 💥 \u0000 \u2028"]) expect(decodeUtf8(encodeUtf8(text))).toBe(text);
});

test("bytes that are no UTF-8 become U+FFFD, and the text goes on behind them", () => {
  expect(decodeUtf8(Uint8Array.of(0x61, 0xff, 0x62))).toBe("a\ufffdb");
  expect(decodeUtf8(Uint8Array.of(0x61, 0xe4, 0x22, 0x62))).toBe('a\ufffd"b');
  expect(decodeUtf8(Uint8Array.of(0xf0, 0x9f))).toBe("\ufffd");
});

test("a lone surrogate has no bytes of its own", () => {
  expect(decodeUtf8(encodeUtf8("a\ud800b"))).toBe("a\ufffdb");
});

test("in parts, none of which ends inside a character", () => {
  expect(inParts("", 4)).toEqual([]);
  expect(inParts("abcdefgh", 4)).toEqual(["abcd", "efgh"]);
  expect(inParts("abc💥defg", 4)).toEqual(["abc", "💥de", "fg"]);
  const text = "a💥é☃".repeat(50);
  for (let charsMax = 2; charsMax < 12; charsMax++) {
    const parts = inParts(text, charsMax);
    expect(parts.join("")).toBe(text);
    expect(parts.map((part) => decodeUtf8(encodeUtf8(part)))).toEqual(parts);
  }
});
