/** One batch of summed conversations → Flows, host by host, read from where they were summed. */

import type { AddressFacts, Enrichment } from "../enrich/facts.ts";
import { CONVERSATIONS_MAX } from "../limits.ts";
import type { FlowTables } from "../sources/flow/flow-tables.ts";
import { type ConversationStore, HOT, LOCAL_SIDE } from "./conversation-store.ts";
import {
  type ConversationPlaces,
  type FlowDefaults,
  type HostOfConversation,
  hostOf,
  packConversations,
} from "./conversation-columns.ts";
import type { Flows } from "./flows.ts";
import { localSides } from "./local-side.ts";

/** As its first flow tells it; `question.host` is `Flow.host` of all of them. */
export type HostFlows = HostOfConversation & { readonly flows: Flows };

export class ConversationBatch {
  /** Records summed in this batch. */
  readonly records: number;
  readonly conversations: number;
  readonly #store: ConversationStore;
  readonly #places: ConversationPlaces;
  readonly #onRelease: (store: ConversationStore) => void;

  constructor(
    store: ConversationStore,
    records: number,
    tables: FlowTables,
    defaults: FlowDefaults,
    addressFacts: Enrichment["address"],
    onRelease: (store: ConversationStore) => void,
  ) {
    this.#store = store;
    this.records = records;
    this.conversations = store.count;
    this.#onRelease = onRelease;
    const localIsClient = new Uint8Array(store.count);
    let known: readonly (AddressFacts | null)[] | null = null;
    const remotes = () => (known ??= remotesOf(this.#places, addressFacts));
    this.#places = { store, tables, defaults, localIsClient, remotes };
  }

  /** The batch was used up: its place is free for conversations to come, and its flows are void. */
  release(): void {
    this.#onRelease(this.#store);
  }

  /** In order of their first conversation. */
  hosts(): readonly HostFlows[] {
    const groups = new Map<number, number[]>();
    for (let index = 0; index < this.conversations; index++) {
      const handle = this.#store.hot[index * 16 + HOT.host] as number;
      const group = groups.get(handle);
      if (group) group.push(index);
      else groups.set(handle, [index]);
    }
    return [...groups.values()].flatMap((group) => this.#hostsOf(group));
  }

  /** One interface is one host; a VPC's records without interface and instance are those of one host an address. */
  #hostsOf(group: readonly number[]): readonly HostFlows[] {
    const { tables, localIsClient } = this.#places;
    const sides = localSides(this.#store, group, tables.addresses);
    for (const [at, index] of group.entries()) localIsClient[index] = Number(sides[at] === LOCAL_SIDE.client);
    const { question } = hostOf(this.#places, group[0] as number);
    if (question.instanceId !== null || question.interfaceId !== null) return [this.#host(group)];
    const byHost = Map.groupBy(group, (index) => hostOf(this.#places, index).question.host);
    return [...byHost.values()].map((own) => this.#host(own));
  }

  #host(group: readonly number[]): HostFlows {
    const own = Int32Array.from(group);
    const host = hostOf(this.#places, own[0] as number);
    const pack: Flows["pack"] = (strings, addresses) =>
      packConversations(this.#places, host.question.host, own, strings, addresses);
    return { ...host, flows: { length: own.length, pack } };
  }
}

/**
 * What is known of the remote address of each conversation, asked in the order of the addresses: neighbours lie near each
 * other in the tables, where strangers in any order are a miss of the processor's cache each.
 */
function remotesOf(
  { store, tables, localIsClient }: ConversationPlaces,
  addressFacts: Enrichment["address"],
): readonly (AddressFacts | null)[] {
  const { length } = localIsClient;
  const asked = new Float64Array(length);
  for (let index = 0; index < length; index++) {
    const handle = localIsClient[index] === 1 ? store.server(index) : store.client(index);
    asked[index] = handle * CONVERSATIONS_MAX + index;
  }
  const facts = Array<AddressFacts | null>(length).fill(null);
  for (const one of asked.sort()) {
    facts[one % CONVERSATIONS_MAX] = addressFacts(tables.addresses.ip(Math.floor(one / CONVERSATIONS_MAX)));
  }
  return facts;
}
