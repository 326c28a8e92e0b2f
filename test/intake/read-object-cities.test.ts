/** Cities through the whole reading of an object: between two of one country nobody travels in an hour. */

import { expect, test } from "vitest";
import type { CallerFacts } from "../../src/core/enrich/facts.ts";
import { NO_ENRICHMENT } from "../../src/core/enrich/facts.ts";
import type { Cities } from "../../src/core/enrich/cities.ts";
import type { Sighting } from "../../src/core/finding.ts";
import { memoryProfiles } from "../../src/core/memory-profiles.ts";
import { readObject } from "../../src/intake/read-object.ts";
import { callerFacts } from "../core/behaviour/habits.ts";
import { citiesIn, cityFiles, LOS_ANGELES, NEW_YORK } from "../core/enrich/city-samples.ts";
import { body } from "./bodies.ts";
import { gz, record, records } from "./cloudtrail-records.ts";

const FILES = cityFiles([
  [0xc633_6400, 0, NEW_YORK],
  [0xcb00_7100, 0, LOS_ANGELES],
]);

const signIn = (eventID: string, eventTime: string, sourceIPAddress: string) =>
  record({
    eventID,
    eventTime,
    sourceIPAddress,
    vpcEndpointId: undefined,
    eventSource: "signin.amazonaws.com",
    eventName: "ConsoleLogin",
    eventType: "AwsConsoleSignIn",
    userIdentity: { type: "IAMUser", principalId: "AIDA1", accountId: "111122223333", userName: "alice" },
    errorCode: undefined,
    errorMessage: undefined,
    requestParameters: null,
    responseElements: { ConsoleLogin: "Success" },
  });

async function toldOf(cities: Cities): Promise<readonly Sighting[]> {
  const text = records(
    signIn("in-new-york", "2024-07-31T13:00:00Z", "198.51.100.7"),
    signIn("in-los-angeles", "2024-07-31T13:30:00Z", "203.0.113.9"),
  );
  const facts: CallerFacts = callerFacts(64500, "US");
  const told: Sighting[] = [];
  await readObject(
    { kind: "cloudtrail", accountId: null, region: null, vpcId: null },
    { stream: body(gz(text)) },
    {
      profiles: memoryProfiles(),
      enrichment: { ...NO_ENRICHMENT, caller: () => facts },
      cities,
      callChunks: null,
      identify: (_, number) => ({ id: `c${number}`, bucket: 0 }),
      onApplied: async ({ sightings, faults }) => {
        expect(faults).toEqual([]);
        told.push(...sightings);
      },
    },
  );
  return told;
}

test("a sign-in from across the country within the hour is told, with both places", async () => {
  const [sighting, ...rest] = (await toldOf(citiesIn(FILES))).filter(
    ({ latest }) => latest.type === "UnauthorizedAccess:IAMUser/ConsoleLoginSuccess.B",
  );
  expect(rest).toEqual([]);
  expect(sighting?.latest.action).toMatchObject({
    awsApiCallAction: {
      remoteIpDetails: {
        city: { cityName: "Los Angeles" },
        country: { countryCode: "US" },
        geoLocation: { lat: 34.0522, lon: -118.2437 },
      },
    },
  });
});

test("without cities one country is one place", async () => {
  expect((await toldOf(citiesIn(new Map()))).map(({ latest }) => latest.type)).not.toContain(
    "UnauthorizedAccess:IAMUser/ConsoleLoginSuccess.B",
  );
});
