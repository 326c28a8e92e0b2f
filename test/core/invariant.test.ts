import { expect, test } from "vitest";
import { invariant, InvariantError } from "../../src/core/invariant.ts";

test("throws its message where our own promise is broken, and only there", () => {
  expect(() => invariant(true, "no")).not.toThrow();
  for (const broken of [false, 0, "", null, undefined]) {
    expect(() => invariant(broken, "a promise")).toThrow(new InvariantError("a promise"));
  }
  expect(new InvariantError("x").name).toBe("InvariantError");
});
