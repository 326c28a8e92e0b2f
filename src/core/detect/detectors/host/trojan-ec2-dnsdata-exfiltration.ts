/** Trojan:EC2/DNSDataExfiltration: names under one registered domain carry data out. */

import type { Lookup } from "../../../group/host-batch.ts";
import { DATA_ZONES } from "../../../net/data-zones.ts";
import { domainOf } from "../../../profile/fold-lookup.ts";
import { dayOf, eachDay, type Habit } from "../../../profile/habits.ts";
import type { HostProfile } from "../../../profile/host-profile.ts";
import { HOUR_MS, sumHours, type ZoneHour } from "../../../profile/name-zones.ts";
import { dnsRequestAction } from "../../host-actions.ts";
import type { HostDetector, HostMatch } from "../../host-detector.ts";
import {
  TUNNEL_DAY_BITS_MIN,
  TUNNEL_HABIT_DAYS_MIN,
  TUNNEL_LONG_NAME_BITS_MIN,
  TUNNEL_LONG_NAMES_MIN,
  TUNNEL_NAME_BITS_MIN,
  TUNNEL_NAMES_MIN,
  TUNNEL_NEW_SHARE_MIN,
  TUNNEL_RANK_SAFE,
} from "../../host-thresholds.ts";
import { bytesText, count, hostPlace, hostWords } from "../../host-wording.ts";
import { quoted, sentence } from "../../wording.ts";

const HOURS_A_DAY = 24;

export const dnsDataExfiltration: HostDetector = {
  type: "Trojan:EC2/DNSDataExfiltration",
  watches: "host",
  reads: ["lookups"],
  summary:
    "The host asks for very many names under one registered domain that look like data: long, and each asked for once.",
  misses:
    "Fewer than 100 such names (30 very long ones) in two hours where they carry less than 60 KB in a day, tunnels over many domains, short or " +
    "repeated names that carry data in their order, and queries to another resolver than the VPC's.",
  falsePositives:
    "Products that look up hashes or telemetry by DNS: the well-known ones are left out, others become a habit in three " +
    "days; put their zone on the trusted list.",
  attack: ["T1048.003", "T1071.004", "T1572"],
  needs: ["dns"],
  detect(batch, { profile }) {
    return [...byDomain(batch.lookups, profile)].flatMap(([domain, lookups]): HostMatch[] => {
      const lookup = lookups.reduce((one, other) => (other.nameLower.length > one.nameLower.length ? other : one));
      if (isHarmless(domain, lookup)) return [];
      const sums = tunnelOf(profile, domain, lookups);
      if (sums === null) return [];
      const bytes = sums.bits / 8;
      return [
        {
          record: lookup.record,
          timeMs: lookup.firstMs,
          subject: [domain],
          title: `${sentence(hostWords(batch))} is sending data out in names under ${quoted(domain)}.`,
          description:
            `${sentence(hostWords(batch))} ${hostPlace(batch)} asked for some ${count(sums.names)} different names under ` +
            `${quoted(domain)} in ${count(sums.queries)} queries, which say about ${bytesText(bytes)}, for example ` +
            `${quoted(lookup.name)}. Whoever owns the domain reads them: data leaves and commands come in this way.`,
          resourceRole: "ACTOR",
          action: dnsRequestAction(lookup),
          additionalInfo: { domain, queries: sums.queries, names: Math.round(sums.names), outBytes: Math.round(bytes) },
        },
      ];
    });
  },
};

/** Lookups of the domains under which there are as many names as a tunnel has at the least, whatever their hours. */
function byDomain(lookups: readonly Lookup[], { zones }: HostProfile): ReadonlyMap<string, Lookup[]> {
  const found = new Map<string, Lookup[]>();
  const busy = new Set<string>();
  for (const [domain, zone] of zones) {
    const { names, carriers } = sumHours(zone, 0, Number.POSITIVE_INFINITY);
    if (names + carriers >= TUNNEL_LONG_NAMES_MIN) busy.add(domain);
  }
  if (busy.size === 0) return found;
  for (const lookup of lookups) {
    const domain = domainOf(lookup);
    if (domain === null || !busy.has(domain)) continue;
    const own = found.get(domain);
    if (own) own.push(lookup);
    else found.set(domain, [lookup]);
  }
  return found;
}

function isHarmless(domain: string, { facts }: Lookup): boolean {
  if (DATA_ZONES.has(domain)) return true;
  return facts !== null && (facts.trustedBy.length > 0 || (facts.rank ?? Number.POSITIVE_INFINITY) <= TUNNEL_RANK_SAFE);
}

/** The hours that tell a tunnel; null where none do, or where a product of the host asks so day by day. */
function tunnelOf({ zones, habits }: HostProfile, domain: string, lookups: readonly Lookup[]): ZoneHour | null {
  const zone = zones.get(domain);
  if (!zone) return null;
  const hours = new Set<number>();
  for (const { firstMs, lastMs } of lookups) hours.add(hourOf(firstMs)).add(hourOf(lastMs));
  for (const hour of hours) {
    const near = sumHours(zone, hour - 1, hour);
    const day = sumHours(zone, hour - HOURS_A_DAY + 1, hour);
    const told = isBurst(near) ? near : isSlow(day) ? day : null;
    if (told !== null) return isProduct(habits.domains.get(domain), hour, told.queries) ? null : told;
  }
  return null;
}

function hourOf(timeMs: number): number {
  return Math.floor(timeMs / HOUR_MS);
}

/** Names asked for with types that carry data back count twice. */
function isBurst({ names, carriers, bits, queries }: ZoneHour): boolean {
  const asked = names + carriers;
  const isMany = asked >= TUNNEL_NAMES_MIN && bits >= names * TUNNEL_NAME_BITS_MIN;
  const areLong = asked >= TUNNEL_LONG_NAMES_MIN && bits >= names * TUNNEL_LONG_NAME_BITS_MIN;
  return (isMany || areLong) && names >= queries * TUNNEL_NEW_SHARE_MIN;
}

function isSlow({ names, bits, queries }: ZoneHour): boolean {
  return bits >= TUNNEL_DAY_BITS_MIN && names >= queries * TUNNEL_NEW_SHARE_MIN;
}

function isProduct(habit: Habit | undefined, hour: number, queries: number): boolean {
  const today = dayOf(hour * HOUR_MS);
  let alike = 0;
  eachDay(habit, (day, amount) => {
    if (day < today && amount * 2 >= queries) alike++;
  });
  return alike >= TUNNEL_HABIT_DAYS_MIN;
}
