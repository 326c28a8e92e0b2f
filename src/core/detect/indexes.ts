/** The catalogue as the two kinds of profile object run it, and which calls travel to them with their bodies. */

import { apiNameOf } from "../api-name.ts";
import { callName } from "../calls/of-call.ts";
import type { ApiCall } from "../event.ts";
import { INSTANCE_TYPE_APIS } from "../profile/features.ts";
import { INVENTORY_CALLS } from "../inventory/changes.ts";
import { INVENTORY_APIS } from "../profile/region-facts.ts";
import { CALL_DETECTORS } from "./catalogue.ts";
import { indexCatalogue } from "./catalogue-index.ts";

export const PRINCIPAL_INDEX = indexCatalogue(CALL_DETECTORS, "principal");
export const REGION_INDEX = indexCatalogue(CALL_DETECTORS, "region");

/** Request and response travel to a principal only where a detector of principals names the call. */
export function principalReadsBodies(call: ApiCall): boolean {
  const name = callName(call);
  return PRINCIPAL_INDEX.named.has(name) || INSTANCE_TYPE_APIS.has(name);
}

/** Whether a Region's detectors or its inventory look at the call. */
export function regionLooksAt(call: ApiCall): boolean {
  return REGION_INDEX.any.length > 0 || regionReadsBodies(call);
}

/** An account learns instance types from requests; the rest is in the call itself. */
export function accountReadsBodies(call: ApiCall): boolean {
  return INSTANCE_TYPE_APIS.has(callName(call));
}

export function regionReadsBodies(call: ApiCall): boolean {
  return readByRegion(callName(call));
}

function readByRegion(name: string): boolean {
  return REGION_INDEX.named.has(name) || INVENTORY_APIS.has(name) || INVENTORY_CALLS.has(name);
}

/** Whether anyone at all reads the call's request or response. */
export function readsBodies(service: string, api: string): boolean {
  const name = apiNameOf(service, api);
  return PRINCIPAL_INDEX.named.has(name) || readByRegion(name) || INSTANCE_TYPE_APIS.has(name);
}
