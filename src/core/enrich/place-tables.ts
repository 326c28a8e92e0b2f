/** The address table and the clouds' own ranges as the lookups of an enrichment. */

import type { ThreatTables } from "../intel/tables.ts";
import type { Ip } from "../net/ip.ts";
import { type AddressTable, placeNumbered, placeNumberOf } from "./address-table.ts";
import { cloudOfNetwork } from "./cloud-networks.ts";
import { cloudOfAddress } from "./cloud-ranges.ts";
import type { AddressPlace, EnrichmentTables } from "./enrichment.ts";

/** Of the 100,000 places of a table, those that an hour's strangers come from, 150 bytes each. */
const PLACES_KEPT = 16_384;

/** For as long as the table itself: an isolate reads many objects with it. */
const knownPlaces = new WeakMap<AddressTable, KnownPlaces>();

/**
 * `clouds`: tables of category `cloud`. What a provider publishes comes first: it names service and Region, and holds
 * ranges that are announced from other networks; then the network. Of no table: nothing is known of any address.
 */
export function placeTables(
  table: AddressTable | null,
  clouds: readonly ThreatTables[],
): Pick<EnrichmentTables, "places" | "clouds"> {
  if (table === null && clouds.length === 0) return { places: null, clouds: null };
  const known = table === null ? null : knownPlacesOf(table);
  return {
    places: known === null ? null : (ip) => known.of(ip),
    clouds: (ip) => cloudOfAddress(clouds, ip) ?? (known === null ? null : cloudOfNetwork(known.of(ip)?.asn ?? null)),
  };
}

function knownPlacesOf(table: AddressTable): KnownPlaces {
  const known = knownPlaces.get(table) ?? new KnownPlaces(table);
  knownPlaces.set(table, known);
  return known;
}

/** The places asked for last, by their number in the table: addresses of one place are told by one object. */
class KnownPlaces {
  readonly #table: AddressTable;
  readonly #numbers = new Int32Array(PLACES_KEPT).fill(-1);
  readonly #places: (AddressPlace | null)[] = Array<AddressPlace | null>(PLACES_KEPT).fill(null);

  #lastIp: Ip = -1;
  #last: AddressPlace | null = null;

  constructor(table: AddressTable) {
    this.#table = table;
  }

  /** The same object for the same place as long as no other took its room. */
  of(ip: Ip): AddressPlace | null {
    // Asked twice of each address: for its place and for its cloud.
    if (ip !== this.#lastIp) {
      this.#last = this.#find(ip);
      this.#lastIp = ip;
    }
    return this.#last;
  }

  #find(ip: Ip): AddressPlace | null {
    const number = placeNumberOf(this.#table, ip);
    const at = number & (PLACES_KEPT - 1);
    if (this.#numbers[at] === number) return this.#places[at] as AddressPlace | null;
    const { asn, asnOrg, country } = placeNumbered(this.#table, number);
    // The table tells networks and countries; no city.
    const place = asn === null && country === null ? null : { asn, asnOrg, country, city: null, location: null };
    this.#numbers[at] = number;
    this.#places[at] = place;
    return place;
  }
}
