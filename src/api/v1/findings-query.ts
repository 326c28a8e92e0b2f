/** Query of `GET /v1/findings` → filter and page. */

import { z } from "zod";
import { type FindingType, isFindingType } from "../../core/finding-types.ts";
import { API_PAGE_DEFAULT, API_PAGE_MAX } from "../../core/limits.ts";
import type { FindingFilter } from "../../store/finding-filter.ts";
import { accountIdText, isoTime, queryNumber, regionText } from "../checked.ts";

/** Several types are separated by commas; no finding type holds one. */
const types = z.string().transform((text, context): FindingType[] => {
  const names = text.split(",");
  const known = names.filter(isFindingType);
  if (known.length === names.length) return known;
  context.addIssue({ code: "custom", message: "not a finding type that Watchpost raises" });
  return z.NEVER;
});

const text = z.string().min(1, "is empty").max(1_024, "is longer than 1,024 characters");

export const findingsQuery = z.strictObject({
  type: types.optional(),
  severityMin: queryNumber(0, 10).optional(),
  severityMax: queryNumber(0, 10).optional(),
  accountId: accountIdText.optional(),
  region: regionText.optional(),
  archived: z
    .enum(["true", "false"], "neither true nor false")
    .transform((word) => word === "true")
    .optional(),
  updatedSince: isoTime.optional(),
  updatedUntil: isoTime.optional(),
  lastSeenSince: isoTime.optional(),
  lastSeenUntil: isoTime.optional(),
  principal: text.optional(),
  resource: text.optional(),
  limit: queryNumber(1, API_PAGE_MAX).pipe(z.int("not a whole number")).default(API_PAGE_DEFAULT),
  cursor: text.optional(),
});

type Defined<T> = { [Name in keyof T]: Exclude<T[Name], undefined> };

function defined<T extends object>(fields: T): Defined<T> {
  // Only fields that are not undefined are left, which is what the type says.
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Defined<T>;
}

export function filterOf(query: z.infer<typeof findingsQuery>): FindingFilter {
  return defined({
    types: query.type,
    severityMin: query.severityMin,
    severityMax: query.severityMax,
    accountId: query.accountId,
    region: query.region,
    archived: query.archived,
    updatedSinceMs: query.updatedSince,
    updatedUntilMs: query.updatedUntil,
    lastSeenSinceMs: query.lastSeenSince,
    lastSeenUntilMs: query.lastSeenUntil,
    principal: query.principal,
    resource: query.resource,
  });
}
