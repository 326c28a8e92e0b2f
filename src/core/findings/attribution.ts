/** What whoever publishes a table asks to be said beside what is taken from it. */

import type { Finding } from "../finding.ts";
import { arrayField, field, isObject, type Json, objectField } from "../json.ts";

/** DB-IP's own words and link (CC BY 4.0): a page that shows findings with cities must carry it. */
export const CITY_ATTRIBUTION = "IP Geolocation by DB-IP (https://db-ip.com)";

/** For the answer that holds these findings; null where none of them shows a city. */
export function attributionOf(findings: readonly Finding[]): string | null {
  return findings.some(showsCity) ? CITY_ATTRIBUTION : null;
}

function showsCity({ latest: { action, detection } }: Finding): boolean {
  const probes = arrayField(objectField(action, "portProbeAction"), "portProbeDetails");
  const actions = ["awsApiCallAction", "networkConnectionAction"].map((name) => objectField(action, name));
  const endpoints = arrayField(objectField(detection, "sequence"), "endpoints");
  const remote = [...actions, ...probes].some((one) =>
    has(objectField(isObject(one) ? one : null, "remoteIpDetails"), "city"),
  );
  return remote || endpoints.some((one) => has(one, "location"));
}

function has(value: Json, name: string): boolean {
  return isObject(value) && field(value, name) !== undefined;
}
