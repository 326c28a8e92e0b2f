/** Calls ↔ one compact text for the way to a profile object: structured clone of objects costs four times the bytes. */

import type { ApiCall, Identity } from "../event.ts";
import { invariant } from "../invariant.ts";
import type { JsonObject } from "../json.ts";

/** Field order of a row; strings and identities are indices into the tables, -1 for null. */
type Row = [
  id: string,
  timeMs: number,
  account: number,
  region: number,
  service: number,
  api: number,
  eventType: number,
  readOnly: boolean | null,
  error: number,
  identity: number,
  sourceIp: number,
  sourceDomain: number,
  userAgent: number,
  vpcEndpointId: number,
  global: boolean,
  bodies?: [request: JsonObject | null, response: JsonObject | null, extra: JsonObject | null],
];

type Packed = {
  readonly strings: readonly string[];
  readonly identities: readonly Identity[];
  readonly rows: readonly Row[];
};

/** `keepsBodies` says of which calls request, response and extra data travel: those that a detector or inventory reads. */
export function packCalls(calls: readonly ApiCall[], keepsBodies: (call: ApiCall) => boolean): string {
  const strings = new Table<string>((text) => text);
  const identities = new Table<Identity>((identity) => JSON.stringify(identity));
  const text = (value: string | null): number => (value === null ? -1 : strings.indexOf(value));
  const rows = calls.map((call): Row => {
    const row: Row = [
      call.id,
      call.timeMs,
      text(call.accountId),
      text(call.region),
      text(call.service),
      text(call.api),
      text(call.eventType),
      call.readOnly,
      text(call.error),
      identities.indexOf(call.identity),
      text(call.sourceIp),
      text(call.sourceDomain),
      text(call.userAgent),
      text(call.vpcEndpointId),
      call.global,
    ];
    if (keepsBodies(call)) row.push([call.request, call.response, call.extra]);
    return row;
  });
  return JSON.stringify({ strings: strings.values, identities: identities.values, rows } satisfies Packed);
}

export function unpackCalls(packed: string): readonly ApiCall[] {
  const { strings, identities, rows } = JSON.parse(packed) as Packed;
  const required = (index: number): string => {
    const value = strings[index];
    invariant(value !== undefined, "a packed call names a string of its table");
    return value;
  };
  const optional = (index: number): string | null => (index < 0 ? null : required(index));
  return rows.map((row): ApiCall => {
    const identity = identities[row[9]];
    invariant(identity, "a packed call names an identity of its table");
    const [request, response, extra] = row[15] ?? [null, null, null];
    return {
      kind: "api-call",
      id: row[0],
      timeMs: row[1],
      accountId: required(row[2]),
      region: required(row[3]),
      service: required(row[4]),
      api: required(row[5]),
      eventType: required(row[6]),
      readOnly: row[7],
      error: optional(row[8]),
      identity,
      sourceIp: optional(row[10]),
      sourceDomain: optional(row[11]),
      userAgent: optional(row[12]),
      vpcEndpointId: optional(row[13]),
      global: row[14],
      request,
      response,
      extra,
    };
  });
}

/** Each distinct value once, in order of first use. */
class Table<T> {
  readonly values: T[] = [];
  readonly #indices = new Map<string, number>();
  readonly #keyOf: (value: T) => string;

  constructor(keyOf: (value: T) => string) {
    this.#keyOf = keyOf;
  }

  indexOf(value: T): number {
    const key = this.#keyOf(value);
    const known = this.#indices.get(key);
    if (known !== undefined) return known;
    this.#indices.set(key, this.values.length);
    this.values.push(value);
    return this.values.length - 1;
  }
}
