import { expect, test } from "vitest";
import { Memo } from "../../../src/core/enrich/memo.ts";

test("asks once while it remembers, and gives the same object", () => {
  let asked = 0;
  const memo = new Memo((question: string) => ({ question, nth: ++asked }), 10);
  expect(memo.get("a")).toBe(memo.get("a"));
  expect(asked).toBe(1);
});

test("remembers the last questions for certain, and never more than twice as many", () => {
  let asked = 0;
  const memo = new Memo((question: number) => [question, ++asked], 100);
  for (let question = 0; question < 1_000; question++) memo.get(question);
  for (let question = 900; question < 1_000; question++) memo.get(question);
  expect(asked).toBe(1_000);
  for (let question = 0; question < 800; question++) memo.get(question);
  expect(asked).toBe(1_800);
});

test("what is asked again and again stays, whatever else is asked", () => {
  let asked = 0;
  const memo = new Memo((question: number) => (asked++, { question }), 10);
  const kept = memo.get(-1);
  for (let question = 0; question < 1_000; question++) {
    memo.get(question);
    expect(memo.get(-1)).toBe(kept);
  }
  expect(asked).toBe(1_001);
});

test("null is an answer", () => {
  let asked = 0;
  const memo = new Memo(() => (asked++, null), 10);
  expect([memo.get("a"), memo.get("a"), asked]).toEqual([null, null, 1]);
});
