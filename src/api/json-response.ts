/** JSON on the wire. */

import { ApiError } from "./errors.ts";

/** U+2028 and U+2029 are line ends to JavaScript and to readers of JSON lines, though JSON allows them raw. */
const LINE_ENDS: Readonly<Record<string, string>> = { "\u2028": "\\u2028", "\u2029": "\\u2029" };

export function writeJson(value: unknown): string {
  return JSON.stringify(value).replace(/[\u2028\u2029]/g, (character) => LINE_ENDS[character] ?? "");
}

export function jsonResponse(value: unknown, status = 200): Response {
  return new Response(writeJson(value), { status, headers: { "Content-Type": "application/json; charset=utf-8" } });
}

/** The one place where errors become answers: only an ApiError's message is meant for the caller. */
export function errorResponse(error: unknown): Response {
  const known = error instanceof ApiError ? error : new ApiError("internal", "something went wrong on our side");
  const response = jsonResponse({ error: { code: known.code, message: known.message } }, known.status);
  if (known.code === "unauthorized") response.headers.set("WWW-Authenticate", "Bearer");
  return response;
}
