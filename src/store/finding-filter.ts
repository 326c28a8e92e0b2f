/** Filters of a findings list → SQL conditions with bound values. */

import type { FindingType } from "../core/finding-types.ts";

export type FindingFilter = {
  readonly types?: readonly FindingType[];
  readonly severityMin?: number;
  readonly severityMax?: number;
  readonly accountId?: string;
  readonly region?: string;
  readonly archived?: boolean;
  /** From (inclusive) and until (exclusive), ms. */
  readonly updatedSinceMs?: number;
  readonly updatedUntilMs?: number;
  readonly lastSeenSinceMs?: number;
  readonly lastSeenUntilMs?: number;
  /** User or role name, principal id or access key id, whole. */
  readonly principal?: string;
  /** Any text within the resource or the affected resources, case-sensitive. */
  readonly resource?: string;
};

type Bound = string | number;

const KEY_DETAILS = "$.resource.accessKeyDetails";

/** In each, `?` is the value; a list of types travels as JSON. */
const CONDITIONS: { readonly [Name in keyof FindingFilter]-?: string } = {
  types: "type IN (SELECT value FROM json_each(?))",
  severityMin: "severity >= ?",
  severityMax: "severity <= ?",
  accountId: "account_id = ?",
  region: "region = ?",
  archived: "archived = ?",
  updatedSinceMs: "updated_ms >= ?",
  updatedUntilMs: "updated_ms < ?",
  lastSeenSinceMs: "last_ms >= ?",
  lastSeenUntilMs: "last_ms < ?",
  principal: `? IN (latest ->> '${KEY_DETAILS}.userName', latest ->> '${KEY_DETAILS}.principalId',
    latest ->> '${KEY_DETAILS}.accessKeyId')`,
  resource: `instr((latest -> '$.resource') || coalesce(latest -> '$.action.awsApiCallAction.affectedResources', ''),
    substr(json_quote(?), 2, length(json_quote(?)) - 2)) > 0`,
};

function boundValue(value: NonNullable<FindingFilter[keyof FindingFilter]>): Bound {
  if (typeof value === "object") return JSON.stringify(value);
  return typeof value === "boolean" ? Number(value) : value;
}

/** Conditions to be joined with AND and the values of their placeholders, in order. */
export function conditionsOf(filter: FindingFilter): { conditions: string[]; values: Bound[] } {
  const conditions: string[] = [];
  const values: Bound[] = [];
  for (const [name, condition] of Object.entries(CONDITIONS)) {
    const value = filter[name as keyof FindingFilter]; // CONDITIONS has exactly the filter's names
    if (value === undefined) continue;
    conditions.push(condition);
    for (let i = condition.split("?").length; i > 1; i--) values.push(boundValue(value));
  }
  return { conditions, values };
}
