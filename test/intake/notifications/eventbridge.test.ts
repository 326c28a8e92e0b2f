import { expect, test } from "vitest";
import { hasHookSecret, HOOK_SECRET_HEADER } from "../../../src/intake/notifications/eventbridge.ts";

const SECRET = "0123456789abcdef0123456789abcdef-one";
const NEXT = "fedcba9876543210fedcba9876543210-two";

function given(value: string | null): Headers {
  return new Headers(value === null ? {} : { [HOOK_SECRET_HEADER]: value });
}

test("knows each secret in force and nothing else", () => {
  for (const secret of [SECRET, NEXT]) expect(hasHookSecret(given(secret), [SECRET, NEXT])).toBe(true);
  const others = [null, "", " ", SECRET.slice(0, -1), `${SECRET}x`, SECRET.toUpperCase(), NEXT.slice(1), "undefined"];
  for (const other of others) expect(hasHookSecret(given(other), [SECRET]), String(other)).toBe(false);
  expect(hasHookSecret(given(NEXT), [SECRET])).toBe(false);
  expect(hasHookSecret(given(SECRET), [])).toBe(false);
});

test("refuses to work with a secret that can be guessed", () => {
  expect(() => hasHookSecret(given(""), [""])).toThrow(/shorter/);
  expect(() => hasHookSecret(given("short"), ["short"])).toThrow(/shorter/);
});
