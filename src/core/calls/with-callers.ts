/** The same calls with more known of their callers. */

import type { CallerFacts } from "../enrich/facts.ts";
import type { ApiCall } from "../event.ts";
import { CallColumns, COLUMN, LoggedCall, ROW_NUMBERS } from "./logged-call.ts";

/** What is known of the caller of a call; the same object for the same caller. */
type Change = (call: ApiCall) => CallerFacts | null;

/** Views of one table get a table of their own, whose rows differ in the caller alone. */
export function withCallers(calls: readonly ApiCall[], change: Change): readonly ApiCall[] {
  const columns = LoggedCall.columnsOf(calls);
  if (columns !== null) return viewsOf(columns, calls as readonly LoggedCall[], change);
  return calls.flatMap((call) => {
    const caller = change(call);
    if (caller === call.caller) return [call];
    // A view among others has its fields in its own table, and no property to be copied.
    return call instanceof LoggedCall ? withCallers([call], () => caller) : [{ ...call, caller }];
  });
}

function viewsOf(columns: CallColumns, calls: readonly LoggedCall[], change: Change): readonly ApiCall[] {
  const rows = columns.rows.slice();
  const facts = [...columns.tables.facts];
  const places = new Map(facts.map((known, at) => [known, at]));
  for (const call of calls) {
    const caller = change(call);
    if (caller === null || caller === call.caller) continue;
    const place = places.get(caller) ?? facts.push(caller) - 1;
    places.set(caller, place);
    rows[call.row * ROW_NUMBERS + COLUMN.caller] = place;
  }
  const own = new CallColumns({ ...columns.tables, facts }, rows, columns.ids);
  return calls.map(({ row }) => new LoggedCall(own, row));
}
