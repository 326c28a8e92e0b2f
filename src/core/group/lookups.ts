/** Sums resolver queries into lookups, host by host, in bounded memory: when full, the batch is emitted and the sums start anew. */

import { type Enrichment, NO_ENRICHMENT } from "../enrich/facts.ts";
import type { DnsAnswer, DnsQuery } from "../event-dns.ts";
import { LOOKUP_ANSWERS_MAX, LOOKUPS_MAX } from "../limits.ts";
import type { ListMatch } from "../intel/tables.ts";
import { ipText, parseIp } from "../net/ip.ts";
import type { HostQuestion } from "../profile/host-facts.ts";
import type { Lookup } from "./host-batch.ts";

export type HostLookups = {
  readonly accountId: string;
  readonly region: string | null;
  readonly question: HostQuestion;
  /** In order of their first record. */
  readonly lookups: readonly Lookup[];
};

type Changing<T> = { -readonly [K in keyof T]: T[K] };

type OpenHost = Omit<HostLookups, "lookups"> & {
  readonly lookups: Changing<Lookup>[];
  /** Lower-case name → its lookups, which differ in type or outcome: a handful. */
  readonly byName: Map<string, Changing<Lookup>[]>;
};

type NameEnrichment = Pick<Enrichment, "name" | "address">;
const NO_MATCHES: readonly ListMatch[] = [];

/** Batches are cut by the queries alone, so every reading cuts the same. */
export class Lookups {
  readonly #onBatch: (hosts: readonly HostLookups[]) => void;
  readonly #enrichment: NameEnrichment;
  /** Name of the host → those of that name, which differ in account or Region. */
  #hosts = new Map<string, OpenHost[]>();
  #count = 0;

  constructor(onBatch: (hosts: readonly HostLookups[]) => void, enrichment: NameEnrichment = NO_ENRICHMENT) {
    this.#onBatch = onBatch;
    this.#enrichment = enrichment;
  }

  add(query: DnsQuery): void {
    const host = this.#hostOf(query);
    const known = host.byName.get(query.nameLower);
    const same = known?.find((lookup) => isSame(lookup, query));
    if (same) return this.#sum(same, query);
    const lookup = this.#toLookup(query, host.question.localIp);
    host.lookups.push(lookup);
    if (known) known.push(lookup);
    else host.byName.set(query.nameLower, [lookup]);
    if (++this.#count >= LOOKUPS_MAX) this.flush();
  }

  /** Emits what is held, if anything. */
  flush(): void {
    if (this.#count === 0) return;
    this.#onBatch([...this.#hosts.values()].flat());
    this.#hosts = new Map();
    this.#count = 0;
  }

  #hostOf(query: DnsQuery): OpenHost {
    const { accountId, region, host, instanceId, vpcId, srcIp } = query;
    const named = this.#hosts.get(host);
    const known = named?.find((one) => one.accountId === accountId && one.region === region);
    if (known) return known;
    const localIp = srcIp === null ? null : ipText(srcIp);
    const question = { host, instanceId, interfaceId: null, vpcId, localIp };
    const open: OpenHost = { accountId, region, question, lookups: [], byName: new Map() };
    if (named) named.push(open);
    else this.#hosts.set(host, [open]);
    return open;
  }

  /** `localIp`: of the host's first query; others of its addresses are not told apart. */
  #toLookup(query: DnsQuery, localIp: string | null): Changing<Lookup> {
    const { record, name, nameLower, type, rcode, answers, firewall, transport, timeMs } = query;
    const kept = firstAnswers(answers);
    return {
      record,
      records: 1,
      name,
      nameLower,
      type,
      rcode,
      answers: kept,
      firewallAction: firewall?.action ?? null,
      srcIp: localIp,
      transport,
      firstMs: timeMs,
      lastMs: timeMs,
      facts: this.#enrichment.name(nameLower),
      answerMatches: this.#answerMatches(kept),
    };
  }

  #sum(lookup: Changing<Lookup>, { timeMs, answers }: DnsQuery): void {
    lookup.records++;
    lookup.firstMs = Math.min(lookup.firstMs, timeMs);
    lookup.lastMs = Math.max(lookup.lastMs, timeMs);
    if (answers.length === 0) return;
    // A name that leads elsewhere the second time is how rebinding works.
    const fresh = answers.filter(({ rdata }) => !lookup.answers.some((known) => known.rdata === rdata));
    if (fresh.length === 0 || lookup.answers.length >= LOOKUP_ANSWERS_MAX) return;
    lookup.answers = firstAnswers([...lookup.answers, ...fresh]);
    lookup.answerMatches = this.#answerMatches(lookup.answers);
  }

  #answerMatches(answers: readonly DnsAnswer[]): readonly ListMatch[] {
    let matches: ListMatch[] | null = null;
    for (const { type, rdata } of answers) {
      const ip = type === "A" || type === "AAAA" ? parseIp(rdata) : null;
      const found = ip === null ? null : this.#enrichment.address(ip);
      if (found !== null && found.matches.length > 0) (matches ??= []).push(...found.matches);
    }
    return matches ?? NO_MATCHES;
  }
}

function isSame(lookup: Lookup, { type, rcode, firewall }: DnsQuery): boolean {
  return lookup.type === type && lookup.rcode === rcode && lookup.firewallAction === (firewall?.action ?? null);
}

function firstAnswers(answers: readonly DnsAnswer[]): readonly DnsAnswer[] {
  return answers.length > LOOKUP_ANSWERS_MAX ? answers.slice(0, LOOKUP_ANSWERS_MAX) : answers;
}
