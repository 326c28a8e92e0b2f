/** What of an API call is learned: the features of GuardDuty's anomaly model that need no outside table. */

import type { ApiCall } from "../event.ts";
import { userAgentClass } from "../enrich/user-agent.ts";
import { FEATURE_VALUE_CHARS_MAX, REMEMBERED_NAMES_MAX } from "../limits.ts";
import { remember } from "../remember.ts";

export const FEATURES = ["api", "service", "userAgent", "error", "hour", "userType", "userName", "source"] as const;
export type Feature = (typeof FEATURES)[number];

const HOUR_MS = 3_600_000;

/** The value of each feature in a call, in the order of FEATURES. */
export function featuresOf(call: ApiCall): readonly string[] {
  return [
    fullApiName(call.service, call.api),
    cut(call.service),
    userAgentClass(call.userAgent),
    cut(call.error ?? ""),
    String(hourOfWeek(call.timeMs)),
    call.identity.type,
    cut(call.identity.userName),
    cut(call.sourceIp ?? call.sourceDomain ?? ""),
  ];
}

/** "ec2.amazonaws.com:RunInstances". */
const fullApiName = remember((service, api) => cut(`${service}:${api}`), REMEMBERED_NAMES_MAX);

function cut(value: string): string {
  return value.length > FEATURE_VALUE_CHARS_MAX ? value.slice(0, FEATURE_VALUE_CHARS_MAX) : value;
}

/** 0 to 167 in UTC, from Monday 00:00; the epoch was a Thursday. */
export function hourOfWeek(timeMs: number): number {
  return (((Math.floor(timeMs / HOUR_MS) + 72) % 168) + 168) % 168;
}
