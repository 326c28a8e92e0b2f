/** Which of a conversation's two addresses is the host's own, where the log does not say. */

import type { Ip } from "../net/ip.ts";
import { isPrivate, isPublic } from "../net/ip-special.ts";
import { LOCAL_SIDE } from "./conversation-slots.ts";

export type Pair = {
  readonly client: Ip;
  readonly server: Ip;
  /** LOCAL_SIDE by the record, or unknown. */ readonly local: number;
};

/**
 * For the conversations of one host: the side told by the record; else the private one of a private and a public address;
 * else the address known to be the host's from its other conversations; else the one in most of those that are left.
 */
export function localSides(pairs: readonly Pair[]): readonly number[] {
  const sides = pairs.map((pair) => pair.local || sideByRange(pair));
  const own = new Set<Ip>();
  const counts = new Map<Ip, number>();
  for (const [at, pair] of pairs.entries()) {
    const side = sides[at];
    if (side === LOCAL_SIDE.client) own.add(pair.client);
    else if (side === LOCAL_SIDE.server) own.add(pair.server);
    else for (const ip of [pair.client, pair.server]) counts.set(ip, (counts.get(ip) ?? 0) + 1);
  }
  return pairs.map((pair, at) => sides[at] || sideByHost(pair, own, counts));
}

function sideByRange({ client, server }: Pair): number {
  if (isPrivate(client) && isPublic(server)) return LOCAL_SIDE.client;
  return isPrivate(server) && isPublic(client) ? LOCAL_SIDE.server : LOCAL_SIDE.unknown;
}

function sideByHost({ client, server }: Pair, own: ReadonlySet<Ip>, counts: ReadonlyMap<Ip, number>): number {
  if (own.has(client) !== own.has(server)) return own.has(client) ? LOCAL_SIDE.client : LOCAL_SIDE.server;
  return (counts.get(server) ?? 0) > (counts.get(client) ?? 0) ? LOCAL_SIDE.server : LOCAL_SIDE.client;
}
