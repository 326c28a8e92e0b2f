/** Sightings with the cities of the addresses that they show: GuardDuty's `city` and `geoLocation`, and an endpoint's `location`. */

import { agree } from "../enrich/caller-cities.ts";
import type { Cities } from "../enrich/cities.ts";
import type { CityPlace } from "../enrich/city-shard.ts";
import type { Hit, Sighting } from "../finding.ts";
import { arrayField, field, isObject, type Json, type JsonObject, objectField, stringField } from "../json.ts";
import { type Ip, parseIp } from "../net/ip.ts";

type Change = (details: JsonObject) => JsonObject;

/** The same sightings where nothing is known. */
export async function withFindingCities(sightings: readonly Sighting[], cities: Cities): Promise<readonly Sighting[]> {
  if (sightings.length === 0 || !(await cities.exist())) return sightings;
  const asked = new Set<Ip>();
  const ask: Change = (details) => {
    const ip = ipOf(details);
    if (ip !== null) asked.add(ip);
    return details;
  };
  for (const { latest } of sightings) changed(latest, ask, ask);
  if (asked.size === 0) return sightings;
  const places = await cities.locate(asked);
  if (places.size === 0) return sightings;
  const known = (then: (details: JsonObject, place: CityPlace) => JsonObject): Change => {
    return (details) => {
      const place = places.get(ipOf(details) ?? "");
      return place === undefined ? details : then(details, place);
    };
  };
  const [ofAddress, ofEndpoint] = [known(remoteInCity), known(endpointInCity)];
  return sightings.map((sighting) => ({ ...sighting, latest: changed(sighting.latest, ofAddress, ofEndpoint) }));
}

/** Only where Watchpost itself put an address: texts of logs elsewhere in a finding may look alike. */
function changed(hit: Hit, remote: Change, endpoint: Change): Hit {
  const action = { ...hit.action };
  for (const name of ["awsApiCallAction", "networkConnectionAction"]) {
    const own = objectField(action, name);
    if (own !== null) action[name] = withRemote(own, remote);
  }
  const probes = objectField(action, "portProbeAction");
  if (probes !== null) {
    const portProbeDetails = arrayField(probes, "portProbeDetails").map((one) =>
      each(one, (own) => withRemote(own, remote)),
    );
    action["portProbeAction"] = { ...probes, portProbeDetails };
  }
  const sequence = objectField(hit.detection, "sequence");
  if (sequence === null) return { ...hit, action };
  const endpoints = arrayField(sequence, "endpoints").map((one) => each(one, endpoint));
  return { ...hit, action, detection: { ...hit.detection, sequence: { ...sequence, endpoints } } };
}

function each(value: Json, change: Change): Json {
  return isObject(value) ? change(value) : value;
}

function withRemote(action: JsonObject, change: Change): JsonObject {
  const details = objectField(action, "remoteIpDetails");
  return details === null ? action : { ...action, remoteIpDetails: change(details) };
}

function ipOf(details: JsonObject): Ip | null {
  const text = ["ipAddressV4", "ipAddressV6", "ip"].flatMap((name) => stringField(details, name) ?? [])[0];
  return text === undefined ? null : parseIp(text);
}

function remoteInCity(details: JsonObject, place: CityPlace): JsonObject {
  const country = stringField(objectField(details, "country"), "countryCode");
  if (field(details, "city") !== undefined || !agree(country, place)) return details;
  const { organization, ...rest } = details;
  return {
    ...rest,
    city: { cityName: place.city },
    ...(country === null && place.country !== null ? { country: { countryCode: place.country } } : {}),
    geoLocation: { lat: place.latitude, lon: place.longitude },
    ...(organization === undefined ? {} : { organization }),
  };
}

/** All four or nothing, as GuardDuty's `NetworkGeoLocation` requires. */
function endpointInCity(endpoint: JsonObject, { city, country, latitude, longitude }: CityPlace): JsonObject {
  if (country === null || field(endpoint, "location") !== undefined) return endpoint;
  return { ...endpoint, location: { city, country, lat: latitude, lon: longitude } };
}
