import { expect, test } from "vitest";
import { judgeGroup } from "../../../src/core/enrich/dga-group.ts";
import { groupMarks } from "../../../src/core/enrich/dga-group-marks.ts";

const under = (labels: readonly string[], top = "com") => labels.map((label) => `${label}.${top}`);
/** Drawn for this test from a uniform alphabet. */
const DRAWN = under([
  "xkqvjzrwtplbnm",
  "qwzptxkvbmfahr",
  "gjvkqhwzyxtrpd",
  "ztqkxwvbnjhgfd",
  "mvqxzkwjtrhbpl",
  "wqjxhzkvtgnprd",
]);
const CHOSEN = under([
  "stackoverflow",
  "wikipedia",
  "deutschebahn",
  "leboncoin",
  "mercadolibre",
  "rakuten",
  "yogawithfriends",
  "kubernetes",
  "gardenersworld",
  "theguardian",
]);

test("drawn letters are one algorithm's work, names that people chose are not", () => {
  expect(judgeGroup(DRAWN)).toMatchObject({ names: 6, isGenerated: true });
  expect(judgeGroup(CHOSEN)).toMatchObject({ names: 10, isGenerated: false });
  expect(judgeGroup(CHOSEN).score).toBeLessThan(0);
});

test("fewer than five different names say nothing, however often they are asked for", () => {
  const score = Number.NEGATIVE_INFINITY;
  expect(judgeGroup(DRAWN.slice(0, 4))).toEqual({ names: 4, score, isGenerated: false });
  const tops = ["net", "org", "info", "biz"].flatMap((top) =>
    DRAWN.slice(0, 4).map((name) => name.replace("com", top)),
  );
  expect(judgeGroup([...DRAWN.slice(0, 4), ...tops])).toEqual({ names: 4, score, isGenerated: false });
});

test("a host's own failures among them weaken the verdict, and do not undo it", () => {
  const alone = judgeGroup(DRAWN).score;
  const mixed = judgeGroup([...DRAWN, ...CHOSEN.slice(0, 4)]);
  expect(mixed.isGenerated).toBe(true);
  expect(mixed.score).toBeLessThan(alone);
});

test("names that differ in digits, hyphens or top label are one", () => {
  const domains = ["node1.com", "node2.com", "no-de.org", "node.net", "0x4f2a.com", "0x4f2b.com"];
  expect(groupMarks(domains).names.map(({ label }) => label)).toEqual(["node1", "0x4f2a", "0x4f2b"]);
  expect([...groupMarks(domains).tops]).toEqual(["com"]);
});

test("kin: a beginning, an end, or both in common with another name", () => {
  const { kin } = groupMarks(under(["gardenhouse", "gardenbooks", "lakehouse", "quietroom", "gardenlakehouse"]));
  expect([...kin]).toEqual([3, 1, 2, 0, 3]);
});

test("any text gives a verdict", () => {
  const odd = [
    "",
    ".",
    "com",
    "\u0000\u0001\u0002abc.com",
    "\ud800\udfff\ud83d.com",
    `${"\uffff".repeat(63)}.com`,
    "a.b",
  ];
  expect(Number.isNaN(judgeGroup([...odd, ...DRAWN]).score)).toBe(false);
});
