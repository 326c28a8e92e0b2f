/** Calls ↔ one text and one list of numbers for the way to a profile object: a clone of objects takes four times the bytes. */

import type { CallerFacts } from "../enrich/facts.ts";
import type { ApiCall, CredentialHolder, Identity, IdentityType } from "../event.ts";
import { invariant } from "../invariant.ts";
import type { JsonObject } from "../json.ts";
import { Column, NONE, Table } from "./column.ts";

export type PackedCalls = {
  /** JSON of a Tables. */
  readonly text: string;
  /** The ids of all calls, one behind the other: the only text that no two calls share. */
  readonly ids: string;
  /** ROW_NUMBERS for each call: time in two halves, flags, indices into the tables, the length of its id. */
  readonly rows: Int32Array;
};

const ROW_NUMBERS = 18;
const HALF = 4_294_967_296;

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

type Bodies = [call: number, request: JsonObject | null, response: JsonObject | null, extra: JsonObject | null];

type Tables = {
  readonly strings: readonly string[];
  readonly identities: readonly IdentityRow[];
  readonly bodies: readonly Bodies[];
  readonly facts: readonly CallerFacts[];
};

/** `keepsBodies` says of which calls request, response and extra data travel: those that a detector or inventory reads. */
export function packCalls(calls: readonly ApiCall[], keepsBodies: (call: ApiCall) => boolean): PackedCalls {
  const strings = new Table<string>();
  const identities = new Table<Identity>();
  const facts = new Table<CallerFacts>();
  const columns = columnsOf(strings, identities, facts);
  const bodies: Bodies[] = [];
  const rows = new Int32Array(calls.length * ROW_NUMBERS);
  let ids = "";
  for (let at = 0; at < calls.length; at++) {
    const call = calls[at] as ApiCall;
    writeRow(rows, at * ROW_NUMBERS, call, columns);
    ids += call.id;
    if (hasBodies(call) && keepsBodies(call)) bodies.push([at, call.request, call.response, call.extra]);
  }
  const text = (value: string | null): number => (value === null ? NONE : strings.indexOf(value));
  const tables: Tables = {
    strings: strings.values,
    identities: identities.values.map((identity) => rowOf(identity, text)),
    bodies,
    facts: facts.values,
  };
  return { text: JSON.stringify(tables), ids, rows };
}

/** The reader made none for most calls: nobody reads them. */
function hasBodies({ request, response, extra }: ApiCall): boolean {
  return request !== null || response !== null || extra !== null;
}

/** Those of the same values from call to call have a column each, which remembers the last. */
function columnsOf(strings: Table<string>, identities: Table<Identity>, facts: Table<CallerFacts>) {
  const column = (): Column<string> => new Column(strings);
  return {
    account: column(),
    region: column(),
    service: column(),
    api: column(),
    eventType: column(),
    error: column(),
    identity: new Column(identities),
    sourceIp: column(),
    sourceDomain: column(),
    userAgent: column(),
    vpcEndpoint: column(),
    vpcEndpointAccount: column(),
    caller: new Column(facts),
  };
}

function writeRow(rows: Int32Array, at: number, call: ApiCall, columns: ReturnType<typeof columnsOf>): void {
  rows[at] = Math.floor(call.timeMs / HALF);
  rows[at + 1] = call.timeMs % HALF;
  rows[at + 2] = columns.account.indexOf(call.accountId);
  rows[at + 3] = columns.region.indexOf(call.region);
  rows[at + 4] = columns.service.indexOf(call.service);
  rows[at + 5] = columns.api.indexOf(call.api);
  rows[at + 6] = columns.eventType.indexOf(call.eventType);
  rows[at + 7] = flag(call.readOnly);
  rows[at + 8] = columns.error.indexOf(call.error);
  rows[at + 9] = columns.identity.indexOf(call.identity);
  rows[at + 10] = columns.sourceIp.indexOf(call.sourceIp);
  rows[at + 11] = columns.sourceDomain.indexOf(call.sourceDomain);
  rows[at + 12] = columns.userAgent.indexOf(call.userAgent);
  rows[at + 13] = columns.vpcEndpoint.indexOf(call.vpcEndpointId);
  rows[at + 14] = flag(call.global);
  rows[at + 15] = call.id.length;
  rows[at + 16] = columns.caller.indexOf(call.caller);
  rows[at + 17] = columns.vpcEndpointAccount.indexOf(call.vpcEndpointAccountId);
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

export function unpackCalls({ text, ids, rows }: PackedCalls): readonly ApiCall[] {
  const { strings, identities, bodies, facts } = JSON.parse(text) as Tables;
  const read = readersOf(strings);
  const who = identities.map((row) => identityOf(row, read));
  const calls: ApiCall[] = [];
  let nextBodies = 0;
  let idEnd = 0;
  for (let at = 0; at < rows.length; at += ROW_NUMBERS) {
    const idStart = idEnd;
    idEnd += rows[at + 15] as number;
    const own = bodies[nextBodies]?.[0] === calls.length ? bodies[nextBodies++] : undefined;
    calls.push(readRow(rows, at, ids.slice(idStart, idEnd), who, own, read, facts));
  }
  invariant(idEnd === ids.length, "packed calls have an id each");
  return calls;
}

type Readers = {
  readonly required: (index: number | undefined) => string;
  readonly optional: (index: number | undefined) => string | null;
};

function readersOf(strings: readonly string[]): Readers {
  const required = (index: number | undefined): string => {
    const value = strings[index as number];
    invariant(value !== undefined, "a packed call names a string of its table");
    return value;
  };
  return { required, optional: (index) => (index === NONE ? null : required(index)) };
}

function identityOf(row: IdentityRow, { required, optional }: Readers): Identity {
  return {
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
  };
}

function readRow(
  rows: Int32Array,
  at: number,
  id: string,
  identities: readonly Identity[],
  bodies: Bodies | undefined,
  { required, optional }: Readers,
  facts: readonly CallerFacts[],
): ApiCall {
  const identity = identities[rows[at + 9] as number];
  invariant(identity, "a packed call names an identity of its table");
  return {
    kind: "api-call",
    id,
    timeMs: (rows[at] as number) * HALF + ((rows[at + 1] as number) >>> 0),
    accountId: required(rows[at + 2]),
    region: required(rows[at + 3]),
    service: required(rows[at + 4]),
    api: required(rows[at + 5]),
    eventType: required(rows[at + 6]),
    readOnly: unflag(rows[at + 7]),
    error: optional(rows[at + 8]),
    identity,
    sourceIp: optional(rows[at + 10]),
    sourceDomain: optional(rows[at + 11]),
    userAgent: optional(rows[at + 12]),
    vpcEndpointId: optional(rows[at + 13]),
    vpcEndpointAccountId: optional(rows[at + 17]),
    request: bodies?.[1] ?? null,
    response: bodies?.[2] ?? null,
    extra: bodies?.[3] ?? null,
    global: rows[at + 14] === 1,
    caller: facts[rows[at + 16] as number] ?? null,
  };
}

function unflag(value: number | undefined): boolean | null {
  return value === NONE ? null : value === 1;
}
