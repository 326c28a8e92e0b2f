/** What one host did in one chunk of an object: the unit that a HostProfile applies. */

import type { NameFacts } from "../enrich/facts.ts";
import type { DnsAnswer } from "../event-dns.ts";
import type { Flow } from "../event-flow.ts";
import type { ListMatch } from "../intel/tables.ts";
import type { HostFacts } from "../profile/host-facts.ts";
import type { HostSignal } from "../profile/host-signals.ts";
import type { Flows } from "./flows.ts";

/** Equal queries of one host in one chunk: same name, type, rcode and firewall action. */
export type Lookup = {
  /** Number, in its object, of the first query summed here; from 1. */
  readonly record: number;
  /** Queries summed here. */
  readonly records: number;
  /** Of the first query: case as logged, without the trailing dot. */
  readonly name: string;
  readonly nameLower: string;
  /** "A", "TXT" … */
  readonly type: string;
  readonly rcode: string | null;
  /** Distinct ones, in order of first use, at most LOOKUP_ANSWERS_MAX. */
  readonly answers: readonly DnsAnswer[];
  /** "BLOCK", "ALERT" … where a rule of DNS Firewall matched. */
  readonly firewallAction: string | null;
  /** The address that its host first asked from, canonical text; null where the record has an instance instead. */
  readonly srcIp: string | null;
  /** "UDP", "TCP", "DOH" … */
  readonly transport: string | null;
  readonly firstMs: number;
  readonly lastMs: number;
  readonly facts: NameFacts | null;
  /** Lists that hold an address of `answers`; trusted addresses have none. */
  readonly answerMatches: readonly ListMatch[];
};

export type HostBatch = {
  readonly accountId: string;
  readonly region: string;
  /** Instance id, else interface id, else "<vpc>/<address>". */
  readonly host: string;
  /** What the inventory knows of the host. */
  readonly facts: HostFacts;
  /** In order of their first record. */
  readonly flows: readonly Flow[];
  /** In order of their first record. */
  readonly lookups: readonly Lookup[];
  /** What was found on API calls of the host's role session meanwhile; absent where nobody asked. */
  readonly signals?: readonly HostSignal[];
};

/** A batch on its way to the profile of its host. */
export type SentHostBatch = Omit<HostBatch, "flows"> & { readonly flows: Flows };
