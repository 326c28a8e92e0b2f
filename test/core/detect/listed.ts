/** Facts of what stands in lists: one match for each category named, in lists named after them. */

import { dnsAnswer } from "../../../src/core/event-dns.ts";
import type { CallerFacts, NameFacts } from "../../../src/core/enrich/facts.ts";
import type { Flow } from "../../../src/core/event-flow.ts";
import type { Lookup } from "../../../src/core/group/host-batch.ts";
import type { Category } from "../../../src/core/intel/categories.ts";
import type { ListMatch } from "../../../src/core/intel/tables.ts";
import { addressFacts, flow, inbound, lookup } from "./host-batches.ts";

export const LISTED_IP = "198.51.100.7";

export function match(category: Category, entry: string, family: string | null = null): ListMatch {
  return { list: `${category}.txt`, category, family, entry };
}

/** A caller from LISTED_IP; `key`: categories that hold its access key. */
export function callerOn(categories: readonly Category[], key: readonly Category[] = []): CallerFacts {
  const matches = categories.map((category) => match(category, LISTED_IP));
  return { ...addressFacts({ matches }), keyMatches: key.map((category) => match(category, "AKIAIOSFODNN7EXAMPLE")) };
}

/** A conversation that the host opened with a listed address. */
export function flowTo(categories: readonly Category[], changes: Partial<Flow> = {}): Flow {
  return flow({ remotePort: 8443, ...remoteOn(categories), ...changes });
}

/** A connection that a listed address opened to the host, which answered. */
export function flowFrom(categories: readonly Category[], changes: Partial<Flow> = {}): Flow {
  return inbound({ localPort: 8443, ...remoteOn(categories), ...changes });
}

function remoteOn(categories: readonly Category[]): Pick<Flow, "remote"> {
  return { remote: addressFacts({ matches: categories.map((category) => match(category, LISTED_IP, "emotet")) }) };
}

/** An answered query for c2.evil.example, listed as evil.example. */
export function lookupOf(categories: readonly Category[], changes: Partial<Lookup> = {}): Lookup {
  return lookup({ name: "c2.evil.example", facts: nameOn(categories), ...changes });
}

export function nameOn(categories: readonly Category[], changes: Partial<NameFacts> = {}): NameFacts {
  const matches = categories.map((category) => match(category, "evil.example"));
  return { registeredDomain: "evil.example", matches, trustedBy: [], rank: null, ranked: false, ...changes };
}

/** A query for an unlisted name that resolves to a listed address. */
export function lookupTo(categories: readonly Category[], changes: Partial<Lookup> = {}): Lookup {
  return lookup({
    name: "www.unlisted.example",
    facts: nameOn([], { registeredDomain: "unlisted.example" }),
    answers: [dnsAnswer(LISTED_IP, "A", "IN")],
    answerMatches: categories.map((category) => match(category, LISTED_IP)),
    ...changes,
  });
}
