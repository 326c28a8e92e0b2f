/** The lookups that readers ask, over whatever tables are loaded: threat lists, address table, cloud ranges, ranking. */

import { ADDRESS_ANSWERS_MAX, CALLER_ANSWERS_MAX, NAME_ANSWERS_MAX } from "../limits.ts";
import { type Ip, parseIp } from "../net/ip.ts";
import { registeredDomainOf } from "../net/registered-domain.ts";
import { isList } from "../intel/categories.ts";
import { matchAccessKey, matchDomain, matchIp, type ListMatch, type ThreatTables } from "../intel/tables.ts";
import { countSilenced, type Judged, judgeTrust, type SilencedCounts } from "../intel/trusted.ts";
import { type AddressFacts, type CallerFacts, type Enrichment, type NameFacts, UNKNOWN_ADDRESS } from "./facts.ts";
import { Memo } from "./memo.ts";

export type Ranking = {
  /** 1 is the most popular; null for domains that it does not hold. */
  readonly rankOf: (domain: string) => number | null;
  /** Whether it goes down to the million: only then being in none says something. */
  readonly reachesMillion: boolean;
};

/** Null: not loaded. Domains come as registered domains in lower case. */
export type EnrichmentTables = {
  /** Each list, or each set of lists, in tables of its own. */
  readonly threats: readonly ThreatTables[];
  /** Where an address is announced and whose cloud it is in, without any list; null where neither is known. */
  readonly places: ((ip: Ip) => AddressFacts | null) | null;
  readonly ranking: Ranking | null;
};

export const NO_TABLES: EnrichmentTables = { threats: [], places: null, ranking: null };

export type CountingEnrichment = Enrichment & {
  /** What trusted entries silenced so far, a question at a time: a blind spot that can be seen. */
  readonly silenced: () => SilencedCounts;
};

/** An answer with the judgement that it came from, which each asking counts. */
type Answer<T> = { readonly facts: T | null; readonly judged: Judged };

const NO_MATCHES: readonly ListMatch[] = [];

const NOT_LISTED: Judged = judgeTrust([]);
const NOTHING_KNOWN: Answer<AddressFacts> = { facts: null, judged: NOT_LISTED };

/** Between address and key, in neither. */
const SEPARATOR = "\n";

/** Names have their registered domain even where no table is loaded at all. */
export function enrichmentOf(tables: EnrichmentTables): CountingEnrichment {
  let silenced: SilencedCounts = {};
  const told = <T>({ facts, judged }: Answer<T>): T | null => {
    silenced = countSilenced(silenced, judged);
    return facts;
  };
  // Objects of a few records ask for few.
  let addresses: AddressAnswers | null = null;
  const unlisted = new Memo((domain: string) => factsOfDomain(tables, domain, NOT_LISTED), NAME_ANSWERS_MAX);
  const names = new Memo((name: string) => answerOfName(tables, name, unlisted), NAME_ANSWERS_MAX);
  const callers = new Memo((question: string) => answerOfCaller(tables, question), CALLER_ANSWERS_MAX);
  const knowsAddresses = tables.threats.length > 0 || tables.places !== null;
  return {
    address: (ip) => (knowsAddresses ? told((addresses ??= new AddressAnswers(tables)).get(ip)) : null),
    caller: (ip, key) => (knowsAddresses ? told(callers.get(`${ip ?? ""}${SEPARATOR}${key ?? ""}`)) : null),
    name: (name) => told(names.get(name)),
    silenced: () => silenced,
  };
}

/** What was answered of addresses lately. A log names as many addresses as strangers have: most are in no list. */
class AddressAnswers {
  readonly #tables: EnrichmentTables;
  /** IPv4 by what it would hash to: the last one that was asked for in each place. */
  readonly #ips = new Float64Array(ADDRESS_ANSWERS_MAX).fill(-1);
  readonly #answers: (Answer<AddressFacts> | null)[] = Array<null>(ADDRESS_ANSWERS_MAX).fill(null);
  readonly #ipv6 = new Memo((ip: string) => this.#answer(ip), ADDRESS_ANSWERS_MAX);

  constructor(tables: EnrichmentTables) {
    this.#tables = tables;
  }

  get(ip: Ip): Answer<AddressFacts> {
    if (typeof ip === "string") return this.#ipv6.get(ip);
    const at = (ip ^ (ip >>> 14) ^ (ip >>> 18)) & (ADDRESS_ANSWERS_MAX - 1);
    if (this.#ips[at] === ip) return this.#answers[at] as Answer<AddressFacts>;
    const answer = this.#answer(ip);
    this.#ips[at] = ip;
    this.#answers[at] = answer;
    return answer;
  }

  #answer(ip: Ip): Answer<AddressFacts> {
    const { threats, places } = this.#tables;
    const judged = judgeTrust(matchesIn(threats, (table) => matchIp(table, ip)));
    const place = places?.(ip) ?? null;
    if (isSilent(judged)) return place === null ? NOTHING_KNOWN : { facts: place, judged: NOT_LISTED };
    const { matches, trustedBy } = judged;
    return { facts: { ...(place ?? UNKNOWN_ADDRESS), matches, trustedBy }, judged };
  }
}

/** Address and key are judged together: a trusted address silences a leaked key. */
function answerOfCaller(tables: EnrichmentTables, question: string): Answer<CallerFacts> {
  const [sourceIp = "", key = ""] = question.split(SEPARATOR);
  const ip = parseIp(sourceIp);
  const { threats, places } = tables;
  const ofAddress = ip === null ? [] : matchesIn(threats, (table) => matchIp(table, ip));
  const ofKey = key === "" ? [] : matchesIn(threats, (table) => matchAccessKey(table, key));
  const judged = judgeTrust([...ofAddress, ...ofKey]);
  const place = ip === null ? null : (places?.(ip) ?? null);
  if (place === null && isSilent(judged)) return { facts: null, judged };
  const keyMatches = judged.matches.filter((match) => ofKey.includes(match));
  const matches = judged.matches.filter((match) => ofAddress.includes(match));
  return { facts: { ...(place ?? UNKNOWN_ADDRESS), matches, trustedBy: judged.trustedBy, keyMatches }, judged };
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
  const rank = registeredDomain === null ? null : (ranking?.rankOf(registeredDomain) ?? null);
  return { registeredDomain, matches, trustedBy, rank, ranked: ranking?.reachesMillion ?? false };
}

/** A cloud's range and a rank are facts of their own and no match: nobody trusts them or is silenced by them. */
function matchesIn(
  threats: readonly ThreatTables[],
  look: (table: ThreatTables) => readonly ListMatch[],
): readonly ListMatch[] {
  let found: ListMatch[] | null = null;
  for (const table of threats) {
    for (const match of look(table)) if (isList(match.category)) (found ??= []).push(match);
  }
  return found ?? NO_MATCHES;
}

function isSilent({ matches, trustedBy }: Judged): boolean {
  return matches.length === 0 && trustedBy.length === 0;
}
