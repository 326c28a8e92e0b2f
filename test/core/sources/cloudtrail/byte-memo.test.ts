import { expect, test } from "vitest";
import { REMEMBERED_BYTES_MAX } from "../../../../src/core/limits.ts";
import { ByteMemo } from "../../../../src/core/sources/cloudtrail/byte-memo.ts";
import { decodeUtf8, encodeUtf8 } from "../../../../src/core/text.ts";

function memo() {
  const made: string[] = [];
  const values = new ByteMemo((bytes) => ({ text: made[made.push(decodeUtf8(bytes)) - 1] }));
  return { values, made };
}

/** The view of a text with others around it, and where it stands. */
function within(text: string, before = ""): [DataView, number, number] {
  const from = encodeUtf8(before).length;
  const { buffer } = encodeUtf8(`${before}${text} behind`);
  return [new DataView(buffer), from, from + encodeUtf8(text).length];
}

test("equal bytes give the value made first, wherever they stand", () => {
  const { values, made } = memo();
  for (const text of ["", "a", "abc", "abcd", "abcdefgh", "é💥", "x".repeat(999)]) {
    const first = values.valueOf(...within(text));
    expect(first).toEqual({ text });
    for (const before of ["1", "22", "333", "4444"]) expect(values.valueOf(...within(text, before))).toBe(first);
  }
  expect(made).toHaveLength(7);
});

test("bytes that differ anywhere are others", () => {
  const { values } = memo();
  const text = "0123456789abcdef!";
  for (let at = 0; at < text.length; at++) {
    const other = `${text.slice(0, at)}_${text.slice(at + 1)}`;
    for (const each of [text, other]) expect(values.valueOf(...within(each))).toEqual({ text: each });
  }
});

test("the bytes may change afterwards", () => {
  const { values } = memo();
  const [view, from, to] = within("before");
  values.valueOf(view, from, to);
  view.setUint8(from, 0x42);
  expect(values.valueOf(view, from, to)).toEqual({ text: "Before" });
  expect(values.valueOf(...within("before"))).toEqual({ text: "before" });
});

test("forgets when it is full, and values stay right", () => {
  const { values, made } = memo();
  const texts = Array.from({ length: 6 }, (_, at) => String(at).repeat(REMEMBERED_BYTES_MAX / 4));
  for (const text of [...texts, ...texts]) expect(values.valueOf(...within(text))).toEqual({ text });
  expect(made.length).toBeGreaterThan(texts.length);
  const long = "x".repeat(REMEMBERED_BYTES_MAX + 1);
  expect(values.valueOf(...within(long))).toEqual({ text: long });
});
