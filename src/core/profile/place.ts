/** Addresses from which one session, or the sign-ins of one user, came: what travels between them cannot be one person. */

import type { ApiCall } from "../event.ts";
import { PLACE_KEY_CHARS_MAX, PLACES_KEPT } from "../limits.ts";
import { signalText } from "./signal.ts";

export type Place = {
  /** The session's name, or "sign-in". */
  readonly key: string;
  /** The address, or the VPC endpoint. */
  readonly from: string;
  readonly firstMs: number;
  readonly lastMs: number;
  readonly country: string | null;
  /** Degrees; null where no table tells. */
  readonly latitude: number | null;
  readonly longitude: number | null;
  readonly asn: number | null;
  /** An address that does not tell where its user is: a hosting provider's, an anonymizer's. */
  readonly veiled: boolean;
};

const SIGN_IN = "sign-in";

/** Null for calls whose place is not remembered: those of people's own sessions, which move with them. */
export function placeOf(call: ApiCall): Place | null {
  const { identity, sourceIp, vpcEndpointId, caller, timeMs } = call;
  const session = identity.issuedTo === null ? null : identity.sessionName;
  const key = session ?? (isSignIn(call) ? `${SIGN_IN} ${identity.sessionName ?? ""}`.trimEnd() : null);
  const from = vpcEndpointId ?? sourceIp;
  if (key === null || from === null) return null;
  return {
    key: signalText(key, PLACE_KEY_CHARS_MAX),
    from: signalText(from, PLACE_KEY_CHARS_MAX),
    firstMs: timeMs,
    lastMs: timeMs,
    country: caller?.country ?? null,
    latitude: caller?.location?.latitude ?? null,
    longitude: caller?.location?.longitude ?? null,
    asn: caller?.asn ?? null,
    veiled: isVeiled(call),
  };
}

/** A sign-in that succeeded: a failed one proves nothing. */
export function isSignIn({ service, api, error, response }: ApiCall): boolean {
  if (service !== "signin.amazonaws.com" || api !== "ConsoleLogin" || error !== null) return false;
  return response === null || response["ConsoleLogin"] !== "Failure";
}

function isVeiled({ caller }: ApiCall): boolean {
  if (caller === null) return false;
  const { cloud, matches } = caller;
  return cloud !== null || matches.some(({ category }) => category === "anonymizer" || category.startsWith("tor-"));
}

/** The same place seen again widens its times; of too many, those last seen stay. In any order the same. */
export function withPlace(places: readonly Place[], place: Place): readonly Place[] {
  const known = places.findIndex(({ key, from }) => key === place.key && from === place.from);
  if (known < 0) return [...places, place].sort(byLast).slice(0, PLACES_KEPT);
  const before = places[known] as Place;
  if (place.firstMs >= before.firstMs && place.lastMs <= before.lastMs) return places;
  const firstMs = Math.min(before.firstMs, place.firstMs);
  const lastMs = Math.max(before.lastMs, place.lastMs);
  return places.with(known, { ...before, firstMs, lastMs }).sort(byLast);
}

function byLast(one: Place, other: Place): number {
  return other.lastMs - one.lastMs || (one.key + one.from < other.key + other.from ? -1 : 1);
}
