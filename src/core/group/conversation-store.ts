/** Where conversations lie while they are summed: for each, one cache line that every record touches, and one that few do. */

import { CONVERSATIONS_MAX } from "../limits.ts";

/** Places in the line of 16 int32, which the doubles of SUM share. */
export const HOT = {
  /** Key: low halves of the address handles, the packed rest, the host's handle. */
  client: 0,
  server: 1,
  packed: 2,
  host: 3,
  /** 4 to 11 are the sums. */
  firstSeconds: 12,
  lastSeconds: 13,
  records: 14,
  /** Flags to the server, flags to the client, basis, local side: see the shifts below. */
  marks: 15,
} as const;

/** Places in the line of 8 doubles. */
export const SUM = { packetsToServer: 2, bytesToServer: 3, packetsToClient: 4, bytesToClient: 5 } as const;

/** Places in the second line of 16 int32: of the first record, but for the path. */
export const COLD = {
  record: 0,
  clientPort: 1,
  account: 2,
  interface: 3,
  instance: 4,
  vpc: 5,
  subnet: 6,
  region: 7,
  clientService: 8,
  serverService: 9,
  path: 10,
  rejectReason: 11,
} as const;

export const LOCAL_SIDE = { unknown: 0, client: 1, server: 2 } as const;

export const FLAGS_TO_SERVER_SHIFT = 0;
export const FLAGS_TO_CLIENT_SHIFT = 8;
export const BASIS_SHIFT = 16;
export const LOCAL_SHIFT = 20;

const CLIENT_IPV6 = 1 << 28;
const SERVER_IPV6 = 1 << 29;
const IPV6_FROM = 2 ** 32;

/** Server port, protocol (-1 where absent) and action, with what the halves of the address handles leave out. */
export function packKey(client: number, server: number, serverPort: number, protocol: number, action: number): number {
  const rest = (((serverPort + 1) << 11) | ((protocol + 1) << 2) | action) >>> 0;
  return rest | (client >= IPV6_FROM ? CLIENT_IPV6 : 0) | (server >= IPV6_FROM ? SERVER_IPV6 : 0);
}

/** Most objects are of a few minutes and have few. */
const CONVERSATIONS_AT_FIRST = 1_024;

export class ConversationStore {
  count = 0;
  /** Of no use but that what was loaded for it is not left out as idle. */
  touched = 0;
  /** Replaced when the store grows, as the others are. */
  hot = new Int32Array(CONVERSATIONS_AT_FIRST * 16);
  sums = new Float64Array(this.hot.buffer);
  cold = new Int32Array(CONVERSATIONS_AT_FIRST * 16);

  /** Makes room for one more; false where CONVERSATIONS_MAX are held. */
  hasRoom(): boolean {
    const places = this.hot.length / 16;
    if (this.count < places) return true;
    if (places >= CONVERSATIONS_MAX) return false;
    this.hot = grown(this.hot);
    this.sums = new Float64Array(this.hot.buffer);
    this.cold = grown(this.cold);
    return true;
  }

  /**
   * Loads what is read of these conversations, which lie apart: loads that do not wait for one another are under way at the same
   * time, where writing one after another waits for each.
   */
  touch(indices: Int32Array): void {
    let touched = 0;
    for (let at = 0; at < indices.length; at++) {
      const line = (indices[at] as number) * 16;
      touched ^= (this.hot[line] as number) ^ (this.cold[line] as number);
    }
    this.touched = touched;
  }

  client(index: number): number {
    return this.#address(index * 16 + HOT.client, this.#packed(index) & CLIENT_IPV6);
  }

  server(index: number): number {
    return this.#address(index * 16 + HOT.server, this.#packed(index) & SERVER_IPV6);
  }

  serverPort(index: number): number | null {
    const port = ((this.#packed(index) >>> 11) & 0x1ffff) - 1;
    return port < 0 ? null : port;
  }

  protocol(index: number): number | null {
    const protocol = ((this.#packed(index) >>> 2) & 511) - 1;
    return protocol < 0 ? null : protocol;
  }

  /** ACTION of columns.ts. */
  action(index: number): number {
    return this.#packed(index) & 3;
  }

  /** `bits` of the marks, from `shift`. */
  mark(index: number, shift: number, bits: number): number {
    return ((this.hot[index * 16 + HOT.marks] as number) >>> shift) & ((1 << bits) - 1);
  }

  #packed(index: number): number {
    return this.hot[index * 16 + HOT.packed] as number;
  }

  #address(at: number, ipv6: number): number {
    return ((this.hot[at] as number) >>> 0) + (ipv6 === 0 ? 0 : IPV6_FROM);
  }
}

function grown(lines: Int32Array): Int32Array<ArrayBuffer> {
  const longer = new Int32Array(lines.length * 2);
  longer.set(lines);
  return longer;
}
