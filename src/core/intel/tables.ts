/** All lists of a deployment in one set of look-up tables, and what they say of an address, a name or a key. */

import { formatIpv4, formatIpv6, type Ipv6Words, mappedIpv4, parseIpv4, parseIpv6 } from "../net/address.ts";
import { formatRange4, formatRange6 } from "../net/cidr.ts";
import { type DomainTable, DomainTableBuilder, findDomain, findExact } from "../net/domains.ts";
import type { Ip } from "../net/ip.ts";
import type { HashKey } from "../net/keyed-hash.ts";
import { membersOf, NO_SET } from "../net/number-sets.ts";
import { coverIpv4, findIpv4, type Ranges4, Ranges4Builder } from "../net/ranges4.ts";
import { coverIpv6, findIpv6, type Ranges6, Ranges6Builder } from "../net/ranges6.ts";
import { registeredDomainOf } from "../net/registered-domain.ts";
import type { Category } from "./categories.ts";
import { type Label, Labels } from "./label.ts";
import type { ListEntry } from "./lists/list-entry.ts";
import { rankClassOf, type RankTable, RankTableBuilder } from "./rank-table.ts";

/** The numbers in the tables are places in `labels`. */
export type ThreatTables = {
  readonly labels: readonly Label[];
  readonly ranges4: Ranges4;
  readonly ranges6: Ranges6;
  readonly domains: DomainTable;
  readonly accessKeys: DomainTable;
  /** Of category `popular`, which is no entry of any list. */
  readonly ranks: RankTable;
};

/** One list's word on what was looked up. */
export type ListMatch = Label & {
  /** The entry that matched: "192.0.2.0/24", "*.example.com"; entries of one list that touch are shown as one range. */
  readonly entry: string;
};

export class ThreatTablesBuilder {
  readonly #labels = new Labels();
  readonly #ranges4 = new Ranges4Builder();
  readonly #ranges6 = new Ranges6Builder();
  readonly #domains: DomainTableBuilder;
  readonly #accessKeys: DomainTableBuilder;
  readonly #ranks: RankTableBuilder;

  /** `key`: the deployment's secret for hashed names. */
  constructor(key: HashKey) {
    this.#domains = new DomainTableBuilder(key);
    this.#accessKeys = new DomainTableBuilder(key);
    this.#ranks = new RankTableBuilder(key);
  }

  add(entry: ListEntry, label: Label): void {
    if (label.category === "popular") return this.#rank(entry, label);
    const id = this.#labels.idOf(label);
    if (entry.kind === "ipv4") this.#ranges4.add(entry.first, entry.last, id);
    else if (entry.kind === "ipv6") this.#ranges6.add(entry.first, entry.last, id);
    else if (entry.kind === "domain") this.#domains.add(entry.name, entry.scope, id);
    else this.#accessKeys.add(entry.id, "exact", id);
  }

  /** Hosts stand for the domain that somebody registered. `family`: the class of the rank. */
  #rank(entry: ListEntry, { list, category, family }: Label): void {
    const domain = entry.kind === "domain" ? registeredDomainOf(entry.name) : null;
    const rank = rankClassOf(Number(family));
    if (domain === null || rank === null) return;
    this.#labels.idOf({ list, category, family: null });
    this.#ranks.add(domain, rank);
  }

  build(): ThreatTables {
    return {
      labels: this.#labels.build(),
      ranges4: this.#ranges4.build(),
      ranges6: this.#ranges6.build(),
      domains: this.#domains.build(),
      accessKeys: this.#accessKeys.build(),
      ranks: this.#ranks.build(),
    };
  }
}

const NO_MATCHES: readonly ListMatch[] = [];

/** The number of the set of lists that hold an address, among the sets of its family; 0 for none. */
export function setOfIp({ ranges4, ranges6 }: ThreatTables, ip: Ip): number {
  if (typeof ip === "number") return findIpv4(ranges4, ip);
  const words = parseIpv6(ip);
  return words === null ? NO_SET : findIpv6(ranges6, words);
}

/** The lists of a set of the address's family: without their entries, which cost a walk over neighbours. */
export function labelsOfSet({ ranges4, ranges6, labels }: ThreatTables, ip: Ip, set: number): readonly Label[] {
  const { sets } = typeof ip === "number" ? ranges4 : ranges6;
  return [...membersOf(sets, set)].flatMap((list) => labels[list] ?? []);
}

/** An address as the log readers hand it out. */
export function matchIp(tables: ThreatTables, ip: Ip): readonly ListMatch[] {
  return typeof ip === "number" ? matchIpv4(tables, ip) : matchAddress(tables, ip);
}

/** `ip`: text of an IPv4 or IPv6 address; anything else matches nothing. An IPv4-mapped address is the IPv4 one. */
export function matchAddress(tables: ThreatTables, ip: string): readonly ListMatch[] {
  const ipv4 = parseIpv4(ip);
  if (ipv4 !== null) return matchIpv4(tables, ipv4);
  const words = parseIpv6(ip);
  if (words === null) return NO_MATCHES;
  const mapped = mappedIpv4(words);
  return mapped === null ? matchIpv6(tables, words) : matchIpv4(tables, mapped);
}

/** `address`: uint32. */
export function matchIpv4({ ranges4, labels }: ThreatTables, address: number): readonly ListMatch[] {
  const set = findIpv4(ranges4, address);
  if (set === 0) return NO_MATCHES;
  return [...membersOf(ranges4.sets, set)].flatMap((list) => {
    const cover = coverIpv4(ranges4, address, list);
    return matchOf(labels, list, cover ? formatRange4(cover) : formatIpv4(address));
  });
}

export function matchIpv6({ ranges6, labels }: ThreatTables, address: Ipv6Words): readonly ListMatch[] {
  const set = findIpv6(ranges6, address);
  if (set === 0) return NO_MATCHES;
  return [...membersOf(ranges6.sets, set)].flatMap((list) => {
    const cover = coverIpv6(ranges6, address, list);
    return matchOf(labels, list, cover ? formatRange6(cover) : formatIpv6(address));
  });
}

/** A name in ASCII, any case, with or without the trailing dot. */
export function matchDomain({ domains, labels }: ThreatTables, name: string): readonly ListMatch[] {
  const hits = findDomain(domains, name);
  if (hits.length === 0) return NO_MATCHES;
  return hits.flatMap(({ list, domain, scope }) => matchOf(labels, list, scope === "below" ? `*.${domain}` : domain));
}

export function matchAccessKey({ accessKeys, labels }: ThreatTables, id: string): readonly ListMatch[] {
  return findExact(accessKeys, id).flatMap((list) => matchOf(labels, list, id));
}

/** Nothing for a number without a label, which only damaged tables hold. */
function matchOf(labels: readonly Label[], list: number, entry: string): ListMatch[] {
  const label = labels[list];
  return label ? [{ ...label, entry }] : [];
}

/** Whether any list at all is of this category: a detector that needs it is off without. */
export function hasCategory({ labels }: ThreatTables, category: Category): boolean {
  return labels.some((label) => label.category === category);
}
