/** Which of a conversation's two addresses is the host's own, where the log does not say. */

import { isPrivate } from "../net/ip-special.ts";
import type { AddressTable } from "../sources/flow/address-table.ts";
import { type ConversationStore, LOCAL_SHIFT, LOCAL_SIDE } from "./conversation-store.ts";

/**
 * For the conversations of one host, given by their numbers in the store: the side told by a record; else the private one
 * of a private and another address; else the address known to be the host's from its other conversations; else the one
 * that is in most of those that are left.
 */
export function localSides(store: ConversationStore, group: readonly number[], addresses: AddressTable): Uint8Array {
  const sides = new Uint8Array(group.length);
  let open = 0;
  for (let index = 0; index < group.length; index++) {
    const at = group[index] as number;
    const side = store.mark(at, LOCAL_SHIFT, 2) || sideByRange(store, at, addresses);
    sides[index] = side;
    if (side === LOCAL_SIDE.unknown) open++;
  }
  if (open > 0) settle(store, group, sides);
  return sides;
}

function sideByRange(store: ConversationStore, at: number, addresses: AddressTable): number {
  const client = isPrivate(addresses.ip(store.client(at)));
  if (client === isPrivate(addresses.ip(store.server(at)))) return LOCAL_SIDE.unknown;
  return client ? LOCAL_SIDE.client : LOCAL_SIDE.server;
}

function settle(store: ConversationStore, group: readonly number[], sides: Uint8Array): void {
  const own = new Set<number>();
  const counts = new Map<number, number>();
  for (const [index, at] of group.entries()) {
    const client = store.client(at);
    const server = store.server(at);
    if (sides[index] === LOCAL_SIDE.client) own.add(client);
    else if (sides[index] === LOCAL_SIDE.server) own.add(server);
    else for (const address of [client, server]) counts.set(address, (counts.get(address) ?? 0) + 1);
  }
  for (const [index, at] of group.entries()) {
    if (sides[index] !== LOCAL_SIDE.unknown) continue;
    const client = store.client(at);
    const server = store.server(at);
    const byOwn = Number(own.has(server)) - Number(own.has(client));
    const sign = byOwn || (counts.get(server) ?? 0) - (counts.get(client) ?? 0);
    sides[index] = sign > 0 ? LOCAL_SIDE.server : LOCAL_SIDE.client;
  }
}
