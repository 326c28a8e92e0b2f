/** Synthetic logs for the benchmarks: the same bytes for the same seed, shaped as a small VPC's. */

import { encodeUtf8 } from "../src/core/text.ts";

/** mulberry32: 32 bits of state are enough for shapes. */
export function seededRandom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * below);
  };
}

/** Lines as bytes at once: half a million strings would be in the way of what is measured. */
class Lines {
  length = 0;
  #bytes = new Uint8Array(1024 * 1024);
  #used = 0;

  push(line: string): void {
    const bytes = encodeUtf8(`${line}\n`);
    if (this.#used + bytes.length > this.#bytes.length) {
      const longer = new Uint8Array(this.#bytes.length * 2);
      longer.set(this.#bytes);
      this.#bytes = longer;
    }
    this.#bytes.set(bytes, this.#used);
    this.#used += bytes.length;
    this.length++;
  }

  bytes(): Uint8Array {
    return this.#bytes.slice(0, this.#used);
  }
}

const HEADER =
  "version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status";
const PORTS = [443, 443, 443, 80, 53, 22, 3306, 5432, 6379, 8080];

function peer(host: number, at: number): string {
  const mixed = Math.imul(host * 40 + at + 1, 0x9e3779b1) >>> 0;
  return `${(mixed % 180) + 11}.${(mixed >>> 8) & 255}.${(mixed >>> 16) & 255}.${mixed >>> 24}`;
}

/**
 * Default format, `lines` records: `interfaces` hosts talk to 40 peers each, a peer serves one port and seldom others, both directions are logged, in
 * windows of a minute; a tenth of the records is rejected scanning from anywhere.
 */
export function flowLog(lines: number, interfaces = 300, seed = 1): Uint8Array {
  const random = seededRandom(seed);
  const text = new Lines();
  text.push(HEADER);
  while (text.length < lines) {
    const host = random(interfaces);
    const eni = `eni-0${(host * 2_654_435_761).toString(16).padStart(16, "a").slice(0, 16)}`;
    const own = `10.0.${host >> 8}.${host & 255}`;
    const start = 1_700_000_000 + Math.floor(text.length / 4000) * 60 + random(20);
    const window = `${start} ${start + 30 + random(30)}`;
    const head = `2 123456789012 ${eni}`;
    if (random(10) === 0) {
      const source = `${random(200) + 11}.${random(256)}.${random(256)}.${random(256)}`;
      text.push(`${head} ${source} ${own} ${1024 + random(64_000)} ${1 + random(9000)} 6 1 40 ${window} REJECT OK`);
      continue;
    }
    const which = random(40);
    const other = peer(host, which);
    const port = PORTS[(random(20) === 0 ? random(PORTS.length) : which) % PORTS.length] ?? 443;
    const own2 = 32_768 + random(28_000);
    const packets = 1 + random(400);
    text.push(
      `${head} ${own} ${other} ${own2} ${port} 6 ${packets} ${packets * (60 + random(900))} ${window} ACCEPT OK`,
    );
    text.push(
      `${head} ${other} ${own} ${port} ${own2} 6 ${packets} ${packets * (60 + random(1400))} ${window} ACCEPT OK`,
    );
  }
  return text.bytes();
}

const WORDS = ["api", "cdn", "mail", "static", "img", "login", "auth", "events", "metrics", "sync", "edge", "data"];
const ZONES = ["example.com", "example.net", "example.org", "amazonaws.example", "windows.example", "cdn.example"];

/** Resolver query log, `lines` records of 100 clients, which ask for few names often and for many seldom. */
export function dnsLog(lines: number, seed = 1): Uint8Array {
  const random = seededRandom(seed);
  const text = new Lines();
  for (let at = 0; at < lines; at++) {
    const client = random(100);
    // The square of a share below 1: half of the queries are for a quarter of a client's names.
    const which = client * 7 + Math.floor((random(1000) / 1000) ** 2 * 200);
    const name = `${WORDS[which % WORDS.length]}${which}.${WORDS[(which >> 2) % WORDS.length]}.${ZONES[which % ZONES.length]}.`;
    const type = ["A", "A", "AAAA", "TXT"][random(4)] ?? "A";
    const answers = Array.from({ length: random(4) }, () => ({
      Rdata: `198.51.100.${random(256)}`,
      Type: type,
      Class: "IN",
    }));
    const second = String(Math.floor(at / 200) % 60).padStart(2, "0");
    text.push(
      JSON.stringify({
        version: "1.100000",
        account_id: "123456789012",
        region: "us-east-1",
        vpc_id: "vpc-0123456789abcdef0",
        query_timestamp: `2024-07-31T13:06:${second}Z`,
        query_name: name,
        query_type: type,
        query_class: "IN",
        rcode: answers.length > 0 ? "NOERROR" : "NXDOMAIN",
        answers,
        srcaddr: `10.0.0.${client}`,
        srcport: String(32_768 + random(28_000)),
        transport: "UDP",
        srcids: client % 2 === 0 ? {} : { instance: `i-0123456789abcde${String(client).padStart(2, "0")}` },
      }),
    );
  }
  return text.bytes();
}
