/** Histories for detectors that ask where a principal was before. */

import type { CallHistory } from "../../../src/core/behaviour/history.ts";
import type { ApiCall, CredentialHolder } from "../../../src/core/event.ts";
import type { Place } from "../../../src/core/profile/place.ts";
import type { FrequencyClass } from "../../../src/core/profile/sealed.ts";
import { apiCall, identity } from "./api-call.ts";

export const THEN = Date.UTC(2026, 10, 24, 10);

export function place(override: Partial<Place> = {}): Place {
  return {
    key: "i-0123456789abcdef0",
    from: "198.51.100.7",
    firstMs: THEN - 3_600_000,
    lastMs: THEN - 60_000,
    country: null,
    latitude: null,
    longitude: null,
    asn: null,
    veiled: false,
    ...override,
  };
}

/** `own` and `account`: the class of every feature. */
export function history(
  own: FrequencyClass | null,
  account: FrequencyClass | null,
  places: readonly Place[] = [place()],
  affiliated = false,
): CallHistory {
  return { places, settled: false, affiliated, ownClass: () => own, accountClass: () => account };
}

export function resourceCall(issuedTo: CredentialHolder | null, override: Partial<ApiCall> = {}): ApiCall {
  const who = identity({ type: "AssumedRole", userName: "web", sessionName: "i-0123456789abcdef0", issuedTo });
  return apiCall({ timeMs: THEN, identity: who, sourceIp: "203.0.113.9", ...override });
}
