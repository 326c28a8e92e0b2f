import { expect, test } from "vitest";
import { remember } from "../../src/core/remember.ts";

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
