/** The catalogue as the two kinds of profile object run it, and which calls travel to them with their bodies. */

import { apiNameOf } from "../api-name.ts";
import type { ApiCall } from "../event.ts";
import { INVENTORY_CALLS } from "../inventory/changes.ts";
import { INVENTORY_APIS } from "../profile/region-facts.ts";
import { CALL_DETECTORS } from "./catalogue.ts";
import { indexCatalogue } from "./catalogue-index.ts";

export const PRINCIPAL_INDEX = indexCatalogue(CALL_DETECTORS, "principal");
export const REGION_INDEX = indexCatalogue(CALL_DETECTORS, "region");

/** Request and response travel to a principal only where a detector of principals names the call. */
export function principalReadsBodies(call: ApiCall): boolean {
  return PRINCIPAL_INDEX.named.has(apiNameOf(call.service, call.api));
}

export function regionReadsBodies(call: ApiCall): boolean {
  return readByRegion(apiNameOf(call.service, call.api));
}

function readByRegion(name: string): boolean {
  return REGION_INDEX.named.has(name) || INVENTORY_APIS.has(name) || INVENTORY_CALLS.has(name);
}

/** Whether anyone at all reads the call's request or response. */
export function readsBodies(service: string, api: string): boolean {
  const name = apiNameOf(service, api);
  return PRINCIPAL_INDEX.named.has(name) || readByRegion(name);
}
