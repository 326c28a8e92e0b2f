/** What a record's conversation is told apart by, as whole numbers beside one another, so that a block of them is made before one is looked for. */

import { ACTION, SLOT } from "../sources/flow/columns.ts";
import { packKey } from "./conversation-store.ts";
import { BASIS, initiatorOf, ROLE } from "./initiator.ts";

/** Places in a key. The first four are those of HOT. */
export const KEY = { client: 0, server: 1, packed: 2, host: 3, hash: 4, basis: 5, fromClient: 6 } as const;
export const KEY_SLOTS = 8;

/** Writes the key at `at` that the row itself tells. */
export function writeKey(keys: Int32Array, at: number, row: Float64Array): void {
  const source = row[SLOT.source] as number;
  const target = row[SLOT.target] as number;
  const told = initiatorOf(
    row[SLOT.sourcePort] as number,
    row[SLOT.targetPort] as number,
    row[SLOT.protocol] as number,
    row[SLOT.tcpFlags] as number,
    row[SLOT.action] === ACTION.reject,
  );
  const basis = told & 7;
  keys[at + KEY.basis] = basis;
  writeSides(keys, at, row, basis === BASIS.none ? source <= target : told >> 3 === ROLE.source);
}

/** Writes the key at `at`, but for the basis, with the initiator that is given. */
export function writeSides(keys: Int32Array, at: number, row: Float64Array, fromClient: boolean): void {
  const client = row[fromClient ? SLOT.source : SLOT.target] as number;
  const server = row[fromClient ? SLOT.target : SLOT.source] as number;
  const serverPort = row[fromClient ? SLOT.targetPort : SLOT.sourcePort] as number;
  const packed = packKey(client, server, serverPort, row[SLOT.protocol] as number, row[SLOT.action] as number) | 0;
  const host = hostHandle(row) | 0;
  keys[at + KEY.client] = client;
  keys[at + KEY.server] = server;
  keys[at + KEY.packed] = packed;
  keys[at + KEY.host] = host;
  keys[at + KEY.hash] = hashOf(client | 0, server | 0, packed, host);
  keys[at + KEY.fromClient] = fromClient ? 1 : 0;
}

function hashOf(client: number, server: number, packed: number, host: number): number {
  let hash = Math.imul(client ^ Math.imul(host, 0x9e3779b1), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 15) ^ server ^ Math.imul(packed, 0x27d4eb2f), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}

/** Interface, else instance, else VPC, else account: handles of one table, so no two kinds share a number. */
function hostHandle(row: Float64Array): number {
  return (
    (row[SLOT.interface] as number) ||
    (row[SLOT.instance] as number) ||
    (row[SLOT.vpc] as number) ||
    (row[SLOT.account] as number)
  );
}
