import { expect, test } from "vitest";
import type { Hit } from "../../../src/core/finding.ts";
import { attributionOf } from "../../../src/core/findings/attribution.ts";
import { findingFromSighting } from "../../../src/core/findings/merge.ts";
import { sightingsOf } from "../../../src/core/findings/sighting.ts";
import { aHit } from "./samples.ts";

const findings = (override: Partial<Hit>) =>
  sightingsOf([aHit(override)], "c").map((one) => findingFromSighting(one, 0));
const inCity = { remoteIpDetails: { ipAddressV4: "198.51.100.7", city: { cityName: "Berlin" } } };

test.each([
  [{ action: { awsApiCallAction: inCity } }],
  [{ action: { networkConnectionAction: inCity } }],
  [{ action: { portProbeAction: { portProbeDetails: [{}, inCity] } } }],
  [{ action: {}, detection: { sequence: { endpoints: [{ ip: "198.51.100.7", location: {} }] } } }],
])("a finding that shows a city is said to be DB-IP's: %j", (override) => {
  expect(attributionOf([...findings({ action: {} }), ...findings(override)])).toContain("https://db-ip.com");
});

test("others are not", () => {
  const plain = { remoteIpDetails: { ipAddressV4: "198.51.100.7", country: { countryCode: "DE" } } };
  expect(attributionOf(findings({ action: { awsApiCallAction: { ...plain, affectedResources: inCity } } }))).toBeNull();
  expect(attributionOf([])).toBeNull();
});
