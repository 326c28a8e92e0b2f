/** The address table as the lookups of an enrichment. */

import { type AddressTable, placeOf } from "./address-table.ts";
import { cloudOfNetwork } from "./cloud-networks.ts";
import type { EnrichmentTables } from "./enrichment.ts";

/** Of no table: nothing is known of any address. */
export function placeTables(table: AddressTable | null): Pick<EnrichmentTables, "places" | "clouds"> {
  if (table === null) return { places: null, clouds: null };
  return {
    places: (ip) => {
      const { asn, asnOrg, country } = placeOf(table, ip);
      // The table tells networks and countries; no city.
      return asn === null && country === null ? null : { asn, asnOrg, country, city: null, location: null };
    },
    clouds: (ip) => cloudOfNetwork(placeOf(table, ip).asn),
  };
}
