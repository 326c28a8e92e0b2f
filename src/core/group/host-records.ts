/** The records of one host in one chunk, before it is known which host that is: a batch of flows or of lookups, in one shape. */

import type { HostQuestion } from "../profile/host-facts.ts";
import type { ConversationBatch } from "./conversation-batch.ts";
import { type Flows, NO_FLOWS } from "./flows.ts";
import type { Lookup } from "./host-batch.ts";
import type { HostLookups } from "./lookups.ts";

export type HostRecords = {
  readonly accountId: string;
  /** Null where neither the record nor the object's key says. */
  readonly region: string | null;
  readonly question: HostQuestion;
  readonly flows: Flows;
  /** Made anew each time. */
  readonly lookups: readonly Lookup[];
};

export function recordsOfFlows(batch: ConversationBatch): HostRecords[] {
  return batch.hosts().map((own) => ({ ...own, lookups: [] }));
}

export function recordsOfLookups(hosts: readonly HostLookups[]): HostRecords[] {
  return hosts.map((own) => ({
    accountId: own.accountId,
    region: own.region,
    question: own.question,
    flows: NO_FLOWS,
    get lookups() {
      return own.lookups;
    },
  }));
}
