/** The records of one host in one chunk, before it is known which host that is: a batch of flows or of lookups, in one shape. */

import type { Flow } from "../event-flow.ts";
import { ipText } from "../net/ip.ts";
import type { HostQuestion } from "../profile/host-facts.ts";
import type { ConversationBatch } from "./conversation-batch.ts";
import type { Lookup } from "./host-batch.ts";
import type { HostLookups } from "./lookups.ts";

export type HostRecords = {
  readonly accountId: string;
  /** Null where neither the record nor the object's key says. */
  readonly region: string | null;
  readonly question: HostQuestion;
  /** Made anew each time, while their batch holds. */
  readonly flows: readonly Flow[];
  /** Made anew each time. */
  readonly lookups: readonly Lookup[];
};

export function recordsOfFlows(batch: ConversationBatch): HostRecords[] {
  const records: HostRecords[] = [];
  for (const own of batch.hosts()) {
    const { accountId, region, host, first } = own;
    const { instanceId, interfaceId, vpcId, localIp } = first;
    const question = { host, instanceId, interfaceId, vpcId, localIp: ipText(localIp) };
    records.push({
      accountId,
      region,
      question,
      get flows() {
        return own.flows;
      },
      lookups: [],
    });
  }
  return records;
}

export function recordsOfLookups(hosts: readonly HostLookups[]): HostRecords[] {
  return hosts.map((own) => ({
    accountId: own.accountId,
    region: own.region,
    question: own.question,
    flows: [],
    get lookups() {
      return own.lookups;
    },
  }));
}
