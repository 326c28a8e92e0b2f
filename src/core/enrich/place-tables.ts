/** The address table and the clouds' own ranges as the lookups of an enrichment. */

import type { ThreatTables } from "../intel/tables.ts";
import { PLACE_ANSWERS_MAX } from "../limits.ts";
import type { Ip } from "../net/ip.ts";
import { type AddressTable, NOWHERE, type Place, placeNumbered, placeNumberOf } from "./address-table.ts";
import { cloudOfNetwork } from "./cloud-networks.ts";
import { cloudsOf } from "./cloud-ranges.ts";
import type { EnrichmentTables } from "./enrichment.ts";
import { type AddressFacts, type CloudRange, UNKNOWN_ADDRESS } from "./facts.ts";

/** For as long as the table itself: an isolate reads many objects with it. */
const knownPlaces = new WeakMap<AddressTable, KnownPlaces>();

/**
 * `clouds`: tables of category `cloud`. What a provider publishes comes first: it names service and Region, and holds
 * ranges that are announced from other networks; then the network. Of no table: nothing is known of any address.
 */
export function placeTables(
  table: AddressTable | null,
  clouds: readonly ThreatTables[],
): Pick<EnrichmentTables, "places"> {
  if (table === null && clouds.length === 0) return { places: null };
  const published = cloudsOf(clouds);
  if (table === null) return { places: (ip) => factsOf(NOWHERE, published(ip)) };
  const known = knownPlacesOf(table);
  return { places: (ip) => known.of(ip, published(ip)) };
}

function knownPlacesOf(table: AddressTable): KnownPlaces {
  const known = knownPlaces.get(table) ?? new KnownPlaces(table);
  knownPlaces.set(table, known);
  return known;
}

/** Facts by published range and place: addresses of one place in one range, or in none, are told by one object. */
class KnownPlaces {
  readonly #table: AddressTable;
  readonly #known = new Map<CloudRange | null, Map<number, AddressFacts | null>>();
  #kept = 0;

  constructor(table: AddressTable) {
    this.#table = table;
  }

  /** The same object for the same place and range until too many others were asked for. */
  of(ip: Ip, published: CloudRange | null): AddressFacts | null {
    const number = placeNumberOf(this.#table, ip);
    const known = this.#known.get(published)?.get(number);
    return known === undefined ? this.#add(number, published) : known;
  }

  #add(number: number, published: CloudRange | null): AddressFacts | null {
    if (this.#kept >= PLACE_ANSWERS_MAX) {
      this.#known.clear();
      this.#kept = 0;
    }
    this.#kept++;
    const facts = factsOf(placeNumbered(this.#table, number), published);
    const ofRange = this.#known.get(published) ?? new Map<number, AddressFacts | null>();
    this.#known.set(published, ofRange.set(number, facts));
    return facts;
  }
}

/** The table tells networks and countries; no city. */
function factsOf({ asn, asnOrg, country }: Place, published: CloudRange | null): AddressFacts | null {
  const cloud = published ?? cloudOfNetwork(asn);
  if (asn === null && country === null && cloud === null) return null;
  return { ...UNKNOWN_ADDRESS, asn, asnOrg, country, cloud };
}
