import { expect, test } from "vitest";
import { element, textsOf } from "../../../../src/core/detect/s3-policy/values.ts";

test("reads one value or a list, and nothing of other types", () => {
  expect(textsOf("a")).toEqual(["a"]);
  expect(textsOf(["a", true, 3, null, {}, ["b"]])).toEqual(["a", "true", "3"]);
  expect(textsOf(undefined)).toEqual([]);
  expect(textsOf({ a: "b" })).toEqual([]);
});

test("tells an absent element from an empty one", () => {
  expect(element({ Action: [] }, "Action")).toEqual([]);
  expect(element({}, "Action")).toBeNull();
  expect(element({}, "constructor")).toBeNull();
});
