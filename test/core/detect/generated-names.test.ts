import { expect, test } from "vitest";
import { generatedNames } from "../../../src/core/detect/generated-names.ts";

const DRAWN = [
  "xkqvjzrwtplbnm.com",
  "qwzptxkvbmfahr.net",
  "gjvkqhwzyxtrpd.info",
  "ztqkxwvbnjhgfd.biz",
  "mvqxzkwjtrhbpl.org",
];
const CHOSEN = ["stackoverflow.com", "wikipedia.org", "deutschebahn.de", "leboncoin.fr", "mercadolibre.com.ar"];
/** None of them stands out alone. */
const TURNED = ["ab", "cd", "ef", "gh", "ij", "kl", "mn", "op", "qr", "st"].map(
  (pair) => `${pair}terfallbesidethemill.com`,
);

test("names that stand out alone are given, and the host's other failures are not", () => {
  expect(generatedNames([...CHOSEN, ...DRAWN])).toEqual(DRAWN);
});

test("names that only all together tell are all given", () => {
  expect(generatedNames(TURNED)).toEqual(TURNED);
});

test("none of what people chose, and none of too few", () => {
  expect(generatedNames(CHOSEN)).toEqual([]);
  expect(generatedNames(DRAWN.slice(0, 4))).toEqual([]);
  expect(generatedNames([])).toEqual([]);
});
