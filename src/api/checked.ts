/** Input of the API → checked values, or an `invalid_request` that names the field. */

import type { Context } from "hono";
import { z } from "zod";
import { msFromIso } from "../core/net/time.ts";
import { ApiError } from "./errors.ts";

/** Issues told in one answer; the rest would only repeat them. */
const ISSUES_SHOWN = 5;

function explain(error: z.ZodError): string {
  const told = error.issues.slice(0, ISSUES_SHOWN).map(({ path, message }) => {
    const name = path.join(".");
    return name === "" ? message : `${name}: ${message}`;
  });
  return told.join("; ");
}

export function checked<Schema extends z.ZodType>(schema: Schema, value: unknown): z.infer<Schema> {
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw new ApiError("invalid_request", explain(parsed.error));
  return parsed.data;
}

/** Query parameters; one that is given twice is refused, for it is unclear which is meant. */
export function checkedQuery<Schema extends z.ZodType>(c: Context, schema: Schema): z.infer<Schema> {
  const single = new Map<string, string>();
  for (const [name, value] of new URL(c.req.url).searchParams) {
    if (single.has(name)) throw new ApiError("invalid_request", `${name}: given more than once`);
    single.set(name, value);
  }
  // fromEntries makes an own key even of "__proto__".
  return checked(schema, Object.fromEntries(single));
}

export async function checkedBody<Schema extends z.ZodType>(c: Context, schema: Schema): Promise<z.infer<Schema>> {
  let body: unknown;
  try {
    body = JSON.parse(await c.req.text());
  } catch (error) {
    if (error instanceof SyntaxError) throw new ApiError("invalid_request", "the body is not JSON");
    throw error;
  }
  return checked(schema, body);
}

/** ISO 8601 in UTC → ms. */
export const isoTime = z.string().transform((text, context) => {
  const timeMs = msFromIso(text);
  if (timeMs !== null) return timeMs;
  context.addIssue({ code: "custom", message: 'not a time such as "2026-01-31T12:00:00Z"' });
  return z.NEVER;
});

/** A number in a query. */
export function queryNumber(min: number, max: number) {
  const message = `not a number from ${min} to ${max}`;
  return z
    .string()
    .regex(/^\d{1,6}(\.\d{1,3})?$/, message)
    .transform(Number)
    .pipe(z.number().min(min, message).max(max, message));
}

export const accountIdText = z.string().regex(/^\d{12}$/, "not an AWS account id of 12 digits");

export const regionText = z.string().regex(/^[a-z]{2}(-[a-z]{2,12}){1,3}-\d$/, 'not an AWS Region such as "us-east-1"');
