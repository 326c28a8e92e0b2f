import { expect, test } from "vitest";
import { decodeAddressTable } from "../../../src/core/enrich/address-table.ts";
import { buildAddressTable } from "../../../src/core/enrich/address-table-builder.ts";
import { enrichmentOf, NO_TABLES } from "../../../src/core/enrich/enrichment.ts";
import { placeTables } from "../../../src/core/enrich/place-tables.ts";
import { ThreatTablesBuilder } from "../../../src/core/intel/tables.ts";

const bytes = buildAddressTable({
  networks4: [
    { first: 0x0301_0000n, last: 0x0301_ffffn, asn: 16_509, org: "Amazon.com, Inc." },
    { first: 0x0303_0000n, last: 0x0303_ffffn, asn: 64_496, org: "Example ISP" },
  ],
  countries4: [{ first: 0x0303_0000n, last: 0x0304_ffffn, country: "NL" }],
  networks6: [],
  countries6: [],
});

test("callers and peers have network, country and cloud where the table knows them", () => {
  const table = decodeAddressTable(bytes);
  if (!table.ok) throw new Error(table.error);
  const enrichment = enrichmentOf({ ...NO_TABLES, ...placeTables(table.value, []) });
  expect(enrichment.caller("3.1.2.3", null)).toMatchObject({
    asn: 16_509,
    asnOrg: "Amazon.com, Inc.",
    country: null,
    cloud: { provider: "aws", service: null, region: null },
    matches: [],
  });
  expect(enrichment.address(0x0303_0001)).toMatchObject({ asn: 64_496, country: "NL", cloud: null });
  expect(enrichment.address(0x0304_0001)).toMatchObject({ asn: null, country: "NL", cloud: null });
  expect(enrichment.address(0x0a00_0001)).toBeNull();
});

test("without a table nothing is known", () => {
  expect(enrichmentOf({ ...NO_TABLES, ...placeTables(null, []) }).address(0x0303_0001)).toBeNull();
});

test("of more places than are kept at hand each address still has its own, told once while it is kept", () => {
  const networks4 = Array.from({ length: 40_000 }, (_, at) => {
    const first = BigInt(0x0400_0000 + at * 256);
    return { first, last: first + 255n, asn: 100_000 + at, org: `org ${at}` };
  });
  const table = decodeAddressTable(buildAddressTable({ networks4, countries4: [], networks6: [], countries6: [] }));
  if (!table.ok) throw new Error(table.error);
  const { places } = placeTables(table.value, []);
  for (const step of [1, 7, 16_384]) {
    for (let at = 0; at < 40_000; at += step) {
      const place = places?.(0x0400_0000 + at * 256 + (at & 255));
      if (place?.asnOrg !== `org ${at}`) throw new Error(`${at}: ${place?.asnOrg}`);
    }
  }
  expect(places?.(0x0400_0000)).toBe(places?.(0x0400_0001));
  expect(enrichmentOf({ ...NO_TABLES, places }).address(0x0400_0000)).toBe(places?.(0x0400_0001));
  expect(places?.(0x0300_0000)).toBeNull();
});

test("addresses of one place share their facts, and those in a cloud's own range have others", () => {
  const table = decodeAddressTable(bytes);
  if (!table.ok) throw new Error(table.error);
  const builder = new ThreatTablesBuilder([1, 2]);
  const label = { list: "clouds", category: "cloud", family: "google/Storage/eu" } as const;
  builder.add({ kind: "ipv4", first: 0x0303_0100, last: 0x0303_01ff }, label);
  const { address } = enrichmentOf({ ...NO_TABLES, ...placeTables(table.value, [builder.build()]) });
  const ranged = { provider: "google", service: "Storage", region: "eu" };
  expect(address(0x0303_0001)).toMatchObject({ asn: 64_496, cloud: null });
  expect(address(0x0303_0101)).toMatchObject({ asn: 64_496, cloud: ranged });
  expect(address(0x0303_0102)).toBe(address(0x0303_0101));
  expect(address(0x0303_0002)).toMatchObject({ asn: 64_496, cloud: null });
});
