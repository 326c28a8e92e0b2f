/** Which finding the lists make of a lookup: one a name, the user's own lists apart. The table in prose: docs/intel.md. */

import type { FindingType } from "../finding-types.ts";
import type { Lookup } from "../group/host-batch.ts";
import type { Category } from "../intel/categories.ts";
import { domainReputation, type Reputation } from "../intel/reputation.ts";
import { listedDaysOf } from "../intel/listing-age.ts";
import type { ListMatch } from "../intel/tables.ts";
import { DAY_MS } from "../profile/frequency.ts";

export type NameVerdict = {
  readonly type: FindingType;
  /** The category that decided. */
  readonly category: Category;
  /** All that is known, what decided first. */
  readonly matches: readonly ListMatch[];
  /** Null where the answer's address is what is listed. */
  readonly reputation: Reputation | null;
};

/** What a name is listed for, most telling first. Each has a type of its own. */
const PURPOSES: readonly (readonly [Category, FindingType])[] = [
  ["command-and-control", "Backdoor:EC2/C&CActivity.B!DNS"],
  ["drop-point", "Trojan:EC2/DropPoint!DNS"],
  ["phishing", "Trojan:EC2/PhishingDomainRequest!DNS"],
  ["drive-by", "Trojan:EC2/DriveBySourceTraffic!DNS"],
  ["dga", "Trojan:EC2/DGADomainRequest.C!DNS"],
  ["cryptocurrency", "CryptoCurrency:EC2/BitcoinTool.B!DNS"],
  ["blackhole", "Trojan:EC2/BlackholeTraffic!DNS"],
];

/** What a name is listed for without a purpose that anyone knows. */
const REPUTATIONS: readonly (readonly [Category, FindingType])[] = [
  ["malicious", "Impact:EC2/MaliciousDomainRequest.Reputation"],
  ["abused", "Impact:EC2/AbusedDomainRequest.Reputation"],
  ["suspicious", "Impact:EC2/SuspiciousDomainRequest.Reputation"],
  ["scanner", "Impact:EC2/SuspiciousDomainRequest.Reputation"],
];

const BITCOIN_REPUTATION = "Impact:EC2/BitcoinDomainRequest.Reputation";
const SUSPICIOUS = "Impact:EC2/SuspiciousDomainRequest.Reputation";

/**
 * Addresses that tell what a name is that leads there: nothing but sinkholed and parked names do. Those of malware tell
 * nothing: they are parking, hosting and CDN addresses at times, which held one in forty of 240,000 benign names.
 */
const COMPANY: readonly (readonly [Category, FindingType])[] = [
  ["blackhole", "Trojan:EC2/BlackholeTraffic!DNS"],
  ["abused", "Impact:EC2/AbusedDomainRequest.Reputation"],
];

/** Null for names in no list, trusted ones, blocked queries, and names too popular for their listing to be believed. */
export function nameVerdict(lookup: Lookup): NameVerdict | null {
  if (!mayTell(lookup)) return null;
  return listedName(lookup) ?? listedAnswer(lookup);
}

/** For the user's own lists, which are told whatever else is known of the name. */
export function customName(lookup: Lookup): readonly ListMatch[] {
  if (!mayTell(lookup)) return [];
  return lookup.facts?.matches.filter(({ category }) => category === "custom-threat") ?? [];
}

/** A query that DNS Firewall blocked resolved nothing: the threat was met. */
function mayTell({ firewallAction, facts }: Lookup): boolean {
  return firewallAction !== "BLOCK" && (facts === null || facts.trustedBy.length === 0);
}

function listedName(lookup: Lookup): NameVerdict | null {
  const { facts, nameLower } = lookup;
  if (facts === null || facts.matches.length === 0) return null;
  const categories = [...new Set(facts.matches.map(({ category }) => category))];
  const purpose = PURPOSES.find(([category]) => categories.includes(category));
  const bad = REPUTATIONS.find(([category]) => categories.includes(category));
  const decided = purpose ?? bad;
  if (!decided) return null;
  const domain = facts.registeredDomain ?? nameLower;
  const listedDays = listedDaysOf(facts.matches, Math.floor(lookup.lastMs / DAY_MS));
  const known = { categories, rank: facts.rank, ranked: facts.ranked, listedDays, seenDays: null };
  const reputation = domainReputation({ domain, ...known });
  if (reputation.class === null) return null;
  const [category, type] = decided;
  const doubted = reputation.class === "suspicious";
  // A name of miners that is of bad repute besides is what GuardDuty's reputation type speaks of.
  const mining = category === "cryptocurrency" && bad !== undefined;
  return verdict(doubted ? SUSPICIOUS : mining ? BITCOIN_REPUTATION : type, category, lookup, reputation);
}

function listedAnswer(lookup: Lookup): NameVerdict | null {
  const { answerMatches, facts } = lookup;
  if (answerMatches.length === 0) return null;
  const found = COMPANY.find(([wanted]) => answerMatches.some(({ category }) => category === wanted));
  if (!found) return null;
  const [category, type] = found;
  if (category !== "blackhole" && facts !== null && facts.rank !== null) return null;
  return verdict(type, category, lookup, null);
}

function verdict(type: FindingType, category: Category, lookup: Lookup, reputation: Reputation | null): NameVerdict {
  const all = [...(lookup.facts?.matches ?? []), ...lookup.answerMatches];
  const deciding = reputation === null ? lookup.answerMatches : (lookup.facts?.matches ?? []);
  const first = deciding.find((match) => match.category === category);
  return { type, category, matches: first ? [first, ...all.filter((match) => match !== first)] : all, reputation };
}
