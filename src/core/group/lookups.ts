/** Sums resolver queries into lookups, host by host, in bounded memory: when full, the batch is emitted and the sums start anew. */

import { type Enrichment, NO_ENRICHMENT } from "../enrich/facts.ts";
import type { DnsAnswer, DnsQuery } from "../event-dns.ts";
import { LOOKUP_ANSWER_CHARS, LOOKUP_CHARS_MAX, LOOKUPS_OF_HOST_MAX } from "../limits.ts";
import { ipText } from "../net/ip.ts";
import type { HostQuestion } from "../profile/host-facts.ts";
import type { Lookup } from "./host-batch.ts";
import { HourCuts } from "./hour-cuts.ts";
import { LookupStore, NOT_FOUND } from "./lookup-store.ts";

export type HostLookups = {
  readonly accountId: string;
  readonly region: string | null;
  readonly question: HostQuestion;
  /** In order of their first record; made anew each time. */
  readonly lookups: readonly Lookup[];
};

type OpenHost = Omit<HostLookups, "lookups"> & {
  /** In order of the hosts' first record. */
  readonly number: number;
  /** Its lookups. */
  count: number;
};

type NameEnrichment = Pick<Enrichment, "name" | "address">;

/** Batches are cut by the queries alone, so every reading cuts the same. */
export class Lookups {
  readonly #onBatch: (hosts: readonly HostLookups[]) => void;
  readonly #enrichment: NameEnrichment;
  #store = new LookupStore();
  readonly #hosts: OpenHost[] = [];
  /** Name of the host → those of that name, which differ in account or Region. */
  readonly #byName = new Map<string, OpenHost[]>();
  readonly #hours = new HourCuts();
  /** Queries of all batches. */
  #read = 0;
  /** Characters of names and answers held. */
  #chars = 0;

  constructor(onBatch: (hosts: readonly HostLookups[]) => void, enrichment: NameEnrichment = NO_ENRICHMENT) {
    this.#onBatch = onBatch;
    this.#enrichment = enrichment;
  }

  /** `query` holds during the call. */
  add(query: DnsQuery): void {
    this.#turnTo(Math.floor(query.timeMs / 1_000));
    let host = this.#hostOf(query);
    let number = this.#find(host, query);
    if (number !== NOT_FOUND) this.#store.sum(number, query.timeMs);
    else {
      if (!this.#store.hasRoom) {
        this.flush();
        host = this.#hostOf(query);
        this.#find(host, query);
      }
      const { record, name, nameLower, transport, timeMs } = query;
      number = this.#store.add(record, name, transport, timeMs, this.#enrichment.name(nameLower));
      this.#chars += name.length;
      host.count++;
    }
    // A name that leads elsewhere the second time is how rebinding works.
    if (query.answers.length > 0) this.#store.addAnswers(number, query.answers, this.#onAnswer);
    if (this.#chars >= LOOKUP_CHARS_MAX || host.count >= LOOKUPS_OF_HOST_MAX) this.flush();
  }

  #turnTo(seconds: number): void {
    const { fromSeconds, toSeconds } = this.#hours;
    const isHolding = this.#store.count > 0;
    if (seconds < fromSeconds || seconds >= toSeconds || !isHolding) {
      if (this.#hours.turnTo(seconds, this.#read, isHolding)) this.flush();
    }
    this.#read++;
  }

  /** Emits what is held, if anything. */
  flush(): void {
    const store = this.#store;
    if (store.count === 0) return;
    const byHost = store.byHost(this.#hosts.length);
    this.#onBatch(
      this.#hosts.map(({ accountId, region, question, number }) => ({
        accountId,
        region,
        question,
        get lookups() {
          return store.lookups(byHost[number] as Int32Array, question.localIp);
        },
      })),
    );
    this.#store = new LookupStore();
    this.#hosts.length = 0;
    this.#byName.clear();
    this.#chars = 0;
  }

  #find({ number }: OpenHost, query: DnsQuery): number {
    const { nameLower, type, rcode, firewall } = query;
    return this.#store.find(number, nameLower, type, rcode, firewall === null ? null : firewall.action);
  }

  /** The address is that of the host's first query: others of its addresses are not told apart. */
  #hostOf(query: DnsQuery): OpenHost {
    const { accountId, region, host, instanceId, vpcId, srcIp } = query;
    const named = this.#byName.get(host);
    if (named) for (const one of named) if (one.accountId === accountId && one.region === region) return one;
    const localIp = srcIp === null ? null : ipText(srcIp);
    const question = { host, instanceId, interfaceId: null, vpcId, localIp };
    const open: OpenHost = { accountId, region, question, number: this.#hosts.length, count: 0 };
    this.#hosts.push(open);
    if (named) named.push(open);
    else this.#byName.set(host, [open]);
    return open;
  }

  readonly #onAnswer = ({ ip, rdata }: DnsAnswer, number: number): void => {
    this.#chars += rdata.length + LOOKUP_ANSWER_CHARS;
    const found = ip === null ? null : this.#enrichment.address(ip);
    if (found !== null && found.matches.length > 0) this.#store.addMatches(number, found.matches);
  };
}
