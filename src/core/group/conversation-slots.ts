/** How a conversation lies in numbers: one stretch of doubles each, those that every record touches first. */

export const CONVERSATION = {
  /** Key: host handle, addresses, and server port, protocol and action packed into one number. */
  host: 0,
  client: 1,
  server: 2,
  packed: 3,
  packetsToServer: 4,
  bytesToServer: 5,
  packetsToClient: 6,
  bytesToClient: 7,
  firstSeconds: 8,
  lastSeconds: 9,
  flagsToServer: 10,
  flagsToClient: 11,
  records: 12,
  /** BASIS of the strongest record; below `guess` nobody is known to have begun. */
  basis: 13,
  /** LOCAL_SIDE by the record's direction. */
  local: 14,
  clientPort: 15,
  /** Of the first record. */
  record: 16,
  account: 17,
  interface: 18,
  instance: 19,
  vpc: 20,
  subnet: 21,
  region: 22,
  clientService: 23,
  serverService: 24,
  path: 25,
  rejectReason: 26,
} as const;
export const CONVERSATION_SLOTS = 28;

export const LOCAL_SIDE = { unknown: 0, client: 1, server: 2 } as const;

/** Port and protocol are -1 where absent. */
export function packKey(serverPort: number, protocol: number, action: number): number {
  return ((serverPort + 1) * 512 + protocol + 1) * 4 + action;
}

export function unpackKey(packed: number): { serverPort: number | null; protocol: number | null; action: number } {
  const port = Math.floor(packed / 2048) - 1;
  const protocol = (Math.floor(packed / 4) % 512) - 1;
  return { serverPort: port < 0 ? null : port, protocol: protocol < 0 ? null : protocol, action: packed % 4 };
}
