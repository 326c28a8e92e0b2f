/** Findings on sessions of instances' roles → the instances' own profiles, so that sequences see flows, names and API calls together. */

import type { ChunkIdentity, ProfileAnswer, ProfileHost } from "./apply-chunk.ts";
import { isSequence } from "./detect/host-signal-of.ts";
import type { ApiCall } from "./event.ts";
import type { Sighting } from "./finding.ts";
import { NO_FLOWS } from "./group/flows.ts";
import { hashId } from "./hash.ts";
import { inParallel } from "./in-parallel.ts";
import { type Homes, instanceOfSession } from "./inventory/homes.ts";
import { PROFILE_CALLS_PARALLEL_MAX } from "./limits.ts";
import type { AccountContext } from "./profile/account-context.ts";
import type { HostSignal } from "./profile/host-signals.ts";

/** Signals of one instance. */
type Named = {
  readonly accountId: string;
  readonly region: string;
  readonly host: string;
  readonly signals: HostSignal[];
};

/**
 * `sightings`: what profiles of calls said of this chunk, the same on every attempt, as are the homes in `contexts`; so are the
 * signals, and a host that has applied them answers as before.
 */
export async function applyRoleSignals(
  chunk: ChunkIdentity,
  calls: readonly ApiCall[],
  sightings: readonly Sighting[],
  contexts: ReadonlyMap<string, AccountContext>,
  profiles: ProfileHost,
): Promise<readonly ProfileAnswer[]> {
  const named = signalsByHost(calls, sightings, contexts);
  // A Region's profile remembers the chunk's calls under its own id, and this question under another.
  const identity = { ...chunk, id: hashId("role-signals", chunk.id) };
  return await inParallel(PROFILE_CALLS_PARALLEL_MAX, named, async ({ accountId, region, host, signals }) => {
    const question = { host, instanceId: host, interfaceId: null, vpcId: null, localIp: null };
    const [facts] = await profiles.describe(identity, accountId, region, [question]);
    const known = facts ?? { host, instanceId: host, instanceDetails: null };
    return await profiles.host(identity, {
      accountId,
      region,
      host,
      facts: known,
      flows: NO_FLOWS,
      lookups: [],
      signals,
    });
  });
}

/** By account, Region and instance, in the order of the sightings. Of the events that a sighting names. */
function signalsByHost(
  calls: readonly ApiCall[],
  sightings: readonly Sighting[],
  contexts: ReadonlyMap<string, AccountContext>,
): readonly Named[] {
  const told = new Set(sightings.flatMap(eventIdsOf));
  if (told.size === 0) return [];
  const ofInstances = calls.filter((call) => instanceOfSession(call) !== null && told.has(call.id));
  const byId = new Map(ofInstances.map((call) => [call.id, call]));
  const named = new Map<string, Named>();
  for (const sighting of sightings) {
    if (isSequence(sighting.latest.type)) continue;
    for (const call of eventIdsOf(sighting).flatMap((id) => byId.get(id) ?? [])) {
      const host = instanceOfSession(call);
      const { accountId } = call.identity;
      if (host === null || accountId === null) continue;
      const region = homeOf(contexts.get(accountId)?.homes, host) ?? call.region;
      const key = `${accountId}\n${region}\n${host}`;
      const known = named.get(key) ?? { accountId, region, host, signals: [] };
      known.signals.push(signalOf(sighting, call));
      named.set(key, known);
    }
  }
  return [...named.values()];
}

function eventIdsOf({ eventIds, latest }: Sighting): readonly string[] {
  return eventIds.includes(latest.eventId) ? eventIds : [...eventIds, latest.eventId];
}

function homeOf(homes: Homes | undefined, host: string): string | null {
  return homes?.find(([instanceId]) => instanceId === host)?.[1] ?? null;
}

function signalOf({ latest, severity }: Sighting, { timeMs, sourceIp, identity }: ApiCall): HostSignal {
  return {
    source: "cloudtrail",
    name: latest.type,
    severity,
    timeMs,
    endpoint: sourceIp,
    actor: `${identity.userName}/${identity.sessionName ?? ""}`,
    description: latest.title,
  };
}
