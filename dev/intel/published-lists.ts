/** The published lists of ../shared/data/intel, and the category that each is read as. */

import type { RankClass } from "../../src/core/intel/rank-table.ts";
import type { Category } from "../../src/core/intel/categories.ts";

export type PublishedList = { readonly path: string; readonly category: Category };

/** Ranges of clouds as MISP carries them: without service and Region. */
export const PUBLISHED_RANGES: readonly PublishedList[] = [
  "amazon-aws",
  "cloudflare",
  "google-gcp",
  "microsoft-azure",
].map((cloud) => ({ path: `warninglists/${cloud}/list.json.gz`, category: "cloud" }));

/** Not here: popularity rankings and top-level domains, which are no threat lists, and Maltrail, read by its own column. */
export const PUBLISHED_LISTS: readonly PublishedList[] = [
  { path: "domain/crypto.txt", category: "cryptocurrency" },
  { path: "domain/nocoin-hosts.txt", category: "cryptocurrency" },
  { path: "domain/ransomware.txt", category: "malicious" },
  { path: "ip/abuse.ip", category: "malicious" },
  { path: "ip/ipsum.txt.gz", category: "scanner" },
  { path: "ip/tor-exit-nodes.lst", category: "tor-exit" },
  { path: "ip/tor-nodes.lst", category: "tor-relay" },
  { path: "stix/stix1/STIX_Domain_Watchlist.xml", category: "malicious" },
  { path: "stix/stix2/examples/threat-reports/apt1.json", category: "command-and-control" },
  { path: "stix/stix2/examples/threat-reports/poisonivy.json", category: "command-and-control" },
  { path: "warninglists/censys-scanning/list.json.gz", category: "scanner" },
  { path: "warninglists/dynamic-dns/list.json.gz", category: "abused" },
  { path: "warninglists/parking-domain/list.json.gz", category: "abused" },
  { path: "warninglists/public-dns-v4/list.json.gz", category: "public-resolver" },
  { path: "warninglists/rapid7-nt-scanning/list.json.gz", category: "scanner" },
  { path: "warninglists/shodan-nt-scanning/list.json.gz", category: "scanner" },
  { path: "warninglists/shodan-scanning/list.json.gz", category: "scanner" },
  { path: "warninglists/sinkholes/list.json.gz", category: "blackhole" },
  { path: "warninglists/vpn-ipv4/list.json.gz", category: "anonymizer" },
];

export const MALTRAIL = "maltrail-trails.tsv.gz";

/** Second column of a Maltrail trail. "static" are its own lists of families and campaigns without further word. */
export const MALTRAIL_CATEGORIES: Readonly<Record<string, Category>> = {
  malware: "command-and-control",
  malicious: "malicious",
  static: "malicious",
  suspicious: "suspicious",
};

export type PublishedRanking = { readonly path: string; readonly rank: RankClass };

/** What benign names are judged with. */
export const RANKINGS: readonly PublishedRanking[] = [
  { path: "warninglists/tranco10k/list.json.gz", rank: 10_000 },
  { path: "warninglists/cisco_top20k/list.json.gz", rank: 100_000 },
];
