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
/** 256 bytes: what a record touches lies in two cache lines. */
export const CONVERSATION_SLOTS = 32;

export const LOCAL_SIDE = { unknown: 0, client: 1, server: 2 } as const;

/** Port and protocol are -1 where absent. */
export function packKey(serverPort: number, protocol: number, action: number): number {
  return ((serverPort + 1) * 512 + protocol + 1) * 4 + action;
}

export function portOf(packed: number): number | null {
  return packed < 2048 ? null : (packed >>> 11) - 1;
}

export function protocolOf(packed: number): number | null {
  const protocol = ((packed >>> 2) & 511) - 1;
  return protocol < 0 ? null : protocol;
}

/** ACTION of columns.ts. */
export function actionOf(packed: number): number {
  return packed & 3;
}
