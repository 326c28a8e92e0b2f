/** Calls with the cities of their callers: what profiles learn of them, and what nobody travels between. */

import { withCallers } from "../calls/with-callers.ts";
import type { ApiCall } from "../event.ts";
import { type Ip, parseIp } from "../net/ip.ts";
import type { Cities } from "./cities.ts";
import type { CityPlace } from "./city-shard.ts";
import type { AddressFacts, CallerFacts } from "./facts.ts";

/** The same calls where nothing is known. Of equal facts one object is made, as the reader had it. */
export async function withCallerCities(calls: readonly ApiCall[], cities: Cities): Promise<readonly ApiCall[]> {
  if (!(await cities.exist())) return calls;
  const asked = new Map<string, Ip>();
  for (const { sourceIp, caller } of calls) {
    if (sourceIp === null || caller === null || caller.city !== null || asked.has(sourceIp)) continue;
    const ip = parseIp(sourceIp);
    if (ip !== null) asked.set(sourceIp, ip);
  }
  if (asked.size === 0) return calls;
  const places = await cities.locate(asked.values());
  if (places.size === 0) return calls;
  const made = new Map<string, Map<CallerFacts, CallerFacts>>();
  return withCallers(calls, ({ sourceIp, caller }) => {
    const ip = sourceIp === null ? undefined : asked.get(sourceIp);
    const place = ip === undefined ? undefined : places.get(ip);
    if (sourceIp === null || caller === null || place === undefined) return caller;
    const known = made.get(sourceIp) ?? new Map<CallerFacts, CallerFacts>();
    made.set(sourceIp, known);
    const located = known.get(caller) ?? withCity(caller, place);
    known.set(caller, located);
    return located;
  });
}

/** Two tables that name two countries contradict each other: then nothing finer is said. */
function withCity<T extends AddressFacts>(facts: T, place: CityPlace): T {
  if (!agree(facts.country, place)) return facts;
  const { city, country, latitude, longitude } = place;
  return { ...facts, country: facts.country ?? country, city, location: { latitude, longitude } };
}

/** `country`: what is known without the cities. */
export function agree(country: string | null, place: CityPlace): boolean {
  return country === null || place.country === null || country === place.country;
}
