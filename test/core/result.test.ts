import { expect, test } from "vitest";
import { err, ok } from "../../src/core/result.ts";

test("is a value or a reason", () => {
  expect(ok(5)).toEqual({ ok: true, value: 5 });
  expect(err("why")).toEqual({ ok: false, error: "why" });
});
