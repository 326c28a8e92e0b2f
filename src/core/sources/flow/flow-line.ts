/** Flow log lines the slow, obvious way: every shape that is met, every value checked. Truth for line-scanner.ts. */

import * as z from "zod";
import { FLOW_COLUMNS_MAX, FLOW_NAME_BYTES_MAX } from "../../limits.ts";
import { isObject, type JsonObject } from "../../json.ts";
import { parseIp } from "../../net/ip.ts";
import { encodeUtf8 } from "../../text.ts";
import { KIND, SLOT } from "./columns.ts";
import { columnOf, fieldName, type FlowFormat, formatOf, guessFormat, headerFormat } from "./flow-format.ts";
import { type FlowValues, SECONDS_MAX } from "./flow-row.ts";

export type LineOutcome =
  | { readonly kind: "record"; readonly values: FlowValues }
  | { readonly kind: "skipped"; readonly status: "NODATA" | "SKIPDATA" }
  /** The reason begins with the column. */
  | { readonly kind: "rejected"; readonly reason: string }
  | { readonly kind: "header"; readonly format: FlowFormat }
  | { readonly kind: "blank" };

/** The format in force and whether a header gave it. Without one it is guessed anew where the width differs. */
export type FormatState = { readonly format: FlowFormat; readonly fromHeader: boolean };

/** JSON wrappers inside wrappers: CloudWatch's `logEvents[].message`, itself perhaps a JSON record. */
const WRAPPERS_MAX = 3;

const name = z
  .string()
  // oxlint-disable-next-line no-control-regex -- control characters are what it refuses
  .regex(/^[^\u0000-\u0020]+$/, "a control character")
  .refine((text) => encodeUtf8(text).length <= FLOW_NAME_BYTES_MAX, "too long");
const whole = (digits: number, max: number) =>
  z
    .string()
    .regex(new RegExp(`^\\d{1,${digits}}$`), "not a whole number")
    .transform(Number)
    .refine((value) => value <= max, "out of range");

const CHECKS = {
  [KIND.name]: name,
  [KIND.address]: z.string().refine((text) => parseIp(text) !== null, "not an IP address"),
  [KIND.port]: whole(5, 65_535),
  [KIND.byte]: whole(3, 255),
  [KIND.count]: whole(15, Number.MAX_SAFE_INTEGER),
  [KIND.action]: z.enum(["ACCEPT", "REJECT"], "neither ACCEPT nor REJECT"),
  [KIND.status]: z.enum(["OK", "NODATA", "SKIPDATA"], "none of OK, NODATA, SKIPDATA"),
  [KIND.direction]: z.enum(["ingress", "egress"], "neither ingress nor egress"),
} as const;

/** One line without its newline. More than one outcome where it wraps several messages. */
export function parseFlowLine(line: string, state: FormatState, depth = 0): readonly LineOutcome[] {
  const words = wordsOf(line);
  if (words[0]?.startsWith("{")) return parseJson(line, state, depth);
  if (words.length === 0) return [{ kind: "blank" }];
  const header = headerFormat(words);
  if (header) return [{ kind: "header", format: header }];
  return [parseWords(words, formatFor(words, state))];
}

/** Values lie between blanks or tabs; a carriage return may end the line. */
export function wordsOf(line: string): readonly string[] {
  const words = line.replace(/[ \t\r]+$/, "").split(/[ \t]+/);
  return words[0] === "" ? words.slice(1) : words;
}

/** The format that the line is read with. */
export function formatFor(words: readonly string[], state: FormatState): FlowFormat {
  if (state.fromHeader || words.length === state.format.names.length) return state.format;
  return guessFormat(words.length);
}

function parseWords(words: readonly string[], format: FlowFormat): LineOutcome {
  const width = format.names.length;
  if (words.length > FLOW_COLUMNS_MAX) return reject(`line: more than ${FLOW_COLUMNS_MAX} values`);
  const values = words.length > width ? joinServices(words, format.names) : words;
  if (values.length !== width) return reject(`line: ${words.length} values for ${width} columns`);
  const outcome = check(format.names, values);
  return outcome.kind === "skipped" || format.unusable === null ? outcome : reject(format.unusable);
}

