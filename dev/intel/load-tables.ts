/** Stored tables → what the Worker holds of them, by the Worker's own decoders. Runs in Node and in workerd. */

import { type AddressTable, decodeAddressTable } from "../../src/core/enrich/address-table.ts";
import { decodeTables } from "../../src/core/intel/tables-codec.ts";
import type { ThreatTables } from "../../src/core/intel/tables.ts";
import type { HashKey } from "../../src/core/net/keyed-hash.ts";

/** `T`: bytes, or a path to them. */
export type StoredTables<T> = {
  readonly key: HashKey;
  /** Threat lists, ranges of clouds. */
  readonly threats: readonly T[];
  readonly addresses: T | null;
};

export type Loaded = {
  readonly threats: readonly ThreatTables[];
  readonly addresses: AddressTable | null;
  readonly labels: number;
};

export function loadTables({ key, threats, addresses }: StoredTables<Uint8Array>): Loaded {
  const tables = threats.map((bytes) => {
    const decoded = decodeTables(bytes, key);
    if (!decoded.ok) throw new Error(decoded.error);
    return decoded.value;
  });
  const table = addresses === null ? null : decodeAddressTable(addresses);
  if (table?.ok === false) throw new Error(table.error);
  const labels = tables.reduce((sum, { labels: own }) => sum + own.length, 0);
  return { threats: tables, addresses: table?.value ?? null, labels };
}
