/** Where an address is in a cloud: the row that says most, the network where no row holds it, and no list ever. */

import { gunzipSync } from "node:zlib";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { cloudsOf, splitClouds } from "../../../src/core/enrich/cloud-ranges.ts";
import { decodeAddressTable } from "../../../src/core/enrich/address-table.ts";
import { buildAddressTable } from "../../../src/core/enrich/address-table-builder.ts";
import { enrichmentOf, NO_TABLES } from "../../../src/core/enrich/enrichment.ts";
import { placeTables } from "../../../src/core/enrich/place-tables.ts";
import type { Category } from "../../../src/core/intel/categories.ts";
import { listRules } from "../../../src/core/intel/list-rules.ts";
import { readList } from "../../../src/core/intel/lists/read-list.ts";
import { decodeTables, encodeTables } from "../../../src/core/intel/tables-codec.ts";
import { type ThreatTables, ThreatTablesBuilder } from "../../../src/core/intel/tables.ts";
import { type Ip, parseIp } from "../../../src/core/net/ip.ts";
import { shared } from "../../needs.ts";
import { AWS, AZURE, CLOUDFLARE, DIGITALOCEAN, GOOGLE, ORACLE } from "../intel/lists/cloud-samples.ts";

function tablesOf(lists: readonly (readonly [name: string, category: Category, text: string])[]): ThreatTables {
  const builder = new ThreatTablesBuilder([1, 2]);
  for (const [list, category, text] of lists) {
    const reader = readList(listRules(category), (entry, family) => builder.add(entry, { list, category, family }));
    reader.push(new TextEncoder().encode(text));
    expect(reader.end().ok).toBe(true);
  }
  const decoded = decodeTables(encodeTables(builder.build()), [1, 2]);
  if (!decoded.ok) throw new Error(decoded.error);
  return decoded.value;
}

function ip(text: string): Ip {
  const parsed = parseIp(text);
  if (parsed === null) throw new Error(text);
  return parsed;
}

const CLOUDS = [
  tablesOf([["ip-ranges.json", "cloud", AWS]]),
  tablesOf([
    ["g", "cloud", GOOGLE],
    ["o", "cloud", ORACLE],
    ["c", "cloud", CLOUDFLARE],
    ["a", "cloud", AZURE],
  ]),
  tablesOf([["digitalocean.csv", "cloud", DIGITALOCEAN]]),
];

test.each([
  ["3.5.140.7", "aws", "S3", "ap-northeast-2"],
  ["54.200.1.1", "aws", "EC2", "us-west-2"],
  ["54.201.1.1", "aws", "AMAZON", "us-west-2"],
  ["52.95.110.1", "aws", "AMAZON", null],
  ["2600:1f14::1", "aws", "EC2", "us-west-2"],
  ["34.1.208.1", "google", "Google Cloud", "africa-south1"],
  ["13.69.1.1", "azure", null, "westeurope"],
  ["13.69.40.20", "azure", "AzureStorage", "westeurope"],
  ["2603:1020:206::5", "azure", null, "westeurope"],
  ["134.70.9.1", "oracle", "OBJECT_STORAGE", "us-phoenix-1"],
  ["173.245.48.1", "cloudflare", null, null],
  ["5.101.97.1", "digitalocean", null, "NL-NH"],
])("%s is of %s, %s, %s", (text, provider, service, region) => {
  expect(cloudsOf(CLOUDS)(ip(text))).toEqual({ provider, service, region });
  expect(cloudsOf(CLOUDS.toReversed())(ip(text))).toEqual({ provider, service, region });
});

test("addresses of one row are told by one object, in either family", () => {
  const clouds = cloudsOf(CLOUDS);
  expect(clouds(ip("3.5.140.7"))).toBe(clouds(ip("3.5.140.8")));
  expect(clouds(ip("2600:1f14::1"))).toBe(cloudsOf(CLOUDS)(ip("2600:1f14::2")));
});

test("an address of nobody's cloud is in none", () => {
  expect(cloudsOf(CLOUDS)(ip("54.202.0.1"))).toBeNull();
  expect(cloudsOf(CLOUDS)(ip("2001:db8::1"))).toBeNull();
  expect(cloudsOf([])(ip("3.5.140.7"))).toBeNull();
});

test("a range is a fact beside the lists: it matches nothing, and no trusted entry counts it as silenced", () => {
  const mixed = tablesOf([
    ["ip-ranges.json", "cloud", AWS],
    ["bad", "malicious", "54.200.1.1\n"],
    ["mine", "trusted", "54.200.1.2\n"],
  ]);
  const { clouds, others } = splitClouds([mixed, ...CLOUDS]);
  expect([clouds.length, others]).toEqual([4, [mixed]]);
  const { address, caller, silenced } = enrichmentOf({ ...NO_TABLES, threats: others, ...placeTables(null, clouds) });
  const cloud = { provider: "aws", service: "EC2", region: "us-west-2" };
  expect(address(ip("54.200.1.1"))).toMatchObject({ cloud, matches: [{ category: "malicious" }], asn: null });
  expect(address(ip("54.200.1.2"))).toMatchObject({ cloud, matches: [], trustedBy: [{ list: "mine" }] });
  expect(caller("54.200.1.3", null)).toMatchObject({ cloud, matches: [], keyMatches: [] });
  expect(silenced()).toEqual({});
});

test("the network tells where no published range does", () => {
  const table = decodeAddressTable(
    buildAddressTable({
      networks4: [{ first: 0x0300_0000n, last: 0x03ff_ffffn, asn: 16_509, org: "Amazon.com, Inc." }],
      countries4: [],
      networks6: [],
      countries6: [],
    }),
  );
  if (!table.ok) throw new Error(table.error);
  const { places } = placeTables(table.value, CLOUDS);
  expect(places?.(ip("3.5.140.1"))?.cloud).toMatchObject({ provider: "aws", service: "S3" });
  expect(places?.(ip("3.9.9.9"))?.cloud).toEqual({ provider: "aws", service: null, region: null });
  expect(places?.(ip("8.8.8.8"))).toBeNull();
});

const PUBLISHED = shared("data/intel/warninglists");

test.skipIf(PUBLISHED === null)("ranges as published: nearly all are taken, and each is found again", () => {
  for (const [folder, known] of [
    ["amazon-aws", "3.5.140.1"],
    ["microsoft-azure", "13.69.0.1"],
    ["google-gcp", "34.80.0.1"],
    ["cloudflare", "104.16.0.1"],
  ] as const) {
    const text = gunzipSync(readFileSync(`${PUBLISHED}/${folder}/list.json.gz`)).toString();
    const table = tablesOf([[`${folder}.json`, "cloud", text]]);
    const { list } = JSON.parse(text) as { list: readonly string[] };
    const found = list.filter((cidr) => cloudsOf([table])(ip(cidr.split("/")[0] ?? ""))?.provider === folder);
    expect([folder, list.length - found.length]).toEqual([folder, 0]);
    expect(cloudsOf([table])(ip(known))).toEqual({ provider: folder, service: null, region: null });
  }
});
