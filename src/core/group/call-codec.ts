/** Calls ↔ one compact text for the way to a profile object: structured clone of objects costs four times the bytes. */

import type { CallerFacts } from "../enrich/facts.ts";
import type { ApiCall, CredentialHolder, Identity, IdentityType } from "../event.ts";
import { invariant } from "../invariant.ts";
import type { JsonObject } from "../json.ts";

/**
 * One call in small numbers; those of strings and identities are indices into the tables. `time`: milliseconds since
 * `firstMs`. Rows of numbers alone and lists of strings alone are what JSON is written and read fastest as.
 */
type Row = [
  time: number,
  account: number,
  region: number,
  service: number,
  api: number,
  eventType: number,
  readOnly: number,
  error: number,
  identity: number,
  sourceIp: number,
  sourceDomain: number,
  userAgent: number,
  vpcEndpoint: number,
  global: number,
  caller: number,
];

/** An identity in indices into the table of strings, and two flags. */
type IdentityRow = [
  type: number,
  principal: number,
  userName: number,
  principalId: number,
  arn: number,
  accountId: number,
  accessKeyId: number,
  sessionName: number,
  sessionIssuerArn: number,
  invokedBy: number,
  mfaAuthenticated: number,
  assumedRoot: number,
  issuedTo: number,
];

/** Stands for null. */
const NONE = -1;

type Bodies = [call: number, request: JsonObject | null, response: JsonObject | null, extra: JsonObject | null];

type Packed = {
  readonly strings: readonly string[];
  readonly identities: readonly IdentityRow[];
  readonly ids: readonly string[];
  readonly firstMs: number;
  readonly rows: readonly Row[];
  readonly bodies: readonly Bodies[];
  readonly callers: readonly CallerFacts[];
};

/** `keepsBodies` says of which calls request, response and extra data travel: those that a detector or inventory reads. */
export function packCalls(calls: readonly ApiCall[], keepsBodies: (call: ApiCall) => boolean): string {
  const strings = new Table<string>();
  const identities = new Table<Identity>();
  const text = (value: string | null): number => (value === null ? NONE : strings.indexOf(value));
  const firstMs = calls[0]?.timeMs ?? 0;
  const callers = new Table<CallerFacts>();
  const bodies: Bodies[] = [];
  const rows = calls.map((call, at): Row => {
    if (keepsBodies(call)) bodies.push([at, call.request, call.response, call.extra]);
    return [
      call.timeMs - firstMs,
      text(call.accountId),
      text(call.region),
      text(call.service),
      text(call.api),
      text(call.eventType),
      flag(call.readOnly),
      text(call.error),
      identities.indexOf(call.identity),
      text(call.sourceIp),
      text(call.sourceDomain),
      text(call.userAgent),
      text(call.vpcEndpointId),
      Number(call.global),
      call.caller === null ? NONE : callers.indexOf(call.caller),
    ];
  });
  const ids = calls.map((call) => call.id);
  const identityRows = identities.values.map((identity) => rowOf(identity, text));
  return JSON.stringify({
    strings: strings.values,
    identities: identityRows,
    ids,
    firstMs,
    rows,
    bodies,
    callers: callers.values,
  } satisfies Packed);
}

/** Equal identities are one object where the reader made them so; others merely repeat their numbers. */
function rowOf(identity: Identity, text: (value: string | null) => number): IdentityRow {
  return [
    text(identity.type),
    text(identity.principal),
    text(identity.userName),
    text(identity.principalId),
    text(identity.arn),
    text(identity.accountId),
    text(identity.accessKeyId),
    text(identity.sessionName),
    text(identity.sessionIssuerArn),
    text(identity.invokedBy),
    flag(identity.mfaAuthenticated),
    flag(identity.assumedRoot),
    text(identity.issuedTo),
  ];
}

function flag(value: boolean | null): number {
  return value === null ? NONE : Number(value);
}

export function unpackCalls(packed: string): readonly ApiCall[] {
  const { strings, identities: identityRows, ids, firstMs, rows, bodies, callers } = JSON.parse(packed) as Packed;
  invariant(rows.length === ids.length, "packed calls have an id each");
  const required = (index: number): string => {
    const value = strings[index];
    invariant(value !== undefined, "a packed call names a string of its table");
    return value;
  };
  const optional = (index: number): string | null => (index === NONE ? null : required(index));
  const identities = identityRows.map((row): Identity => ({
    // Packed from an Identity.
    type: required(row[0]) as IdentityType,
    principal: required(row[1]),
    userName: required(row[2]),
    principalId: optional(row[3]),
    arn: optional(row[4]),
    accountId: optional(row[5]),
    accessKeyId: optional(row[6]),
    sessionName: optional(row[7]),
    sessionIssuerArn: optional(row[8]),
    mfaAuthenticated: unflag(row[10]),
    invokedBy: optional(row[9]),
    assumedRoot: row[11] === 1,
    issuedTo: optional(row[12]) as CredentialHolder | null,
  }));
  let nextBodies = 0;
  return rows.map((row, at): ApiCall => {
    const identity = identities[row[8]];
    invariant(identity, "a packed call names an identity of its table");
    const own = bodies[nextBodies]?.[0] === at ? bodies[nextBodies++] : undefined;
    return {
      kind: "api-call",
      id: ids[at] as string,
      timeMs: firstMs + row[0],
      accountId: required(row[1]),
      region: required(row[2]),
      service: required(row[3]),
      api: required(row[4]),
      eventType: required(row[5]),
      readOnly: unflag(row[6]),
      error: optional(row[7]),
      identity,
      sourceIp: optional(row[9]),
      sourceDomain: optional(row[10]),
      userAgent: optional(row[11]),
      vpcEndpointId: optional(row[12]),
      request: own?.[1] ?? null,
      response: own?.[2] ?? null,
      extra: own?.[3] ?? null,
      global: row[13] === 1,
      caller: callers[row[14]] ?? null,
    };
  });
}

function unflag(value: number): boolean | null {
  return value === NONE ? null : value === 1;
}

/** Each distinct value once, in order of first use. */
class Table<T> {
  readonly values: T[] = [];
  readonly #indices = new Map<T, number>();

  indexOf(value: T): number {
    const known = this.#indices.get(value);
    if (known !== undefined) return known;
    const index = this.values.push(value) - 1;
    this.#indices.set(value, index);
    return index;
  }
}
