import { expect, test } from "vitest";
import { decodeAddressTable } from "../../../src/core/enrich/address-table.ts";
import { buildAddressTable } from "../../../src/core/enrich/address-table-builder.ts";
import { enrichmentOf, NO_TABLES } from "../../../src/core/enrich/enrichment.ts";
import { placeTables } from "../../../src/core/enrich/place-tables.ts";

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