/**
 * AWS writes service names as one word, but some exporters write "AMAZON CLOUDFRONT" as one value of two words. They are
 * joined where that, at a service column, makes the count exact; anything else would put values into wrong columns.
 */
function joinServices(words: readonly string[], names: readonly string[]): readonly string[] {
  const values: string[] = [];
  let surplus = words.length - names.length;
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? "";
    const next = words[at + 1] ?? "";
    const service = names[values.length]?.endsWith("-aws-service") === true;
    if (surplus > 0 && service && word === "AMAZON" && /^[A-Z][A-Z0-9_]+$/.test(next)) {
      values.push(`${word}_${next}`);
      surplus--;
      at++;
    } else values.push(word);
  }
  return values;
}

function check(names: readonly string[], texts: readonly string[]): LineOutcome {
  const all = new Set(names);
  const read = names.flatMap((name, at) => {
    const column = columnOf(name, all);
    return column && column.kind !== KIND.skip
      ? [{ name, slot: column.slot, kind: column.kind, text: texts[at] ?? "-" }]
      : [];
  });
  const status = read.find(({ slot }) => slot === SLOT.status)?.text ?? "OK";
  if (status === "NODATA" || status === "SKIPDATA") return { kind: "skipped", status };
  const values = new Map<number, string | number | null>();
  for (const { name, slot, kind, text } of read) {
    if (text === "-" && slot !== SLOT.status) {
      values.set(slot, null);
      continue;
    }
    const checked = CHECKS[kind].safeParse(text);
    if (!checked.success) return reject(`${name}: ${checked.error.issues[0]?.message ?? "not valid"}`);
    values.set(slot, checked.data);
  }
  const missing = whatIsMissing(values);
  return missing === null ? { kind: "record", values } : reject(missing);
}

function whatIsMissing(values: FlowValues): string | null {
  if ((values.get(SLOT.source) ?? null) === null) return "srcaddr: missing";
  if ((values.get(SLOT.target) ?? null) === null) return "dstaddr: missing";
  const times = [values.get(SLOT.start), values.get(SLOT.end)].filter((time) => typeof time === "number");
  if (times.length === 0) return "start: missing";
  return times.every((time) => time > 0 && time <= SECONDS_MAX) ? null : "start: not a time";
}

function parseJson(text: string, state: FormatState, depth: number): readonly LineOutcome[] {
  if (depth === WRAPPERS_MAX) return [reject("line: JSON wrapped too often")];
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return [reject("line: not valid JSON")];
  }
  if (!isObject(value)) return [reject("line: not a JSON object")];
  const { logEvents, message } = value;
  if (Array.isArray(logEvents)) return logEvents.flatMap((event) => messageOf(event, state, depth));
  return typeof message === "string" ? messageOf(value, state, depth) : [checkObject(value)];
}

function messageOf(event: unknown, state: FormatState, depth: number): readonly LineOutcome[] {
  if (!isObject(event) || typeof event["message"] !== "string") return [reject("message: missing")];
  const outcomes = parseFlowLine(event["message"], state, depth + 1);
  // A header counts for the file, not for one message of it.
  return outcomes.map((outcome) => (outcome.kind === "header" ? { kind: "blank" } : outcome));
}

/** A record as an object: JSON, or a row of a Parquet file. */
export function checkObject(object: JsonObject | Readonly<Record<string, unknown>>): LineOutcome {
  const keys = Object.keys(object);
  if (keys.length > FLOW_COLUMNS_MAX) return reject(`line: more than ${FLOW_COLUMNS_MAX} fields`);
  const names = keys.map(fieldName);
  const format = formatOf(names);
  const outcome = check(
    names,
    keys.map((key) => textOf(object[key])),
  );
  return outcome.kind === "skipped" || format.unusable === null
    ? outcome
    : reject(format.unusable.replace(" of this log", " of this record"));
}

/** Exporters turn numbers into floats (25238.0), Parquet has bigints and nulls. */
function textOf(value: unknown): string {
  if (typeof value === "string") return value === "" ? "-" : value;
  if (typeof value === "number" || typeof value === "bigint") return String(value);
  return value === null || value === undefined ? "-" : "?";
}

function reject(reason: string): LineOutcome {
  return { kind: "rejected", reason };
}
