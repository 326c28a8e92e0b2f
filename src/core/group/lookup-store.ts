/** Lookups of one batch as columns, found by what makes them one: host, name, type, outcome and action. */

import type { NameFacts } from "../enrich/facts.ts";
import type { DnsAnswer } from "../event-dns.ts";
import type { ListMatch } from "../intel/tables.ts";
import { LOOKUP_ANSWERS_MAX, LOOKUPS_MAX, TABLE_PROBES_MAX } from "../limits.ts";
import type { Lookup } from "./host-batch.ts";
import { Column, Table, of, ofOrNull } from "../column.ts";

const ROOM_FIRST = 256;
export const NOT_FOUND = -1;

/** Numbers of a lookup, in a row. The first three are its key. */
const HOST = 0;
const NAME = 1;
const KIND = 2;
const TRANSPORT = 3;
const RECORD = 4;
const RECORDS = 5;
/** Where its answers begin among all, and how many there are. */
const ANSWERS_FROM = 6;
const ANSWERS = 7;
/** A cache line: 16 integers, of which the last four are two doubles, the first and the last time. */
const ROW = 16;
const TIMES_ROW = 8;
const FIRST = 6;
const LAST = 7;

type Kind = { readonly type: string; readonly rcode: string | null; readonly action: string | null };
/** Kinds tried one by one before they are looked for in a table: a log has a handful. */
const KINDS_TRIED = 16;

const NO_ANSWERS: readonly DnsAnswer[] = [];
const NO_MATCHES: readonly ListMatch[] = [];

export class LookupStore {
  count = 0;
  /** Of names in lower case. */
  readonly #names = new Table<string>();
  /** By name. */
  readonly #facts: (NameFacts | null)[] = [];
  readonly #kinds: Kind[] = [];
  readonly #kindByText = new Map<string, number>();
  readonly #transports = new Table<string>();
  readonly #transport = new Column(this.#transports);
  #room = ROOM_FIRST;
  #rows = new Int32Array(ROOM_FIRST * ROW);
  #times = new Float64Array(this.#rows.buffer);
  /** Places of two numbers each: a hash, and the lookup's number from 1, 0 for a free place. */
  #index = new Int32Array(ROOM_FIRST * 4);
  /** Names that were not logged in lower case, by lookup. */
  readonly #logged = new Map<number, string>();
  /** Of all lookups; what one has is written anew at the end where more are added. */
  readonly #answers: DnsAnswer[] = [];
  /** Of the few that have any. */
  readonly #matches = new Map<number, readonly ListMatch[]>();
  /** What `find` looked for last, and where its search ended. */
  #host = 0;
  #name = 0;
  #kind = 0;
  #hash = 0;
  #place = 0;

  /** The lookup of these; else NOT_FOUND, and `add` makes it. */
  find(host: number, nameLower: string, type: string, rcode: string | null, action: string | null): number {
    this.#host = host;
    this.#name = this.#names.indexOf(nameLower);
    this.#kind = this.#kindOf(type, rcode, action);
    this.#hash = hashOf(host, this.#name, this.#kind);
    return this.#search();
  }

