/** The lookups that readers ask, over whatever tables are loaded: threat lists, address table, cloud ranges, ranking. */

import { ADDRESS_ANSWERS_MAX, CALLER_ANSWERS_MAX, NAME_ANSWERS_MAX } from "../limits.ts";
import { type Ip, parseIp } from "../net/ip.ts";
import { registeredDomainOf } from "../net/registered-domain.ts";
import { matchAccessKey, matchDomain, matchIp, type ListMatch, type ThreatTables } from "../intel/tables.ts";
import { countSilenced, type Judged, judgeTrust, type SilencedCounts } from "../intel/trusted.ts";
import type { AddressFacts, CallerFacts, CloudRange, Enrichment, NameFacts } from "./facts.ts";
import { Memo } from "./memo.ts";

/** Where an address is announced and stands; null for what the table does not know. */
export type AddressPlace = Pick<AddressFacts, "asn" | "asnOrg" | "country" | "city" | "location">;

/** Null: not loaded. Domains come as registered domains in lower case. */
export type EnrichmentTables = {
  /** Each list, or each set of lists, in tables of its own. */
  readonly threats: readonly ThreatTables[];
  readonly places: ((ip: Ip) => AddressPlace | null) | null;
  readonly clouds: ((ip: Ip) => CloudRange | null) | null;
  /** 1 is the most popular. */
  readonly ranking: ((domain: string) => number | null) | null;
};

export const NO_TABLES: EnrichmentTables = { threats: [], places: null, clouds: null, ranking: null };

export type CountingEnrichment = Enrichment & {
  /** What trusted entries silenced so far, a question at a time: a blind spot that can be seen. */
  readonly silenced: () => SilencedCounts;
};

/** An answer with the judgement that it came from, which each asking counts. */
type Answer<T> = { readonly facts: T | null; readonly judged: Judged };

const NO_PLACE: AddressPlace = { asn: null, asnOrg: null, country: null, city: null, location: null };

const NOT_LISTED = { matches: [], trustedBy: [] };

/** Between address and key, in neither. */
const SEPARATOR = "\n";

/** Names have their registered domain even where no table is loaded at all. */
export function enrichmentOf(tables: EnrichmentTables): CountingEnrichment {
  let silenced: SilencedCounts = {};
  const told = <T>({ facts, judged }: Answer<T>): T | null => {
    silenced = countSilenced(silenced, judged);
    return facts;
  };
  const addresses = new Memo((ip: Ip) => answerOfAddress(tables, ip), ADDRESS_ANSWERS_MAX);
  const unlisted = new Memo((domain: string) => factsOfDomain(tables, domain, NOT_LISTED), NAME_ANSWERS_MAX);
  const names = new Memo((name: string) => answerOfName(tables, name, unlisted), NAME_ANSWERS_MAX);
  const callers = new Memo((question: string) => answerOfCaller(tables, question), CALLER_ANSWERS_MAX);
  const knowsAddresses = tables.threats.length > 0 || tables.places !== null || tables.clouds !== null;
  return {
    address: (ip) => (knowsAddresses ? told(addresses.get(ip)) : null),
    caller: (ip, key) => (knowsAddresses ? told(callers.get(`${ip ?? ""}${SEPARATOR}${key ?? ""}`)) : null),
    name: (name) => told(names.get(name)),
    silenced: () => silenced,
  };
}

function answerOfAddress({ threats, places, clouds }: EnrichmentTables, ip: Ip): Answer<AddressFacts> {
  const judged = judgeTrust(matchesIn(threats, (table) => matchIp(table, ip)));
  const place = places?.(ip) ?? null;
  const cloud = clouds?.(ip) ?? null;
  if (place === null && cloud === null && isSilent(judged)) return { facts: null, judged };
  const { matches, trustedBy } = judged;
  return { facts: { ...(place ?? NO_PLACE), cloud, matches, trustedBy }, judged };
}

/** Address and key are judged together: a trusted address silences a leaked key. */
function answerOfCaller(tables: EnrichmentTables, question: string): Answer<CallerFacts> {
  const [sourceIp = "", key = ""] = question.split(SEPARATOR);
  const ip = parseIp(sourceIp);
  const { threats, places, clouds } = tables;
  const ofAddress = ip === null ? [] : matchesIn(threats, (table) => matchIp(table, ip));
  const ofKey = key === "" ? [] : matchesIn(threats, (table) => matchAccessKey(table, key));
  const judged = judgeTrust([...ofAddress, ...ofKey]);
  const place = ip === null ? null : (places?.(ip) ?? null);
  const cloud = ip === null ? null : (clouds?.(ip) ?? null);
  if (place === null && cloud === null && isSilent(judged)) return { facts: null, judged };
  const keyMatches = judged.matches.filter((match) => ofKey.includes(match));
  const matches = judged.matches.filter((match) => ofAddress.includes(match));
  return { facts: { ...(place ?? NO_PLACE), cloud, matches, trustedBy: judged.trustedBy, keyMatches }, judged };
}

/** `unlisted`: most names are in no list, and those under one domain share their facts. */
function answerOfName(tables: EnrichmentTables, name: string, unlisted: Memo<string, NameFacts>): Answer<NameFacts> {
  const judged = judgeTrust(matchesIn(tables.threats, (table) => matchDomain(table, name)));
  const registeredDomain = registeredDomainOf(name);
  if (!isSilent(judged)) return { facts: factsOfDomain(tables, registeredDomain, judged), judged };
  return { facts: registeredDomain === null ? null : unlisted.get(registeredDomain), judged };
}

function factsOfDomain(
  { ranking }: EnrichmentTables,
  registeredDomain: string | null,
  { matches, trustedBy }: Pick<Judged, "matches" | "trustedBy">,
): NameFacts {
  const rank = registeredDomain === null ? null : (ranking?.(registeredDomain) ?? null);
  return { registeredDomain, matches, trustedBy, rank };
}

/** A cloud's range is a fact of its own (`clouds`) and no match: nobody trusts it or is silenced by it. */
function matchesIn(
  threats: readonly ThreatTables[],
  look: (table: ThreatTables) => readonly ListMatch[],
): readonly ListMatch[] {
  return threats.flatMap(look).filter(({ category }) => category !== "cloud");
}

function isSilent({ matches, trustedBy }: Judged): boolean {
  return matches.length === 0 && trustedBy.length === 0;
}
