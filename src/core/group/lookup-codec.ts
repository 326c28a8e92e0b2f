/** Lookups ↔ rows of numbers and the texts that no two of them share: names, and the data of their answers. */

import type { NameFacts } from "../enrich/facts.ts";
import type { DnsAnswer } from "../event-dns.ts";
import type { ListMatch } from "../intel/tables.ts";
import { invariant } from "../invariant.ts";
import { Column, type Table } from "./column.ts";
import { of, ofOrNull } from "./flow-codec.ts";
import type { Lookup } from "./host-batch.ts";

const ROW_NUMBERS = 12;
const ANSWER_NUMBERS = 2;

export type PackedLookups = {
  readonly rows: Float64Array<ArrayBuffer>;
  /** One for each lookup, and one for each answer, in their order. */
  readonly names: readonly string[];
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
  const columns = { type: column(), rcode: column(), action: column(), srcIp: column(), transport: column() };
  const [answerType, answerClass] = [column(), column()];
  let answerCount = 0;
  for (const { answers } of lookups) answerCount += answers.length;
  const rows = new Float64Array(lookups.length * ROW_NUMBERS + answerCount * ANSWER_NUMBERS);
  const texts: string[] = [];
  let at = 0;
  for (const lookup of lookups) {
    rows[at++] = lookup.record;
    rows[at++] = lookup.records;
    rows[at++] = columns.type.indexOf(lookup.type);
    rows[at++] = columns.rcode.indexOf(lookup.rcode);
    rows[at++] = columns.action.indexOf(lookup.firewallAction);
    rows[at++] = columns.srcIp.indexOf(lookup.srcIp);
    rows[at++] = columns.transport.indexOf(lookup.transport);
    rows[at++] = lookup.firstMs;
    rows[at++] = lookup.lastMs;
    rows[at++] = facts.indexOf(lookup.facts);
    rows[at++] = matches.indexOf(lookup.answerMatches.length === 0 ? null : lookup.answerMatches);
    rows[at++] = lookup.answers.length;
    for (const { rdata, type, class: klass } of lookup.answers) {
      texts.push(rdata);
      rows[at++] = answerType.indexOf(type);
      rows[at++] = answerClass.indexOf(klass);
    }
  }
  return { rows, names: lookups.map(({ name }) => name), answers: texts };
}

/** Throws where the rows are not those of as many lookups as there are names. */
export function unpackLookups({ rows, names, answers }: PackedLookups, tables: LookupTables): Lookup[] {
  const { strings } = tables;
  let at = 0;
  let text = 0;
  const lookups = names.map((name): Lookup => {
    const from = at;
    at += ROW_NUMBERS;
    const count = rows[at - 1];
    invariant(count !== undefined, "packed lookups have all of their numbers");
    const own: DnsAnswer[] = [];
    for (const end = at + count * ANSWER_NUMBERS; at < end; at += ANSWER_NUMBERS) {
      own.push({ rdata: of(answers, text++), type: of(strings, rows[at]), class: of(strings, rows[at + 1]) });
    }
    return {
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
      answerMatches: ofOrNull(tables.matches, rows[from + 10]) ?? [],
      answers: own,
    };
  });
  invariant(at === rows.length, "packed lookups have all of their numbers");
  return lookups;
}
