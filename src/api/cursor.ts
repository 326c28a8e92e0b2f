/** The opaque `cursor` of findings lists: base64url of the position. It grants nothing, so it is checked and not signed. */

import { z } from "zod";
import type { FindingPosition } from "../store/findings.ts";
import { ApiError } from "./errors.ts";

const position = z.tuple([z.int(), z.string().regex(/^[0-9a-f]{32}$/)]);

export function writeCursor({ lastMs, id }: FindingPosition): string {
  return btoa(JSON.stringify([lastMs, id]))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
}

/** Throws ApiError on anything that writeCursor did not write. */
export function readCursor(text: string): FindingPosition {
  try {
    const [lastMs, id] = position.parse(JSON.parse(atob(text.replaceAll("-", "+").replaceAll("_", "/"))));
    return { lastMs, id };
  } catch {
    throw new ApiError("invalid_request", "cursor: not one that this API gave out");
  }
}
