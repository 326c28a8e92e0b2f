import { expect, test } from "vitest";
import { REMEMBERED_BYTES_MAX } from "../../../../src/core/limits.ts";
import { ByteMemo } from "../../../../src/core/sources/cloudtrail/byte-memo.ts";
import { decodeUtf8, encodeUtf8 } from "../../../../src/core/text.ts";

function memo(prefixBytes = 0) {
  const made: string[] = [];
  const values = new ByteMemo((bytes) => ({ text: made[made.push(decodeUtf8(bytes)) - 1] }), prefixBytes);
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

test("a known value tells its own end, where its beginning and all of it are there", () => {
  const { values, made } = memo(8);
  const [one, other] = ['"0123456789"', '"01234567__"'];
  const endOf = (text: string, before = ""): number =>
    values.endOfKnown(...(within(text, before).slice(0, 2) as [DataView, number]));
  expect(endOf(one)).toBe(-1);
  const first = values.valueOf(...within(one));
  expect(endOf(one, "222")).toBe(3 + one.length);
  expect(values.valueOf(...within(one, "222"))).toBe(first);
  // The same beginning, another value; one that is cut; one too short to be known by its beginning.
  expect(endOf(other)).toBe(-1);
  expect(values.valueOf(...within(other))).toEqual({ text: other });
  expect(endOf(other)).toBe(other.length);
  const { buffer } = encodeUtf8(other).slice(0, other.length - 1);
  expect(values.endOfKnown(new DataView(buffer), 0)).toBe(-1);
  values.valueOf(...within('"01"'));
  expect(endOf('"01"')).toBe(-1);
  expect(made).toEqual([one, other, '"01"']);
});

test("what was found before says nothing of the bytes that stand there now", () => {
  const { values } = memo(8);
  const [view, from, to] = within('"0123456789"');
  values.valueOf(view, from, to);
  expect(values.endOfKnown(view, from)).toBe(to);
  view.setUint8(from + 3, 0x5f);
  expect(values.endOfKnown(view, from)).toBe(-1);
  expect(values.valueOf(view, from, to)).toEqual({ text: '"01_3456789"' });
});
