/**
 * How even the rhythm is in which a host calls one peer: RITA's beacon score (Active Countermeasures, analysis/beacons),
 * adapted to flow records, whose starts are those of aggregation windows of one or ten minutes.
 */

import { type Rhythm, startsOf } from "./rhythm.ts";

/** Between 0 and 1; the mean of how even the intervals and how equal the sizes are. 0 where there is too little to tell. */
export function beaconScore(rhythm: Rhythm, startsMin: number): number {
  if (startsOf(rhythm) < startsMin) return 0;
  const gaps: number[] = [];
  const sizes: number[] = [];
  for (let at = 1; at < rhythm.length; at += 2) {
    if (at > 1) gaps.push((rhythm[at] as number) - (rhythm[at - 2] as number));
    sizes.push(rhythm[at + 1] as number);
  }
  return (evenness(gaps) + evenness(sizes)) / 2;
}

/** Bowley's skewness about 0 and a median absolute deviation small beside the median. */
function evenness(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  const [low, middle, high] = [quantile(sorted, 0.25), quantile(sorted, 0.5), quantile(sorted, 0.75)];
  if (middle < 1) return 0;
  const deviations = sorted.map((value) => Math.abs(value - middle)).sort((one, other) => one - other);
  return (1 - Math.abs(skewOf(low, middle, high)) + Math.max(0, 1 - quantile(deviations, 0.5) / middle)) / 2;
}

/** RITA: no skew where the quartiles are less than ten apart, or the median is one of them. */
function skewOf(low: number, middle: number, high: number): number {
  return high - low < 10 || middle === low || middle === high ? 0 : (low + high - 2 * middle) / (high - low);
}

function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.floor((sorted.length - 1) * share)] ?? 0;
}
