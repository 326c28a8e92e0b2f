/** Sums resolver queries into lookups, host by host, in bounded memory: when full, the batch is emitted and the sums start anew. */

import { type Enrichment, NO_ENRICHMENT } from "../enrich/facts.ts";
import type { DnsQuery } from "../event-dns.ts";
import { LOOKUP_ANSWERS_MAX, LOOKUPS_MAX } from "../limits.ts";
import { ipText } from "../net/ip.ts";
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
type OpenHost = Omit<HostLookups, "lookups"> & { readonly lookups: Map<string, Changing<Lookup>> };

/** Batches are cut by the queries alone, so every reading cuts the same. */
export class Lookups {
  readonly #onBatch: (hosts: readonly HostLookups[]) => void;
  readonly #nameFacts: Enrichment["name"];
  #hosts = new Map<string, OpenHost>();
  #count = 0;

  constructor(onBatch: (hosts: readonly HostLookups[]) => void, nameFacts: Enrichment["name"] = NO_ENRICHMENT.name) {
    this.#onBatch = onBatch;
    this.#nameFacts = nameFacts;
  }

  add(query: DnsQuery): void {
    const { lookups } = this.#hostOf(query);
    const key = `${query.nameLower}\n${query.type}\n${query.rcode}\n${query.firewall?.action}`;
    const known = lookups.get(key);
    if (known) return sum(known, query);
    lookups.set(key, this.#toLookup(query));
    if (++this.#count >= LOOKUPS_MAX) this.flush();
  }

  /** Emits what is held, if anything. */
  flush(): void {
    if (this.#count === 0) return;
    this.#onBatch(
      [...this.#hosts.values()].map(({ lookups, ...host }) => ({ ...host, lookups: [...lookups.values()] })),
    );
    this.#hosts = new Map();
    this.#count = 0;
  }

  #hostOf(query: DnsQuery): OpenHost {
    const { accountId, region, host, instanceId, vpcId, srcIp } = query;
    const key = `${accountId}\n${region}\n${host}`;
    const known = this.#hosts.get(key);
    if (known) return known;
    const localIp = srcIp === null ? null : ipText(srcIp);
    const question = { host, instanceId, interfaceId: null, vpcId, localIp };
    const open: OpenHost = { accountId, region, question, lookups: new Map() };
    this.#hosts.set(key, open);
    return open;
  }

  #toLookup(query: DnsQuery): Changing<Lookup> {
    const { record, name, nameLower, type, rcode, answers, firewall, srcIp, transport, timeMs } = query;
    return {
      record,
      records: 1,
      name,
      nameLower,
      type,
      rcode,
      answers: answers.slice(0, LOOKUP_ANSWERS_MAX),
      firewallAction: firewall?.action ?? null,
      srcIp: srcIp === null ? null : ipText(srcIp),
      transport,
      firstMs: timeMs,
      lastMs: timeMs,
      facts: this.#nameFacts(nameLower),
    };
  }
}

function sum(lookup: Changing<Lookup>, { timeMs, answers }: DnsQuery): void {
  lookup.records++;
  lookup.firstMs = Math.min(lookup.firstMs, timeMs);
  lookup.lastMs = Math.max(lookup.lastMs, timeMs);
  if (lookup.answers.length === 0 && answers.length > 0) lookup.answers = answers.slice(0, LOOKUP_ANSWERS_MAX);
}
