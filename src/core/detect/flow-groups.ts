/** Flows of a batch that belong to one question: grouped by a key, with the minutes that they cover. */

import type { Flow } from "../event-flow.ts";
import { minuteOf } from "../profile/distinct-window.ts";

export type FlowGroup = {
  readonly key: string;
  readonly flows: readonly Flow[];
  /** Minutes since the epoch. */
  readonly first: number;
  readonly last: number;
};

/** `keyOf`: null for flows that are none of its business. In order of the first flow of each. */
export function groupFlows(flows: readonly Flow[], keyOf: (flow: Flow) => string | null): readonly FlowGroup[] {
  const groups = new Map<string, Flow[]>();
  for (const flow of flows) {
    const key = keyOf(flow);
    if (key === null) continue;
    const group = groups.get(key);
    if (group) group.push(flow);
    else groups.set(key, [flow]);
  }
  return [...groups].map(([key, group]) => ({ key, flows: group, ...minutesOf(group) }));
}

function minutesOf(flows: readonly Flow[]): { readonly first: number; readonly last: number } {
  let first = Number.POSITIVE_INFINITY;
  let last = 0;
  for (const { firstMs, lastMs } of flows) {
    first = Math.min(first, firstMs);
    last = Math.max(last, lastMs);
  }
  return { first: minuteOf(first), last: minuteOf(last) };
}

/** The one with most of `amountOf`, the first of equals. */
export function largest<T>(list: readonly T[], amountOf: (item: T) => number): T | null {
  let best: T | null = null;
  for (const item of list) if (best === null || amountOf(item) > amountOf(best)) best = item;
  return best;
}
