/** JSON as read from a log: hostile, of any shape. Fields are picked by name, objects are never merged. */

export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export type JsonObject = { readonly [key: string]: Json | undefined };

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** An own field; inherited names such as `constructor` are absent. */
export function field(object: JsonObject | null | undefined, name: string): Json | undefined {
  return object && Object.hasOwn(object, name) ? object[name] : undefined;
}

export function objectField(object: JsonObject | null | undefined, name: string): JsonObject | null {
  const value = field(object, name);
  return isObject(value) ? value : null;
}

export function arrayField(object: JsonObject | null | undefined, name: string): readonly Json[] {
  const value = field(object, name);
  return Array.isArray(value) ? value : [];
}

/** A non-empty string, else null. */
export function stringField(object: JsonObject | null | undefined, name: string): string | null {
  const value = field(object, name);
  return typeof value === "string" && value !== "" ? value : null;
}

/** CloudTrail writes booleans as `true` and as `"true"`, by service. */
export function booleanField(object: JsonObject | null | undefined, name: string): boolean | null {
  const value = field(object, name);
  if (typeof value === "boolean") return value;
  if (value === "true" || value === "True") return true;
  if (value === "false" || value === "False") return false;
  return null;
}

export function numberField(object: JsonObject | null | undefined, name: string): number | null {
  const value = field(object, name);
  if (typeof value === "number" && Number.isFinite(value)) return value;
  if (typeof value === "string" && /^\d{1,15}$/.test(value)) return Number(value);
  return null;
}
