/** Addresses as numbers: an IPv4 address is itself, an IPv6 address 2^32 plus its place in a bounded table. */

import { FLOW_IPV6_MAX, TABLE_PROBES_MAX } from "../../limits.ts";
import { type Ip, ipv6Text, ipWords, isMappedIpv4 } from "../../net/ip.ts";
import { TABLE_FULL } from "./name-table.ts";

const INDEX_SIZE = FLOW_IPV6_MAX * 2;
const IPV6_FROM = 2 ** 32;

export class AddressTable {
  /** Made with the first IPv6 address: most logs have none. */
  #words = new Uint32Array(0);
  #index = new Int32Array(0);
  #count = 0;

  /** Handle of an address given as four words; TABLE_FULL where it does not fit. */
  intern(words: Uint32Array): number {
    if (isMappedIpv4(words)) return words[3] as number;
    if (this.#index.length === 0) {
      this.#words = new Uint32Array(FLOW_IPV6_MAX * 4);
      this.#index = new Int32Array(INDEX_SIZE);
    }
    let hash = 0;
    for (let word = 0; word < 4; word++) hash = Math.imul(hash ^ (words[word] as number), 0x9e3779b1) ^ (hash >>> 15);
    let at = (hash ^ (hash >>> 16)) & (INDEX_SIZE - 1);
    for (let probe = 0; probe < TABLE_PROBES_MAX; probe++) {
      const place = this.#index[at] as number;
      if (place === 0) return this.#add(words, at);
      if (this.#equals(place - 1, words)) return IPV6_FROM + place - 1;
      at = (at + 1) & (INDEX_SIZE - 1);
    }
    return TABLE_FULL;
  }

  internIp(ip: Ip): number {
    return typeof ip === "number" ? ip : this.intern(ipWords(ip));
  }

  #equals(place: number, words: Uint32Array): boolean {
    for (let word = 0; word < 4; word++) if (this.#words[place * 4 + word] !== words[word]) return false;
    return true;
  }

  #add(words: Uint32Array, at: number): number {
    if (this.#count === FLOW_IPV6_MAX) return TABLE_FULL;
    for (let word = 0; word < 4; word++) this.#words[this.#count * 4 + word] = words[word] as number;
    this.#index[at] = ++this.#count;
    return IPV6_FROM + this.#count - 1;
  }

  ip(handle: number): Ip {
    if (handle < IPV6_FROM) return handle;
    const place = handle - IPV6_FROM;
    return ipv6Text(this.#words.subarray(place * 4, place * 4 + 4));
  }
}
