/** The flows of one host as they travel: written into columns when their turn comes, without an object for each. */

import { Table } from "../column.ts";
import type { AddressFacts } from "../enrich/facts.ts";
import type { Flow } from "../event-flow.ts";
import { packFlows, unpackFlows } from "./flow-codec.ts";

/** In order of their first record. They hold while their batch does. */
export type Flows = {
  readonly length: number;
  /** → the numbers of flow-columns, all texts and facts in the tables. */
  readonly pack: (strings: Table<string>, addresses: Table<AddressFacts>) => Float64Array<ArrayBuffer>;
};

export function flowsIn(flows: readonly Flow[]): Flows {
  return { length: flows.length, pack: (strings, addresses) => packFlows(flows, strings, addresses) };
}

export const NO_FLOWS: Flows = flowsIn([]);

/** Made anew each time; they hold for longer than their batch. `keeps`: see unpackFlows. */
export function flowObjects(flows: Flows, keeps?: (row: Float64Array) => boolean): readonly Flow[] {
  const strings = new Table<string>();
  const addresses = new Table<AddressFacts>();
  return unpackFlows(flows.pack(strings, addresses), flows.length, strings.values, addresses.values, keeps);
}

/** Those of several records of one host, in the order of the records. */
export function joinFlows(parts: readonly Flows[]): Flows {
  const [only = NO_FLOWS, second] = parts.filter(({ length }) => length > 0);
  return second === undefined ? only : flowsIn(parts.flatMap((part) => flowObjects(part)));
}
