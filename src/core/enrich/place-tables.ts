/** The address table and the clouds' own ranges as the lookups of an enrichment. */

import type { ThreatTables } from "../intel/tables.ts";
import { type AddressTable, placeOf } from "./address-table.ts";
import { cloudOfNetwork } from "./cloud-networks.ts";
import { cloudOfAddress } from "./cloud-ranges.ts";
import type { EnrichmentTables } from "./enrichment.ts";

/**
 * `clouds`: tables of category `cloud`. What a provider publishes comes first: it names service and Region, and holds
 * ranges that are announced from other networks; then the network. Of no table: nothing is known of any address.
 */
export function placeTables(
  table: AddressTable | null,
  clouds: readonly ThreatTables[],
): Pick<EnrichmentTables, "places" | "clouds"> {
  if (table === null && clouds.length === 0) return { places: null, clouds: null };
  return {
    places:
      table === null
        ? null
        : (ip) => {
            const { asn, asnOrg, country } = placeOf(table, ip);
            // The table tells networks and countries; no city.
            return asn === null && country === null ? null : { asn, asnOrg, country, city: null, location: null };
          },
    clouds: (ip) => cloudOfAddress(clouds, ip) ?? (table === null ? null : cloudOfNetwork(placeOf(table, ip).asn)),
  };
}
