/** The answers of a resolver query log record as bytes → DnsAnswers, the same object for the same answer of earlier records. */

import { type DnsAnswer, dnsAnswer } from "../../event-dns.ts";
import { DNS_ANSWER_KINDS_MAX } from "../../limits.ts";
import { decodeUtf8 } from "../../text.ts";
import { LITERAL, literalEnd, ODD } from "./literals.ts";
import { TextTable } from "./text-table.ts";
import { text } from "./to-dns-query.ts";

const COMMA = 0x2c;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const CLOSE_BRACE = 0x7d;
/** Answers of records that have fewer than so many are given in lists that are used again. */
const LISTS_KEPT = 16;

/** Data of an answer, and the answers that have it. */
type Data = { readonly rdata: string; readonly answers: DnsAnswer[] };

export class AnswerScanner {
  readonly #words: TextTable<string | null>;
  readonly #data = new TextTable((bytes): Data => ({ rdata: text(decodeUtf8(bytes)) ?? "", answers: [] }));
  readonly #answers: DnsAnswer[] = [];
  #count = 0;
  /** By length: emptying one list again and again would make a new one each time. */
  readonly #lists: DnsAnswer[][] = [];
  /** Last handles: most answers of a log are of one type, and all of one class. */
  #typeHint = 0;
  #classHint = 0;

  constructor(words: TextTable<string | null>) {
    this.#words = words;
  }

  /** The record has none. */
  forget(): void {
    this.#count = 0;
  }

  /** Those scanned last, until others are. */
  list(): readonly DnsAnswer[] {
    const count = this.#count;
    if (count >= LISTS_KEPT) return this.#answers.slice(0, count);
    const list = (this.#lists[count] ??= this.#answers.slice(0, count));
    for (let at = 0; at < count; at++) list[at] = this.#answers[at] as DnsAnswer;
    return list;
  }

  /** Scans the list at `start` → its end, or ODD. `view` is of the same bytes. */
  scan(bytes: Uint8Array, view: DataView, start: number): number {
    if (bytes[start] !== OPEN_BRACKET) return ODD;
    this.#count = 0;
    let at = start + 1;
    if (bytes[at] === CLOSE_BRACKET) return at + 1;
    for (;;) {
      at = literalEnd(bytes, view, at, LITERAL.answer);
      const handle = at < 0 ? 0 : this.#data.at(bytes, view, at, 0);
      if (handle === 0) return ODD;
      at = this.#rest(bytes, view, this.#data.end, this.#data.value(handle));
      if (at < 0) return ODD;
      if (bytes[at] === CLOSE_BRACKET) return at + 1;
      if (bytes[at++] !== COMMA) return ODD;
    }
  }

  /** Of an answer, after its data. */
  #rest(bytes: Uint8Array, view: DataView, start: number, data: Data): number {
    const words = this.#words;
    let at = literalEnd(bytes, view, start, LITERAL.answerType);
    if (at < 0) return ODD;
    this.#typeHint = words.at(bytes, view, at, this.#typeHint);
    if (this.#typeHint === 0) return ODD;
    const type = words.value(this.#typeHint) ?? "UNKNOWN";
    at = literalEnd(bytes, view, words.end, LITERAL.answerClass);
    if (at < 0) return ODD;
    this.#classHint = words.at(bytes, view, at, this.#classHint);
    if (this.#classHint === 0 || bytes[words.end] !== CLOSE_BRACE) return ODD;
    this.#answers[this.#count++] = sameAnswer(data, type, words.value(this.#classHint) ?? "IN");
    return words.end + 1;
  }
}

function sameAnswer({ rdata, answers }: Data, type: string, klass: string): DnsAnswer {
  for (const known of answers) if (known.type === type && known.class === klass) return known;
  const answer = dnsAnswer(rdata, type, klass);
  if (answers.length < DNS_ANSWER_KINDS_MAX) answers.push(answer);
  return answer;
}
