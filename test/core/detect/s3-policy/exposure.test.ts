import { expect, test } from "vitest";
import { addGrant, narrower, NO_EXPOSURE, widest } from "../../../../src/core/detect/s3-policy/exposure.ts";
import { exposureText } from "./exposure-text.ts";

test("orders audiences", () => {
  expect(narrower("anyone", "fixed")).toBe("fixed");
  expect(narrower("authenticated", "anyone")).toBe("authenticated");
  expect(widest(["fixed", "anyone", "authenticated"])).toBe("anyone");
  expect(widest([])).toBe("fixed");
});

test("adds grants up, and none to fixed callers", () => {
  const read = addGrant(NO_EXPOSURE, "anyone", { read: true, write: false });
  const both = addGrant(read, "anyone", { read: false, write: true });
  expect(exposureText(addGrant(both, "authenticated", { read: true, write: false }))).toBe(
    "anyone read+write, accounts read",
  );
  expect(addGrant(read, "fixed", { read: true, write: true })).toEqual(read);
});
