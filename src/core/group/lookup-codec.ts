/** Lookups ↔ rows of numbers and the texts that no two of them share: names, and the data of their answers. */

import type { NameFacts } from "../enrich/facts.ts";
import { type DnsAnswer, dnsAnswer } from "../event-dns.ts";
import type { ListMatch } from "../intel/tables.ts";
import { invariant } from "../invariant.ts";
import { ipText } from "../net/ip.ts";
import { Column, NONE, type Table, of, ofOrNull } from "../column.ts";
import type { Lookup } from "./host-batch.ts";

const ROW_NUMBERS = 12;
const ANSWER_NUMBERS = 3;
/** An answer that is an IPv4 address is that number; the place of any other in `answers` lies behind all of them. */
const TEXT_FROM = 2 ** 32;

export type PackedLookups = {
  readonly rows: Float64Array<ArrayBuffer>;
  /** One for each lookup, in their order. */
  readonly names: readonly string[];
  /** What the answers that are no IPv4 address say. */
  readonly answers: readonly string[];
};
/** Tables that the rows point into. */
export type LookupTables = {
  readonly strings: readonly string[];
  readonly facts: readonly NameFacts[];
  readonly matches: readonly (readonly ListMatch[])[];
};

export function packLookups(
  lookups: readonly Lookup[],
  strings: Table<string>,
  facts: Table<NameFacts>,
  matches: Table<readonly ListMatch[]>,
): PackedLookups {
  const column = (): Column<string> => new Column(strings);
  const [typeColumn, rcodeColumn, actionColumn] = [column(), column(), column()];
  const [srcIpColumn, transportColumn, factsColumn] = [column(), column(), new Column(facts)];
  const answerColumns = { type: column(), class: column() };
  let answerCount = 0;
  for (const { answers } of lookups) answerCount += answers.length;
  const rows = new Float64Array(lookups.length * ROW_NUMBERS + answerCount * ANSWER_NUMBERS);
  const names: string[] = [];
  const texts: string[] = [];
  let at = 0;
  for (const lookup of lookups) {
    const { answers, answerMatches } = lookup;
    names.push(lookup.name);
    rows[at] = lookup.record;
    rows[at + 1] = lookup.records;
    rows[at + 2] = typeColumn.indexOf(lookup.type);
    rows[at + 3] = rcodeColumn.indexOf(lookup.rcode);
    rows[at + 4] = actionColumn.indexOf(lookup.firewallAction);
    rows[at + 5] = srcIpColumn.indexOf(lookup.srcIp);
    rows[at + 6] = transportColumn.indexOf(lookup.transport);
    rows[at + 7] = lookup.firstMs;
    rows[at + 8] = lookup.lastMs;
    rows[at + 9] = factsColumn.indexOf(lookup.facts);
    rows[at + 10] = answerMatches.length === 0 ? NONE : matches.indexOf(answerMatches);
    rows[at + 11] = answers.length;
    at += ROW_NUMBERS;
    for (const answer of answers) {
      rows[at] = answerColumns.type.indexOf(answer.type);
      rows[at + 1] = answerColumns.class.indexOf(answer.class);
      rows[at + 2] = answerNumber(answer, texts);
      at += ANSWER_NUMBERS;
    }
  }
  return { rows, names, answers: texts };
}

/** A dotted quad has one form; an IPv4 address written as an IPv6 one has more. */
function answerNumber({ ip, rdata }: DnsAnswer, texts: string[]): number {
  return typeof ip === "number" && !rdata.includes(":") ? ip : TEXT_FROM + texts.push(rdata) - 1;
}

/** Throws where the rows are not those of as many lookups as there are names. */
export function unpackLookups({ rows, names, answers }: PackedLookups, tables: LookupTables): Lookup[] {
  const { strings } = tables;
  let at = 0;
  const lookups: Lookup[] = [];
  for (const name of names) {
    const from = at;
    at += ROW_NUMBERS;
    const count = rows[at - 1];
    invariant(count !== undefined, "packed lookups have all of their numbers");
    const own: DnsAnswer[] = [];
    for (const end = at + count * ANSWER_NUMBERS; at < end; at += ANSWER_NUMBERS) {
      own.push(toAnswer(of(strings, rows[at]), of(strings, rows[at + 1]), rows[at + 2] as number, answers));
    }
    lookups.push({
      record: rows[from] as number,
      records: rows[from + 1] as number,
      name,
      nameLower: name.toLowerCase(),
      type: of(strings, rows[from + 2]),
      rcode: ofOrNull(strings, rows[from + 3]),
      firewallAction: ofOrNull(strings, rows[from + 4]),
      srcIp: ofOrNull(strings, rows[from + 5]),
      transport: ofOrNull(strings, rows[from + 6]),
      firstMs: rows[from + 7] as number,
      lastMs: rows[from + 8] as number,
      facts: ofOrNull(tables.facts, rows[from + 9]),
      answerMatches: ofOrNull(tables.matches, rows[from + 10]) ?? NO_MATCHES,
      answers: own,
    });
  }
  invariant(at === rows.length, "packed lookups have all of their numbers");
  return lookups;
}

const NO_MATCHES: readonly ListMatch[] = [];

/** The same addresses answer again and again: one object for them, in one of so many places. */
const ANSWERS_KEPT = 2_048;
const keptAnswers: (DnsAnswer | null)[] = Array<DnsAnswer | null>(ANSWERS_KEPT).fill(null);

function toAnswer(type: string, klass: string, number: number, texts: readonly string[]): DnsAnswer {
  if (!(number < TEXT_FROM)) return dnsAnswer(of(texts, number - TEXT_FROM), type, klass);
  const place = (number ^ (number >>> 11)) & (ANSWERS_KEPT - 1);
  const kept = keptAnswers[place];
  if (kept && kept.ip === number && kept.type === type && kept.class === klass) return kept;
  const answer = { rdata: ipText(number), type, class: klass, ip: number };
  keptAnswers[place] = answer;
  return answer;
}
