import { expect, test } from "vitest";
import { remember, rememberName } from "../../src/core/remember.ts";

function counted(valuesMax: number) {
  const calls: string[] = [];
  const made = remember((one, other) => {
    calls.push(`${one}+${other}`);
    return `${one}:${other}`;
  }, valuesMax);
  return { calls, made };
}

test("an answer is made once, whatever is asked between", () => {
  const { calls, made } = counted(10);
  expect([made("a", "b"), made("ab", ""), made("", "ab"), made("a", "b")]).toEqual(["a:b", "ab:", ":ab", "a:b"]);
  expect(calls).toEqual(["a+b", "ab+", "+ab"]);
});

test("names such as __proto__ are names", () => {
  const { made } = counted(10);
  expect([made("__proto__", "constructor"), made("__proto__", "constructor")]).toEqual([
    "__proto__:constructor",
    "__proto__:constructor",
  ]);
});

test("full, it starts anew and still answers", () => {
  const { calls, made } = counted(2);
  for (const name of ["a", "b", "c", "a"]) expect(made(name, "x")).toBe(`${name}:x`);
  expect(calls).toEqual(["a+x", "b+x", "c+x", "a+x"]);
});

test("names too long for AWS are answered and not kept", () => {
  const { calls, made } = counted(10);
  const long = "x".repeat(300);
  expect([made(long, "a"), made(long, "a")]).toEqual([`${long}:a`, `${long}:a`]);
  expect(calls).toHaveLength(2);
});

test("of one name: asked once, forgotten when full, never kept when long", () => {
  const asked: string[] = [];
  const lengthOf = rememberName((name) => {
    asked.push(name);
    return { length: name.length };
  }, 2);
  expect([lengthOf("a"), lengthOf("bb"), lengthOf("a")]).toEqual([{ length: 1 }, { length: 2 }, { length: 1 }]);
  expect(asked).toEqual(["a", "bb"]);
  lengthOf("ccc");
  lengthOf("a");
  expect(asked).toEqual(["a", "bb", "ccc", "a"]);
  const long = "x".repeat(300);
  expect(lengthOf(long)).not.toBe(lengthOf(long));
});
