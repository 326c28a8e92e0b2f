/** Whose calls have habits: people and programs with credentials, not AWS itself at work. */

import type { ApiCall } from "../event.ts";

/**
 * Left out: calls that a service makes on somebody's behalf (`invokedBy`, a service's name for an address, "AWS
 * Internal"), events that are no calls, and callers that AWS did not verify.
 */
export function hasHabits(call: ApiCall): boolean {
  const { type, invokedBy } = call.identity;
  if (type === "AWSService" || type === "Unknown" || type === "None" || type === "Directory") return false;
  if (invokedBy !== null || call.eventType === "AwsServiceEvent") return false;
  return call.sourceIp !== null;
}
