/** Bytes of a packed profile that each feature may fill. Apart, so that a flood of one cannot push out another. */

import type { Feature, Level } from "./features.ts";

const KIB = 1024;

/** An administrator uses some 100 APIs of 25 services; what else a principal has is few. 42 KiB in all, of 64. */
const PRINCIPAL: Readonly<Record<Feature, number>> = {
  api: 15.5 * KIB,
  service: 3.5 * KIB,
  region: 2 * KIB,
  serviceRegion: 3 * KIB,
  asn: 2.5 * KIB,
  country: 1.5 * KIB,
  city: 2.5 * KIB,
  network: 2 * KIB,
  userAgent: 2 * KIB,
  error: 1.5 * KIB,
  instanceType: 1 * KIB,
  userType: 0,
  userName: 0,
  peer: 0,
  peerApi: 0,
  partner: 0,
};

/** The APIs of an account, by peer group too, and its principals, take the most of 256 KiB. */
const ACCOUNT: Readonly<Record<Feature, number>> = {
  api: 62 * KIB,
  service: 14 * KIB,
  region: 6 * KIB,
  serviceRegion: 14 * KIB,
  asn: 12 * KIB,
  country: 6 * KIB,
  city: 8 * KIB,
  network: 12 * KIB,
  userAgent: 4 * KIB,
  error: 4 * KIB,
  instanceType: 4 * KIB,
  userType: 2 * KIB,
  userName: 22 * KIB,
  peer: 10 * KIB,
  peerApi: 39 * KIB,
  partner: 4 * KIB,
};

/** Calls that failed: what a misconfigured program tries day after day. A scan of everything that is refused overflows it. */
export const FAILURES_ROOM: Readonly<Record<Level, number>> = { principal: 4.5 * KIB, account: 18 * KIB };

export function roomOf(feature: Feature, level: Level): number {
  return (level === "principal" ? PRINCIPAL : ACCOUNT)[feature];
}
