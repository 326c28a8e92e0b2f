import { expect, test } from "vitest";
import { impossibleTravel } from "../../../src/core/detect/travel.ts";
import type { Place } from "../../../src/core/profile/place.ts";
import { place } from "./history-samples.ts";

const HOUR_MS = 3_600_000;
const BERLIN = { latitude: 52.52, longitude: 13.4, country: "DE", asn: 1 };
const HAMBURG = { latitude: 53.55, longitude: 9.99, country: "DE", asn: 2 };
const NEW_YORK = { latitude: 40.71, longitude: -74.01, country: "US", asn: 3 };
const SYDNEY = { latitude: -33.87, longitude: 151.21, country: "AU", asn: 4 };

function at(where: Partial<Place>, hours: number): Place {
  return place({ ...where, firstMs: hours * HOUR_MS, lastMs: hours * HOUR_MS });
}

/** Berlin and New York are 6,385 km apart, 5,885 after the margin: so many hours at 1,000 km/h. */
test.each<[boolean, string, Partial<Place>, Partial<Place>, number]>([
  [true, "over the Atlantic in 5.8 hours", BERLIN, NEW_YORK, 5.8],
  [false, "over the Atlantic in 6 hours", BERLIN, NEW_YORK, 6],
  [true, "round the world at once", BERLIN, SYDNEY, 0],
  [false, "to the next city at once: tables err by as much", BERLIN, HAMBURG, 0],
  [false, "nowhere", BERLIN, BERLIN, 0],
])("%s: %s", (expected, _what, from, to, hours) => {
  expect(impossibleTravel(at(from, 0), at(to, hours)) !== null).toBe(expected);
  expect(impossibleTravel(at(to, hours), at(from, 0)) !== null, "in either order").toBe(expected);
});

test("says how far apart the places are at least, and how many minutes", () => {
  const travel = impossibleTravel(at(BERLIN, 0), at(NEW_YORK, 1));
  expect(travel?.minutes).toBe(60);
  expect(travel?.kilometres).toBeGreaterThan(5_850);
  expect(travel?.kilometres).toBeLessThan(5_920);
});

test("time at a place is no time on the way", () => {
  const stayed = place({ ...BERLIN, firstMs: 0, lastMs: 10 * HOUR_MS });
  expect(impossibleTravel(stayed, at(NEW_YORK, 11))?.minutes).toBe(60);
  expect(impossibleTravel(stayed, at(NEW_YORK, 5))?.minutes, "while still there").toBe(0);
});

test("a provider's or an anonymizer's address tells nothing", () => {
  expect(impossibleTravel(at({ ...BERLIN, veiled: true }, 0), at(SYDNEY, 0))).toBeNull();
  expect(impossibleTravel(at(BERLIN, 0), at({ ...SYDNEY, veiled: true }, 0))).toBeNull();
});

const vague = ({ country, asn }: Partial<Place>): Partial<Place> => ({ country: country ?? null, asn: asn ?? null });

test.each<[boolean, string, Partial<Place>, Partial<Place>, number]>([
  [true, "two countries within the hour", vague(BERLIN), vague(SYDNEY), 0.9],
  [false, "two countries in two hours", vague(BERLIN), vague(SYDNEY), 2],
  [false, "one country", vague(BERLIN), vague(HAMBURG), 0],
  [false, "two countries of one network", vague(BERLIN), { country: "AU", asn: 1 }, 0],
  [false, "a country that no table tells", vague(BERLIN), { country: null, asn: 4 }, 0],
  [false, "a network that no table tells", { country: "DE", asn: null }, vague(SYDNEY), 0],
])("without coordinates, %s: %s", (expected, _what, from, to, hours) => {
  expect(impossibleTravel(at(from, 0), at(to, hours)) !== null).toBe(expected);
});
