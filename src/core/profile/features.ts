/** What of an API call is learned: the features of GuardDuty's anomaly model that need no outside table. */

import type { ApiCall } from "../event.ts";
import { userAgentClass } from "../enrich/user-agent.ts";

export const FEATURES = ["api", "service", "userAgent", "error", "hour", "userType", "userName", "source"] as const;
export type Feature = (typeof FEATURES)[number];

const HOUR_MS = 3_600_000;

/** The value of each feature in a call, in the order of FEATURES. */
export function featuresOf(call: ApiCall): readonly string[] {
  return [
    `${call.service}:${call.api}`,
    call.service,
    userAgentClass(call.userAgent),
    call.error ?? "",
    String(hourOfWeek(call.timeMs)),
    call.identity.type,
    call.identity.userName.slice(0, 128),
    call.sourceIp ?? call.sourceDomain?.slice(0, 128) ?? "",
  ];
}

/** 0 to 167 in UTC, from Monday 00:00; the epoch was a Thursday. */
export function hourOfWeek(timeMs: number): number {
  return (Math.floor(timeMs / HOUR_MS) + 72) % 168;
}
