/** Policy elements hold one value or a list of them. */

import { field, type Json, type JsonObject } from "../../json.ts";

/** The texts of an element; numbers and booleans in condition values count as text, other types as nothing. */
export function textsOf(value: Json | undefined): readonly string[] {
  const list: readonly (Json | undefined)[] = Array.isArray(value) ? value : [value];
  return list.flatMap((item) => {
    if (typeof item === "string") return [item];
    return typeof item === "boolean" || typeof item === "number" ? [String(item)] : [];
  });
}

/** The texts of a named element, or null where it is absent. */
export function element(object: JsonObject, name: string): readonly string[] | null {
  const value = field(object, name);
  return value === undefined ? null : textsOf(value);
}