  #kindOf(type: string, rcode: string | null, action: string | null): number {
    const kinds = this.#kinds;
    const tried = Math.min(kinds.length, KINDS_TRIED);
    for (let number = 0; number < tried; number++) {
      const kind = kinds[number] as Kind;
      if (kind.type === type && kind.rcode === rcode && kind.action === action) return number;
    }
    const text = JSON.stringify([type, rcode, action]);
    const known = this.#kindByText.get(text);
    if (known !== undefined) return known;
    this.#kindByText.set(text, kinds.length);
    return kinds.push({ type, rcode, action }) - 1;
  }

  #search(): number {
    const rows = this.#rows;
    const index = this.#index;
    const hash = this.#hash;
    const mask = index.length - 1;
    let place = (hash << 1) & mask;
    for (let probe = 0; probe < TABLE_PROBES_MAX; probe++) {
      const number = index[place + 1] as number;
      if (number === 0) break;
      if (index[place] === hash && this.#isSought(rows, (number - 1) * ROW)) return number - 1;
      place = (place + 2) & mask;
    }
    this.#place = place;
    return NOT_FOUND;
  }

  #isSought(rows: Int32Array, at: number): boolean {
    return rows[at + HOST] === this.#host && rows[at + NAME] === this.#name && rows[at + KIND] === this.#kind;
  }

  /** Whether what `find` did not find last can be added: a chain that is too long counts as full. */
  get hasRoom(): boolean {
    return this.count < LOOKUPS_MAX && this.#index[this.#place + 1] === 0;
  }

  /** Adds what `find` did not find last, while there is room. → its number. */
  add(record: number, name: string, transport: string | null, timeMs: number, facts: NameFacts | null): number {
    if (this.count === this.#room) this.#grow();
    const number = this.count++;
    this.#index[this.#place] = this.#hash;
    this.#index[this.#place + 1] = number + 1;
    const rows = this.#rows;
    const at = number * ROW;
    rows[at + HOST] = this.#host;
    rows[at + NAME] = this.#name;
    rows[at + KIND] = this.#kind;
    rows[at + TRANSPORT] = this.#transport.indexOf(transport);
    rows[at + RECORD] = record;
    rows[at + RECORDS] = 1;
    this.#times[number * TIMES_ROW + FIRST] = timeMs;
    this.#times[number * TIMES_ROW + LAST] = timeMs;
    this.#facts[this.#name] = facts;
    if (name !== this.#names.values[this.#name]) this.#logged.set(number, name);
    return number;
  }

  /** Counts one more query. */
  sum(number: number, timeMs: number): void {
    const times = this.#times;
    const at = number * ROW + RECORDS;
    this.#rows[at] = (this.#rows[at] as number) + 1;
    const first = number * TIMES_ROW + FIRST;
    if (timeMs < (times[first] as number)) times[first] = timeMs;
    if (timeMs > (times[first + 1] as number)) times[first + 1] = timeMs;
  }

  /** Adds what has data that is not yet known, up to LOOKUP_ANSWERS_MAX. */
  addAnswers(number: number, answers: readonly DnsAnswer[], onNew: (answer: DnsAnswer, number: number) => void): void {
    const rows = this.#rows;
    const at = number * ROW;
    const known = rows[at + ANSWERS] as number;
    let count = known;
    for (const answer of answers) {
      if (count === LOOKUP_ANSWERS_MAX) break;
      if (this.#has(rows[at + ANSWERS_FROM] as number, known, answer)) continue;
      if (count === known) this.#moveAnswers(at, known);
      this.#answers.push(answer);
      count++;
      onNew(answer, number);
    }
    rows[at + ANSWERS] = count;
  }

  /** Whether its data is among these. Texts of one length are rare enough to be compared. */
  #has(from: number, count: number, answer: DnsAnswer): boolean {
    const { rdata } = answer;
    for (let at = from; at < from + count; at++) {
      const one = this.#answers[at] as DnsAnswer;
      if (one === answer || (one.rdata.length === rdata.length && one.rdata === rdata)) return true;
    }
    return false;
  }

  /** So that there is room behind them. */
  #moveAnswers(at: number, count: number): void {
    const from = this.#rows[at + ANSWERS_FROM] as number;
    this.#rows[at + ANSWERS_FROM] = this.#answers.length;
    if (from + count === this.#answers.length) this.#rows[at + ANSWERS_FROM] = from;
    else for (let one = from; one < from + count; one++) this.#answers.push(this.#answers[one] as DnsAnswer);
  }

  addMatches(number: number, matches: readonly ListMatch[]): void {
    this.#matches.set(number, [...(this.#matches.get(number) ?? []), ...matches]);
  }

  /** Numbers of the lookups of each of so many hosts, in order of their first record. */
  byHost(hosts: number): readonly Int32Array[] {
    const counts = new Int32Array(hosts);
    for (let number = 0; number < this.count; number++) {
      const host = this.#rows[number * ROW + HOST] as number;
      counts[host] = (counts[host] as number) + 1;
    }
    const lists = Array.from(counts, (count) => new Int32Array(count));
    for (let number = this.count - 1; number >= 0; number--) {
      const host = this.#rows[number * ROW + HOST] as number;
      const place = (counts[host] as number) - 1;
      counts[host] = place;
      (lists[host] as Int32Array)[place] = number;
    }
    return lists;
  }

  /** `srcIp`: see Lookup. */
  lookups(numbers: Int32Array, srcIp: string | null): readonly Lookup[] {
    const lookups: Lookup[] = [];
    for (let at = 0; at < numbers.length; at++) lookups.push(this.#lookup(numbers[at] as number, srcIp));
    return lookups;
  }

  #lookup(number: number, srcIp: string | null): Lookup {
    const rows = this.#rows;
    const at = number * ROW;
    const { type, rcode, action } = of(this.#kinds, rows[at + KIND]);
    const nameLower = of(this.#names.values, rows[at + NAME]);
    const from = rows[at + ANSWERS_FROM] as number;
    const answers = rows[at + ANSWERS] as number;
    return {
      record: rows[at + RECORD] as number,
      records: rows[at + RECORDS] as number,
      name: this.#logged.get(number) ?? nameLower,
      nameLower,
      type,
      rcode,
      answers: answers === 0 ? NO_ANSWERS : this.#answers.slice(from, from + answers),
      firewallAction: action,
      srcIp,
      transport: ofOrNull(this.#transports.values, rows[at + TRANSPORT]),
      firstMs: this.#times[number * TIMES_ROW + FIRST] as number,
      lastMs: this.#times[number * TIMES_ROW + LAST] as number,
      facts: ofOrNull(this.#facts, rows[at + NAME]),
      answerMatches: this.#matches.get(number) ?? NO_MATCHES,
    };
  }

  #grow(): void {
    this.#room = Math.min(LOOKUPS_MAX, this.#room * 4);
    const [rows, index] = [this.#rows, this.#index];
    this.#rows = new Int32Array(this.#room * ROW);
    this.#times = new Float64Array(this.#rows.buffer);
    this.#index = new Int32Array(this.#room * 4);
    this.#rows.set(rows);
    for (let place = 0; place < index.length; place += 2) {
      if (index[place + 1] === 0) continue;
      const free = this.#freePlace(index[place] as number);
      this.#index[free] = index[place] as number;
      this.#index[free + 1] = index[place + 1] as number;
    }
    this.#place = this.#freePlace(this.#hash);
  }

  #freePlace(hash: number): number {
    const mask = this.#index.length - 1;
    let place = (hash << 1) & mask;
    while (this.#index[place + 1] !== 0) place = (place + 2) & mask;
    return place;
  }
}

function hashOf(host: number, name: number, kind: number): number {
  let hash = Math.imul(host ^ Math.imul(name, 0x9e3779b1) ^ Math.imul(kind, 0x27d4eb2f), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 15), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}
