/**
 * The hot path: a resolver query log record as the Resolver writes it, one object on one line without blanks and escapes, as
 * bytes → a DnsQuery whose texts are those of earlier records. Whatever looks odd is left to to-dns-query.ts.
 */

import type { DnsFirewall, DnsQuery } from "../../event-dns.ts";
import { DNS_NAME_CHARS_MAX } from "../../limits.ts";
import { type Ip, parseIp } from "../../net/ip.ts";
import { msFromIso } from "../../net/time.ts";
import { decodeUtf8 } from "../../text.ts";
import { AnswerScanner } from "./answer-scanner.ts";
import { FIELD, fieldAt, FIELDS, LITERAL, literalEnd, ODD } from "./literals.ts";
import { TextTable } from "./text-table.ts";
import { type DnsDefaults, hostByAddress, text } from "./to-dns-query.ts";

const NEWLINE = 0x0a;
const RETURN = 0x0d;
const QUOTE = 0x22;
const COMMA = 0x2c;
const DOT = 0x2e;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const PORT_DIGITS_MAX = 5;
const PORT_MAX = 65_535;
const NEEDED = (1 << FIELD.name) | (1 << FIELD.time);
/** Stands for the member before the first. */
const START = FIELDS;

type Changing<T> = { -readonly [K in keyof T]: T[K] };
type Name = { readonly name: string; readonly nameLower: string };
/** An address, and the host that it last stood for. */
type Source = { readonly ip: Ip | null; place: string; host: string | null };

export class RecordScanner {
  readonly #defaults: DnsDefaults;
  readonly #words = new TextTable((bytes) => text(decodeUtf8(bytes)));
  readonly #names = new TextTable(nameOf);
  readonly #times = new TextTable((bytes) => msFromIso(decodeUtf8(bytes)));
  readonly #sources = new TextTable((bytes): Source => ({ ip: parseIp(decodeUtf8(bytes)), place: "", host: null }));
  readonly #answers = new AnswerScanner(this.#words);
  /** Last handle in each place: neighbouring records share most of their texts. */
  readonly #hints = new Int32Array(FIELDS);
  /** By member: the one that followed it last. */
  readonly #followers = new Uint8Array(FIELDS + 1);
  #view: DataView = new DataView(new ArrayBuffer(0));

  /** Of the record at hand: texts by FIELD, null where it has none. */
  readonly #texts: (string | null)[] = Array<string | null>(FIELDS).fill(null);
  #timeMs: number | null = null;
  #name: Name | null = null;
  #source: Source | null = null;
  #port: number | null = null;
  #instanceId: string | null = null;
  /** Bits of the members that the record has, and of those that may hold something yet. */
  #seen = 0;
  #filled = 0;

