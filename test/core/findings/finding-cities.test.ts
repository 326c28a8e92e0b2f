import { expect, test } from "vitest";
import type { Sighting } from "../../../src/core/finding.ts";
import { withFindingCities } from "../../../src/core/findings/finding-cities.ts";
import { sightingsOf } from "../../../src/core/findings/sighting.ts";
import type { JsonObject } from "../../../src/core/json.ts";
import { BERLIN, citiesIn, cityFiles, NEW_YORK } from "../enrich/city-samples.ts";
import { aHit } from "./samples.ts";

const CITIES = citiesIn(
  cityFiles(
    [
      [0xc633_6400, 0, BERLIN],
      [0xcb00_7100, 0, { ...NEW_YORK, country: null }],
      [0xcb00_7180, 0, null],
    ],
    [[0x2001_0db8, 0, NEW_YORK]],
  ),
);
const IN_BERLIN = { city: { cityName: "Berlin" }, geoLocation: { lat: 52.5244, lon: 13.4105 } };
const DE = { country: { countryCode: "DE" } };

const sightings = (action: JsonObject, detection?: JsonObject): Sighting[] =>
  sightingsOf([aHit({ action, ...(detection ? { detection } : {}) })], "c");
const after = async (action: JsonObject, detection?: JsonObject) =>
  (await withFindingCities(sightings(action, detection), CITIES))[0]?.latest;

test("of every action, beside what was known", async () => {
  const details = { ipAddressV4: "198.51.100.7", ...DE, organization: { asn: "64500" } };
  const expected = { ...details, ...IN_BERLIN };
  const call = await after({ actionType: "x", awsApiCallAction: { api: "y", remoteIpDetails: details } });
  expect(call?.action).toEqual({ actionType: "x", awsApiCallAction: { api: "y", remoteIpDetails: expected } });
  const connection = await after({ networkConnectionAction: { protocol: "TCP", remoteIpDetails: details } });
  expect(connection?.action).toEqual({ networkConnectionAction: { protocol: "TCP", remoteIpDetails: expected } });
  const six = { ipAddressV6: "2001:db8::5" };
  const probe = await after({
    portProbeAction: { portProbeDetails: [{ remoteIpDetails: details }, { remoteIpDetails: six }] },
  });
  const newYork = {
    ...six,
    city: { cityName: "New York" },
    country: { countryCode: "US" },
    geoLocation: { lat: 40.7128, lon: -74.006 },
  };
  expect(probe?.action).toEqual({
    portProbeAction: { portProbeDetails: [{ remoteIpDetails: expected }, { remoteIpDetails: newYork }] },
  });
});

test("endpoints of sequences have a place of all four parts or none", async () => {
  const endpoints = [
    { id: "a", ip: "198.51.100.7" },
    { id: "b", domain: "198.51.100.7" },
    { id: "c", ip: "203.0.113.9" },
  ];
  const hit = await after({}, { sequence: { uid: "u", endpoints } });
  const location = { city: "Berlin", country: "DE", lat: 52.5244, lon: 13.4105 };
  expect(hit?.detection).toEqual({
    sequence: { uid: "u", endpoints: [{ ...endpoints[0], location }, ...endpoints.slice(1)] },
  });
});

test("nothing where the tables name two countries, or where the city is there already", async () => {
  const france = { ipAddressV4: "198.51.100.7", country: { countryCode: "FR" } };
  const known = { ipAddressV4: "198.51.100.7", city: { cityName: "Elsewhere" } };
  for (const remoteIpDetails of [france, known, { ipAddressV4: "203.0.113.200" }, {}]) {
    const hit = await after({ awsApiCallAction: { remoteIpDetails } });
    expect(hit?.action).toEqual({ awsApiCallAction: { remoteIpDetails } });
  }
});

test("text of logs that looks like an address's details stays as it is", async () => {
  const affectedResources = { remoteIpDetails: { ipAddressV4: "198.51.100.7" } };
  const hit = await after({
    awsApiCallAction: { affectedResources, remoteIpDetails: { ipAddressV4: "198.51.100.7" } },
  });
  expect(hit?.action).toMatchObject({ awsApiCallAction: { affectedResources, remoteIpDetails: IN_BERLIN } });
});

test("without cities the sightings are the very same", async () => {
  const own = sightings({ awsApiCallAction: { remoteIpDetails: { ipAddressV4: "198.51.100.7" } } });
  expect(await withFindingCities(own, citiesIn(new Map()))).toBe(own);
});
