/**
 * The hot path: a resolver query log record as the Resolver writes it, one object on one line without blanks and escapes, as
 * bytes → a DnsQuery whose texts are those of earlier records. Whatever looks odd is left to to-dns-query.ts.
 */

import type { DnsAnswer, DnsQuery } from "../../event-dns.ts";
import { DNS_ANSWER_KINDS_MAX, DNS_NAME_CHARS_MAX } from "../../limits.ts";
import { type Ip, parseIp } from "../../net/ip.ts";
import { msFromIso } from "../../net/time.ts";
import { FIELD, fieldAt, FIELDS, LITERAL, literalEnd } from "./literals.ts";
import { TextTable } from "./text-table.ts";
import { type DnsDefaults, hostByAddress, NO_ANSWERS, text, withoutDot } from "./to-dns-query.ts";

/** The line is not as the Resolver writes it. */
export const ODD = -1;

const NEWLINE = 0x0a;
const RETURN = 0x0d;
const QUOTE = 0x22;
const COMMA = 0x2c;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const PORT_DIGITS_MAX = 5;
const PORT_MAX = 65_535;
const NEEDED = (1 << FIELD.name) | (1 << FIELD.time);
/** Stands for the member before the first. */
const START = FIELDS;
/** Place of the hints for the parts of an answer. */
const [ANSWER_TYPE, ANSWER_CLASS] = [FIELDS, FIELDS + 1];

type Name = { readonly name: string; readonly nameLower: string };
/** An address, and the host that it last stood for. */
type Source = { readonly ip: Ip | null; place: string; host: string | null };
/** Data of an answer, and the answers that have it. */
type Data = { readonly rdata: string; readonly answers: DnsAnswer[] };

export class RecordScanner {
  readonly #defaults: DnsDefaults;
  readonly #words = new TextTable(text);
  readonly #names = new TextTable(nameOf);
  readonly #times = new TextTable(msFromIso);
  readonly #sources = new TextTable((given): Source => ({ ip: parseIp(given), place: "", host: null }));
  readonly #data = new TextTable((given): Data => ({ rdata: text(given) ?? "", answers: [] }));
  /** Last handle in each place: neighbouring records share most of their texts. */
  readonly #hints = new Int32Array(FIELDS + 2);
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
  #answers: readonly DnsAnswer[] = NO_ANSWERS;

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
    this.#forgetRecord();
    let at = start;
    let seen = 0;
    let before: number = START;
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
      if ((seen & (1 << field)) !== 0) return ODD;
      seen |= 1 << field;
      before = field;
      at = this.#value(bytes, value, field);
      if (at < 0) return ODD;
    } while (bytes[at] === COMMA);
    if (bytes[at] !== CLOSE_BRACE || (seen & NEEDED) !== NEEDED) return ODD;
    at++;
    if (bytes[at] === RETURN) at++;
    return bytes[at] === NEWLINE && this.#name !== null && this.#timeMs !== null && this.#host() !== null
      ? at + 1
      : ODD;
  }

  /** The query of the line scanned last. `record`: its number in its object, from 1. */
  query(record: number): DnsQuery {
    const texts = this.#texts;
    const { name, nameLower } = this.#name as Name;
    const action = texts[FIELD.action] as string | null;
    return {
      kind: "dns-query",
      record,
      timeMs: this.#timeMs as number,
      accountId: texts[FIELD.account] ?? this.#defaults.accountId,
      region: texts[FIELD.region] ?? this.#defaults.region,
      vpcId: texts[FIELD.vpc] ?? this.#defaults.vpcId,
      host: this.#host() as string,
      instanceId: this.#instanceId,
      srcIp: this.#source === null ? null : this.#source.ip,
      srcPort: this.#port,
      name,
      nameLower,
      type: texts[FIELD.type] ?? "UNKNOWN",
      class: texts[FIELD.class] ?? "IN",
      rcode: texts[FIELD.rcode] as string | null,
      transport: texts[FIELD.transport] as string | null,
      answers: this.#answers,
      firewall:
        action === null
          ? null
          : {
              action,
              ruleGroupId: texts[FIELD.ruleGroup] as string | null,
              domainListId: texts[FIELD.domainList] as string | null,
            },
    };
  }

  #forgetRecord(): void {
    this.#texts.fill(null);
    this.#timeMs = null;
    this.#name = null;
    this.#source = null;
    this.#port = null;
    this.#instanceId = null;
    this.#answers = NO_ANSWERS;
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
    if (field === FIELD.answers) return this.#answersAt(bytes, at);
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

  #answersAt(bytes: Uint8Array, start: number): number {
    if (bytes[start] !== OPEN_BRACKET) return ODD;
    let at = start + 1;
    if (bytes[at] === CLOSE_BRACKET) return at + 1;
    const answers: DnsAnswer[] = [];
    for (;;) {
      at = literalEnd(bytes, this.#view, at, LITERAL.answer);
      if (at < 0) return ODD;
      const handle = this.#data.at(bytes, this.#view, at, 0);
      if (handle === 0) return ODD;
      const data = this.#data.value(handle);
      at = this.#answerAt(bytes, this.#data.end, data, answers);
      if (at < 0) return ODD;
      if (bytes[at] === CLOSE_BRACKET) break;
      if (bytes[at++] !== COMMA) return ODD;
    }
    this.#answers = answers;
    return at + 1;
  }

  /** The rest of an answer, after its data. */
  #answerAt(bytes: Uint8Array, start: number, data: Data, answers: DnsAnswer[]): number {
    let at = literalEnd(bytes, this.#view, start, LITERAL.answerType);
    if (at < 0) return ODD;
    const typeHandle = this.#read(this.#words, bytes, at, ANSWER_TYPE);
    if (typeHandle === 0) return ODD;
    const type = this.#words.value(typeHandle) ?? "UNKNOWN";
    at = literalEnd(bytes, this.#view, this.#words.end, LITERAL.answerClass);
    if (at < 0) return ODD;
    const classHandle = this.#read(this.#words, bytes, at, ANSWER_CLASS);
    if (classHandle === 0 || bytes[this.#words.end] !== CLOSE_BRACE) return ODD;
    answers.push(sameAnswer(data, type, this.#words.value(classHandle) ?? "IN"));
    return this.#words.end + 1;
  }

  #idsAt(bytes: Uint8Array, start: number): number {
    if (bytes[start] !== OPEN_BRACE) return ODD;
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

/** Null for names that are refused. */
function nameOf(logged: string): Name | null {
  if (logged === "" || logged.length > DNS_NAME_CHARS_MAX) return null;
  const name = withoutDot(logged);
  return { name, nameLower: name.toLowerCase() };
}

function sameAnswer({ rdata, answers }: Data, type: string, klass: string): DnsAnswer {
  for (const known of answers) if (known.type === type && known.class === klass) return known;
  const answer = { rdata, type, class: klass };
  if (answers.length < DNS_ANSWER_KINDS_MAX) answers.push(answer);
  return answer;
}