  /** One for all records: most are summed into a lookup that is there already. */
  readonly #query: Changing<DnsQuery> = {
    kind: "dns-query",
    record: 0,
    timeMs: 0,
    accountId: "",
    region: null,
    vpcId: null,
    host: "",
    instanceId: null,
    srcIp: null,
    srcPort: null,
    name: "",
    nameLower: "",
    type: "",
    class: "",
    rcode: null,
    transport: null,
    answers: [],
    firewall: null,
  };

  constructor(defaults: DnsDefaults) {
    this.#defaults = defaults;
  }

  /** The bytes of the coming lines. */
  over(bytes: Uint8Array): void {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  }

  /** Scans the line at `start`, which ends in a newline inside `bytes`, those given to `over` → start of the next line, or ODD. */
  scan(bytes: Uint8Array, start: number): number {
    if (bytes[start] !== OPEN_BRACE) return ODD;
    const at = this.#members(bytes, start);
    if (at < 0 || (this.#seen & NEEDED) !== NEEDED) return ODD;
    const stale = this.#filled & ~this.#seen;
    if (stale !== 0) this.#forget(stale);
    const end = bytes[at] === RETURN ? at + 1 : at;
    return bytes[end] === NEWLINE && this.#name !== null && this.#timeMs !== null && this.#host() !== null
      ? end + 1
      : ODD;
  }

  /** → end of the object that begins at `start`, or ODD. */
  #members(bytes: Uint8Array, start: number): number {
    let at = start;
    let before: number = START;
    this.#seen = 0;
    do {
      let field = this.#followers[before] as number;
      let value = literalEnd(bytes, this.#view, at + 1, field);
      if (value < 0) {
        field = fieldAt(bytes, this.#view, at + 1);
        if (field < 0) return ODD;
        this.#followers[before] = field;
        value = literalEnd(bytes, this.#view, at + 1, field);
      }
      // Of two members of one name the last counts: a case for the slow way.
      if ((this.#seen & (1 << field)) !== 0) return ODD;
      this.#seen |= 1 << field;
      this.#filled |= 1 << field;
      before = field;
      at = this.#value(bytes, value, field);
      if (at < 0) return ODD;
    } while (bytes[at] === COMMA);
    return bytes[at] === CLOSE_BRACE ? at + 1 : ODD;
  }

  /** The query of the line scanned last, until the next is scanned. `record`: its number in its object, from 1. */
  query(record: number): DnsQuery {
    const query = this.#query;
    const texts = this.#texts;
    const { name, nameLower } = this.#name as Name;
    query.record = record;
    query.timeMs = this.#timeMs as number;
    query.accountId = texts[FIELD.account] ?? this.#defaults.accountId;
    query.region = texts[FIELD.region] ?? this.#defaults.region;
    query.vpcId = texts[FIELD.vpc] ?? this.#defaults.vpcId;
    query.host = this.#host() as string;
    query.instanceId = this.#instanceId;
    query.srcIp = this.#source === null ? null : this.#source.ip;
    query.srcPort = this.#port;
    query.name = name;
    query.nameLower = nameLower;
    query.type = texts[FIELD.type] ?? "UNKNOWN";
    query.class = texts[FIELD.class] ?? "IN";
    query.rcode = texts[FIELD.rcode] as string | null;
    query.transport = texts[FIELD.transport] as string | null;
    query.answers = this.#answers.list();
    query.firewall = this.#firewall();
    return query;
  }

  #firewall(): DnsFirewall | null {
    const action = this.#texts[FIELD.action] as string | null;
    if (action === null) return null;
    const [ruleGroupId = null, domainListId = null] = this.#texts.slice(FIELD.ruleGroup);
    return { action, ruleGroupId, domainListId };
  }

  /** What an earlier record said and this one does not. */
  #forget(stale: number): void {
    for (let field = 0; field < FIELDS; field++) if ((stale & (1 << field)) !== 0) this.#texts[field] = null;
    if ((stale & (1 << FIELD.source)) !== 0) this.#source = null;
    if ((stale & (1 << FIELD.port)) !== 0) this.#port = null;
    if ((stale & (1 << FIELD.ids)) !== 0) this.#instanceId = null;
    if ((stale & (1 << FIELD.answers)) !== 0) this.#answers.forget();
    this.#filled = this.#seen;
  }

  #host(): string | null {
    if (this.#instanceId !== null) return this.#instanceId;
    const source = this.#source;
    if (source === null) return null;
    const place =
      this.#texts[FIELD.vpc] ?? this.#defaults.vpcId ?? this.#texts[FIELD.account] ?? this.#defaults.accountId;
    if (source.host === null || source.place !== place) {
      source.place = place;
      source.host = hostByAddress(place, source.ip);
    }
    return source.host;
  }

  /** → end of the value, or ODD. */
  #value(bytes: Uint8Array, at: number, field: number): number {
    if (field === FIELD.answers) return this.#answers.scan(bytes, this.#view, at);
    if (field === FIELD.ids) return this.#idsAt(bytes, at);
    if (bytes[at] !== QUOTE) return field === FIELD.type ? this.#typeNumberAt(bytes, at) : ODD;
    switch (field) {
      case FIELD.time: {
        const handle = this.#read(this.#times, bytes, at + 1, field);
        if (handle === 0) return ODD;
        this.#timeMs = this.#times.value(handle);
        return this.#times.end;
      }
      case FIELD.name: {
        const handle = this.#read(this.#names, bytes, at + 1, field);
        if (handle === 0) return ODD;
        this.#name = this.#names.value(handle);
        return this.#names.end;
      }
      case FIELD.source: {
        const handle = this.#read(this.#sources, bytes, at + 1, field);
        if (handle === 0) return ODD;
        this.#source = this.#sources.value(handle);
        return this.#sources.end;
      }
      case FIELD.port:
        return this.#portAt(bytes, at + 1);
      default: {
        const handle = this.#read(this.#words, bytes, at + 1, field);
        if (handle === 0) return ODD;
        this.#texts[field] = this.#words.value(handle);
        return this.#words.end;
      }
    }
  }

  #read<T>(table: TextTable<T>, bytes: Uint8Array, at: number, place: number): number {
    const handle = table.at(bytes, this.#view, at, this.#hints[place] as number);
    this.#hints[place] = handle;
    return handle;
  }

  /** Types without a name are numbers. */
  #typeNumberAt(bytes: Uint8Array, start: number): number {
    let number = 0;
    let at = start;
    for (let byte = bytes[at] as number; byte >= 0x30 && byte <= 0x39; byte = bytes[++at] as number) {
      number = number * 10 + byte - 0x30;
    }
    // JSON knows no number with a leading zero.
    if (at === start || at - start > PORT_DIGITS_MAX || bytes[start] === 0x30) return ODD;
    this.#texts[FIELD.type] = String(number);
    return at;
  }

  #portAt(bytes: Uint8Array, start: number): number {
    let number = 0;
    let at = start;
    for (let byte = bytes[at] as number; byte >= 0x30 && byte <= 0x39; byte = bytes[++at] as number) {
      number = (number * 10 + byte - 0x30) | 0;
    }
    if (bytes[at] !== QUOTE || at === start || at - start > PORT_DIGITS_MAX) return ODD;
    this.#port = number <= PORT_MAX ? number : null;
    return at + 1;
  }

  #idsAt(bytes: Uint8Array, start: number): number {
    if (bytes[start] !== OPEN_BRACE) return ODD;
    this.#instanceId = null;
    if (bytes[start + 1] === CLOSE_BRACE) return start + 2;
    let at = literalEnd(bytes, this.#view, start + 1, LITERAL.instance);
    if (at < 0) return ODD;
    const handle = this.#read(this.#words, bytes, at, FIELD.ids);
    if (handle === 0) return ODD;
    this.#instanceId = this.#words.value(handle);
    at = this.#words.end;
    return bytes[at] === CLOSE_BRACE ? at + 1 : ODD;
  }
}

/** Null for names that are refused. Without escapes, a dot at the end is always the root's. */
function nameOf(logged: Uint8Array): Name | null {
  if (logged.length === 0 || logged.length > DNS_NAME_CHARS_MAX) return null;
  const isRooted = logged.length > 1 && logged[logged.length - 1] === DOT;
  const name = decodeUtf8(isRooted ? logged.subarray(0, -1) : logged);
  return { name, nameLower: name.toLowerCase() };
}
