/** The keys of a resolver query log record as the Resolver writes them, in bytes: compared, never decoded. */

import { encodeUtf8 } from "../../text.ts";

/** A line, or a part of one, is not as the Resolver writes it. */
export const ODD = -1;

/** Members of a record by number, so that a set of them is the bits of one number. */
export const FIELD = {
  version: 0,
  account: 1,
  region: 2,
  vpc: 3,
  time: 4,
  name: 5,
  type: 6,
  class: 7,
  rcode: 8,
  answers: 9,
  source: 10,
  port: 11,
  transport: 12,
  ids: 13,
  action: 14,
  ruleGroup: 15,
  domainList: 16,
} as const;

/** By FIELD. */
const KEYS = [
  "version",
  "account_id",
  "region",
  "vpc_id",
  "query_timestamp",
  "query_name",
  "query_type",
  "query_class",
  "rcode",
  "answers",
  "srcaddr",
  "srcport",
  "transport",
  "srcids",
  "firewall_rule_action",
  "firewall_rule_group_id",
  "firewall_domain_list_id",
] as const;
export const FIELDS = KEYS.length;

/** Behind the keys: the parts of an answer and of the ids. */
export const LITERAL = {
  answer: FIELDS,
  answerType: FIELDS + 1,
  answerClass: FIELDS + 2,
  instance: FIELDS + 3,
} as const;

const TEXTS = [...KEYS.map((key) => `"${key}":`), '{"Rdata":"', ',"Type":"', ',"Class":"', '"instance":"'];
const LENGTHS = Uint8Array.from(TEXTS, (text) => text.length);
const ROOM = 32;
const ARENA = new Uint8Array(TEXTS.length * ROOM);
for (const [which, text] of TEXTS.entries()) ARENA.set(encodeUtf8(text), which * ROOM);
const VIEW = new DataView(ARENA.buffer);

/** End of the literal, of FIELD or LITERAL, where it stands at `at`; else ODD. `view` is of the same bytes. */
export function literalEnd(bytes: Uint8Array, view: DataView, at: number, which: number): number {
  const length = LENGTHS[which] as number;
  const end = at + length;
  if (end > bytes.length) return ODD;
  const from = which * ROOM;
  for (let offset = 0; offset < length - 4; offset += 4) {
    if (view.getInt32(at + offset) !== VIEW.getInt32(from + offset)) return ODD;
  }
  return view.getInt32(end - 4) === VIEW.getInt32(from + length - 4) ? end : ODD;
}

/** Which key stands at `at`; ODD for none of them. */
export function fieldAt(bytes: Uint8Array, view: DataView, at: number): number {
  for (let field = 0; field < FIELDS; field++) if (literalEnd(bytes, view, at, field) >= 0) return field;
  return ODD;
}
