/** `Authorization: Bearer …` compared in constant time. */

import type { MiddlewareHandler } from "hono";
import { ApiError } from "./errors.ts";

function digest(text: string): Promise<ArrayBuffer> {
  return crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
}

/** Digests have one length, so neither content nor length of the token shows in the time taken. */
async function isSame(given: string, expected: string): Promise<boolean> {
  const [left, right] = await Promise.all([digest(given), digest(expected)]);
  return crypto.subtle.timingSafeEqual(left, right);
}

/** A missing or malformed header goes the way of a wrong token, to the same answer. `expected` must not be empty. */
export function bearerToken(expected: string): MiddlewareHandler {
  return async (c, next) => {
    const given = /^Bearer +(\S+) *$/i.exec(c.req.header("Authorization") ?? "")?.[1] ?? "";
    if (!(await isSame(given, expected))) throw new ApiError("unauthorized", "a valid bearer token is needed");
    await next();
  };
}
