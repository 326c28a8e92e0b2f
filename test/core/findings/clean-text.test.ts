import * as fc from "fast-check";
import { expect, test } from "vitest";
import { cleanText, cutText } from "../../../src/core/findings/clean-text.ts";

test.each([
  ["alice", "alice"],
  ["a\r\nb\tc", "a b c"],
  ["a\u2028b\u2029c", "a b c"],
  ["evil\u202egpj.exe", "evil\ufffdgpj.exe"],
  ["a\u200bb\u200d\ufeffc", "a\ufffdb\ufffd\ufffdc"],
  ["\u2066x\u2069", "\ufffdx\ufffd"],
  ["lone\ud800", "lone\ufffd"],
  ["tag\u{e0041}", "tag\ufffd"],
  ["日本語 é 🙂", "日本語 é 🙂"],
  [" \u0000 ", ""],
])("cleans %j", (text, clean) => {
  expect(cleanText(text, 200)).toBe(clean);
});

test("cuts with an ellipsis and never through a surrogate pair", () => {
  expect(cutText("abcdef", 6)).toBe("abcdef");
  expect(cutText("abcdefg", 6)).toBe("abcde…");
  expect(cutText("abcd🙂gh", 6)).toBe("abcd…");
  expect(cutText("abc", 1)).toBe("…");
});

test("whatever comes in, what goes out is short, of one line, and visible", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 300 }), fc.integer({ min: 1, max: 100 }), (text, max) => {
      const clean = cleanText(text, max);
      expect(clean.length).toBeLessThanOrEqual(max);
      expect(clean).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u);
      expect(cleanText(clean, max)).toBe(clean);
    }),
    { numRuns: 2000 },
  );
});
