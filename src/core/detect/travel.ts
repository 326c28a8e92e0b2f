/** Whether somebody can have been at both of two places: distance against time, with a margin for what tables get wrong. */

import { PLACE_ERROR_KM, TRAVEL_COUNTRIES_MS, TRAVEL_KM_MIN, TRAVEL_KM_PER_HOUR_MAX } from "../limits.ts";
import type { Place } from "../profile/place.ts";

export type Travel = { readonly minutes: number; readonly kilometres: number | null; readonly text: string };

const EARTH_RADIUS_KM = 6_371;

/** Null where it can be, or where nothing can be said. In either order of time. */
export function impossibleTravel(one: Place, other: Place): Travel | null {
  if (one.veiled || other.veiled) return null;
  const gapMs = Math.max(0, one.firstMs - other.lastMs, other.firstMs - one.lastMs);
  const minutes = Math.round(gapMs / 60_000);
  const apart = distanceKm(one, other);
  if (apart === null) return betweenCountries(one, other, gapMs, minutes);
  const kilometres = Math.round(Math.max(0, apart - 2 * PLACE_ERROR_KM));
  if (kilometres < TRAVEL_KM_MIN || kilometres <= (gapMs / 3_600_000) * TRAVEL_KM_PER_HOUR_MAX) return null;
  return { minutes, kilometres, text: `they are at least ${kilometres} km apart` };
}

function betweenCountries(one: Place, other: Place, gapMs: number, minutes: number): Travel | null {
  if (one.country === null || other.country === null || one.country === other.country) return null;
  if (gapMs > TRAVEL_COUNTRIES_MS || one.asn === null || one.asn === other.asn) return null;
  return { minutes, kilometres: null, text: `they are in ${one.country} and ${other.country}` };
}

/** Great circle, by haversines. */
function distanceKm(one: Place, other: Place): number | null {
  if (one.latitude === null || one.longitude === null || other.latitude === null || other.longitude === null)
    return null;
  const radians = (degrees: number): number => (degrees * Math.PI) / 180;
  const latitude = Math.sin(radians(other.latitude - one.latitude) / 2) ** 2;
  const longitude = Math.sin(radians(other.longitude - one.longitude) / 2) ** 2;
  const root = latitude + Math.cos(radians(one.latitude)) * Math.cos(radians(other.latitude)) * longitude;
  return 2 * EARTH_RADIUS_KM * Math.asin(Math.min(1, Math.sqrt(root)));
}
