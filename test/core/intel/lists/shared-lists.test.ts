/** Real published lists, as they are: every line is an entry, a rejection with a reason, or counted by type. */

import { existsSync, readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { getDomain } from "tldts";
import { expect, test } from "vitest";
import { FEED_ENTRIES_MAX } from "../../../../src/core/limits.ts";
import { shared } from "../../../needs.ts";
import { readBytes } from "./read-text.ts";

const folder = shared("data/intel");

type Expected = { format: string; ipv4: number; ipv6: number; domain: number; rejectedBy: object; otherTypes: object };

function only(format: string, ipv4: number, ipv6: number, domain: number, rejectedBy = {}, otherTypes = {}): Expected {
  return { format, ipv4, ipv6, domain, rejectedBy, otherTypes };
}

const LISTS: Readonly<Record<string, Expected>> = {
  "domain/crypto.txt": only("HOSTS", 0, 0, 1274),
  "domain/nocoin-hosts.txt": only("HOSTS", 0, 0, 313),
  "domain/ransomware.txt": only("HOSTS", 0, 0, 1904),
  "ip/abuse.ip": only("TXT", 19925, 0, 0, { "not-public": 1 }),
  "ip/ipsum.txt.gz": only("TXT", 120430, 0, 0),
  "ip/tor-exit-nodes.lst": only("TXT", 1127, 619, 0),
  "ip/tor-nodes.lst": only("TXT", 5631, 2423, 0),
  "stix/stix1/STIX_Domain_Watchlist.xml": only("STIX", 0, 0, 3),
  "stix/stix1/STIX_IP_Watchlist.xml": only("STIX", 0, 0, 0, { "not-public": 3 }),
  "stix/stix1/STIX_URL_Watchlist.xml": only("STIX", 0, 0, 0, {}, { URIObjectType: 1 }),
  "stix/stix2/examples/indicator-for-c2-ip-address.json": only("STIX2", 0, 0, 0, { "not-public": 1 }),
  "stix/stix2/examples/indicator-to-campaign-relationship.json": only("STIX2", 0, 0, 0, { "not-public": 1 }),
  "stix/stix2/examples/indicators-for-C2-with-COA.json": only(
    "STIX2",
    0,
    0,
    0,
    { "not-public": 1 },
    { "file:hashes.'SHA-256'": 1 },
  ),
  "stix/stix2/examples/infrastructure.json": only("STIX2", 0, 0, 0),
  "stix/stix2/examples/interop-objectmarking-test.json": only("STIX2", 0, 0, 0),
  "stix/stix2/examples/malicious-email-indicator-with-attachment.json": only(
    "STIX2",
    0,
    0,
    0,
    {},
    { "email-message:subject": 1, "email-message:body_multipart[*].body_raw_ref.name": 1 },
  ),
  "stix/stix2/examples/threat-reports/apt1.json": only(
    "STIX2",
    4,
    0,
    3,
    {},
    { "file:hashes.md5": 3, "x509-certificate:issuer": 2, "x509-certificate:serial_number": 2 },
  ),
  "stix/stix2/examples/threat-reports/poisonivy.json": only(
    "STIX2",
    40,
    0,
    24,
    { "not-an-entry": 1 },
    { "file:name": 2 },
  ),
  "warninglists/amazon-aws/list.json.gz": only("JSON", 1750, 2097, 0, {}, { "other text": 5 }),
  "warninglists/censys-scanning/list.json.gz": only("JSON", 9, 4, 0, {}, { "other text": 5 }),
  "warninglists/cisco_top20k/list.json.gz": only("JSON", 0, 0, 19999, { "public-suffix": 1 }, { "other text": 4 }),
  "warninglists/cloudflare/list.json.gz": only("JSON", 15, 7, 0, {}, { "other text": 5 }),
  "warninglists/dynamic-dns/list.json.gz": only("JSON", 0, 0, 35467, {}, { "other text": 3 }),
  "warninglists/google-gcp/list.json.gz": only("JSON", 441, 30, 0, {}, { "other text": 5 }),
  "warninglists/microsoft-azure/list.json.gz": only("JSON", 1672, 1011, 0, {}, { "other text": 5 }),
  "warninglists/parking-domain/list.json.gz": only("JSON", 108, 0, 0, {}, { "other text": 5 }),
  "warninglists/public-dns-v4/list.json.gz": only("JSON", 62745, 0, 0, {}, { "other text": 5 }),
  "warninglists/rapid7-nt-scanning/list.json.gz": only("JSON", 18, 0, 0, {}, { "other text": 5 }),
  "warninglists/shodan-nt-scanning/list.json.gz": only("JSON", 28, 0, 0, {}, { "other text": 5 }),
  "warninglists/shodan-scanning/list.json.gz": only("JSON", 42, 0, 0, {}, { "other text": 5 }),
  "warninglists/sinkholes/list.json.gz": only("JSON", 107, 0, 0, {}, { "other text": 5 }),
  "warninglists/tlds/list.json.gz": only("JSON", 0, 0, 0, { "single-label": 1438 }, { "other text": 3 }),
  "warninglists/tranco10k/list.json.gz": only("JSON", 0, 0, 10000, {}, { "other text": 4 }),
  "warninglists/umbrella-blockpage-v4/list.json.gz": only("JSON", 6, 0, 0, {}, { "other text": 3 }),
  "warninglists/vpn-ipv4/list.json.gz": only("JSON", 42426, 0, 0, {}, { "other text": 5 }),
};

test.skipIf(folder === null).each(Object.entries(LISTS))("%s", (path, expected) => {
  const file = `${folder}/${path}`;
  expect(existsSync(file)).toBe(true);
  const raw = readFileSync(file);
  const bytes = path.endsWith(".gz") ? gunzipSync(raw) : raw;
  const options = {
    bareDomain: "tree",
    entriesMax: FEED_ENTRIES_MAX,
    bytesMax: bytes.length,
    registeredDomain: getDomain,
  } as const;
  const { entries, result } = readBytes(bytes, options);
  if (!result.ok) throw new Error(result.error);
  const { format, entries: kinds, rejectedBy, otherTypes, accepted } = result.value;
  expect(entries.length).toBe(accepted);
  const { "access-key": keys, ...rest } = kinds;
  expect({ format, ...rest, rejectedBy, otherTypes }).toEqual(expected);
  expect(keys).toBe(0);
});

test.skipIf(folder === null)("maltrail's trails, every tenth line: addresses, names, URLs, paths and patterns", () => {
  const lines = gunzipSync(readFileSync(`${folder}/maltrail-trails.tsv.gz`))
    .toString()
    .split("\n");
  const tenth = lines.filter((_, at) => at % 10 === 0).join("\n");
  const options = { bareDomain: "tree", entriesMax: FEED_ENTRIES_MAX, registeredDomain: getDomain } as const;
  const { entries, result } = readBytes(new TextEncoder().encode(tenth), options);
  if (!result.ok) throw new Error(result.error);
  const { accepted, rejected, rejectedBy, truncatedBy } = result.value;
  expect(truncatedBy).toBeNull();
  expect(accepted + rejected).toBe(lines.filter((line, at) => at % 10 === 0 && line !== "").length);
  expect(accepted).toBeGreaterThan(170_000);
  // Nearly all that is refused is the path of a URL without its host.
  expect(rejectedBy["not-an-entry"]).toBeGreaterThan(0.99 * rejected);
  expect(entries).toContainEqual(expect.stringMatching(/^\d+\.\d+\.\d+\.\d+ \[cobaltstrike-2\]$/));
});
