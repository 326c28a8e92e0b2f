/** HostProfile ↔ text of one row, versioned, in one order. A row of an unknown version is an error, never an empty profile. */

import { invariant } from "../invariant.ts";
import { HABIT_DAYS_KEPT, HOST_PROFILE_BYTES_MAX, NAME_ZONES_MAX, SIGNALS_MAX, WINDOW_ITEMS_KEPT } from "../limits.ts";
import { encodeUtf8 } from "../text.ts";
import { packHabits } from "./habits-codec.ts";
import { emptyHostProfile, HABIT_NAMES, HABITS, type HostProfile } from "./host-profile.ts";
import { checkPackedHost, type PackedHost, VERSION } from "./packed-host.ts";
import { rowsByKey, sortByKey } from "./rows.ts";
import { packDistinct, packSums, packZone, unpackDistinct, unpackMinutes, unpackZone } from "./windows-codec.ts";

/** How much of the habits' values, their days and the windows' things is kept. */
type Room = { readonly share: number; readonly days: number };

/** Less and less room, days before values: what was ever seen says more than when. */
const ROOMS: readonly Room[] = [
  { share: 1, days: HABIT_DAYS_KEPT },
  { share: 1, days: 14 },
  { share: 1 / 2, days: 14 },
  { share: 1 / 2, days: 7 },
  { share: 1 / 4, days: 7 },
  { share: 1 / 8, days: 7 },
  { share: 1 / 16, days: 3 },
  { share: 0, days: 1 },
];

/** Packs into at most HOST_PROFILE_BYTES_MAX of UTF-8. Profiles of the same content give the same text. */
export function packHostProfile(profile: HostProfile): string {
  for (const room of ROOMS) {
    const text = JSON.stringify(pack(profile, room));
    if (fits(text)) return text;
  }
  invariant(false, "a profile without habits fits its row");
}

/** A character is at most three bytes of UTF-8. */
function fits(text: string): boolean {
  if (text.length * 3 <= HOST_PROFILE_BYTES_MAX) return true;
  return text.length <= HOST_PROFILE_BYTES_MAX && encodeUtf8(text).length <= HOST_PROFILE_BYTES_MAX;
}

function pack(profile: HostProfile, { share, days }: Room): PackedHost {
  const { name, firstMs, lastMs, flowRecords, queries, habits, distinct, sums } = profile;
  const items = Math.floor(WINDOW_ITEMS_KEPT * share);
  const tables = HABIT_NAMES.map((name) => [name, packHabits(habits[name], Math.floor(HABITS[name] * share), days)]);
  const some = <T>(list: T[]): T[] => (share === 1 ? list : list.slice(0, Math.ceil(list.length * share)));
  return {
    v: VERSION,
    name: [...name],
    firstMs,
    lastMs,
    flowRecords,
    queries,
    flowDays: packDays(profile.flowDays),
    queryDays: packDays(profile.queryDays),
    habits: Object.fromEntries(tables) as PackedHost["habits"],
    distinct: {
      portsByPeer: packDistinct(distinct.portsByPeer, items),
      peersByPort: packDistinct(distinct.peersByPort, items),
      reachedByPort: packDistinct(distinct.reachedByPort, items),
      failedDomains: packDistinct(distinct.failedDomains, items),
    },
    sums: { floods: some(packSums(sums.floods)), logins: some(packSums(sums.logins)) },
    zones: sortByKey([...profile.zones])
      .slice(0, Math.floor(NAME_ZONES_MAX * share))
      .map(packZone),
    rhythms: some(sortByKey([...profile.rhythms.values()])),
    answered: some([...profile.answered.keys()].sort()).map((address) => answeredRow(profile, address)),
    signals: profile.signals.slice(0, Math.floor(SIGNALS_MAX * share)),
  };
}

function answeredRow({ answered }: HostProfile, address: string): PackedHost["answered"][number] {
  const [name, minute] = answered.get(address) ?? ["", 0];
  return [address, name, minute];
}

function packDays(days: ReadonlyMap<number, number>): number[] {
  return [...days].sort(([one], [other]) => one - other).flat();
}

function unpackDays(packed: readonly number[]): [number, number][] {
  return packed.flatMap((day, at): [number, number][] => (at % 2 === 0 ? [[day, packed[at + 1] ?? 0]] : []));
}

/** Throws where the text is no profile of this version. */
export function unpackHostProfile(text: string): HostProfile {
  const packed = checkPackedHost(JSON.parse(text));
  const { name, firstMs, lastMs, flowRecords, queries, habits, distinct, sums } = packed;
  const tables = HABIT_NAMES.map((name) => [name, rowsByKey(habits[name])]);
  const toSums = packed.v === VERSION ? rowsByKey : unpackMinutes;
  return {
    ...emptyHostProfile(name),
    firstMs,
    lastMs,
    flowRecords,
    queries,
    flowDays: new Map(unpackDays(packed.flowDays)),
    queryDays: new Map(unpackDays(packed.queryDays)),
    habits: Object.fromEntries(tables) as HostProfile["habits"],
    distinct: {
      portsByPeer: unpackDistinct(distinct.portsByPeer),
      peersByPort: unpackDistinct(distinct.peersByPort),
      reachedByPort: unpackDistinct(distinct.reachedByPort),
      failedDomains: unpackDistinct(distinct.failedDomains),
    },
    sums: { floods: toSums(sums.floods), logins: toSums(sums.logins) },
    zones: new Map(packed.zones.map(unpackZone)),
    rhythms: rowsByKey(packed.rhythms),
    answered: new Map(packed.answered.map(([address, name, minute]) => [address, [name, minute]])),
    signals: packed.signals,
  };
}
