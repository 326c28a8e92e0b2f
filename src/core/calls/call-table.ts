/** Calls as a reader gives them → columns that grow row by row. */

import { apiNameOf } from "../api-name.ts";
import type { CallerFacts } from "../enrich/facts.ts";
import type { ApiCall, Identity } from "../event.ts";
import { Column, NONE, Table } from "../column.ts";
import { encodeUtf8 } from "../text.ts";
import { Body } from "./body.ts";
import { eventHashOf } from "./event-hash.ts";
import { GrowingBytes } from "./growing-bytes.ts";
import { identityRow } from "./identity-row.ts";
import { CallColumns, COLUMN, flag, HALF, ID_BYTES_USUAL, LoggedCall, ROW_NUMBERS } from "./logged-call.ts";

type BodyField = "request" | "response" | "extra";

/** An ApiCall whose bodies nobody has read yet, and of whose caller no table was asked. `id`: in UTF-8; not to be kept. */
export type ReadCall = Omit<ApiCall, "id" | BodyField | "caller"> & { readonly id: Uint8Array } & Readonly<
    Record<BodyField, Body | null>
  >;

const ROWS_MIN = 16;

export class CallTable {
  readonly #strings = new Table<string>();
  readonly #identities = new Table<Identity>();
  readonly #facts = new Table<CallerFacts>();
  readonly #identityRows: number[][] = [];
  readonly #bodies: Body[] = [];
  readonly columns = new CallColumns(
    {
      strings: this.#strings.values,
      identities: this.#identities.values,
      identityRows: this.#identityRows,
      facts: this.#facts.values,
      bodies: this.#bodies,
    },
    new Int32Array(ROWS_MIN * ROW_NUMBERS),
    new GrowingBytes(ROWS_MIN * ID_BYTES_USUAL),
  );
  #count = 0;
  /** Fields have the same value from call to call: each remembers its last. */
  readonly #account = new Column(this.#strings);
  readonly #region = new Column(this.#strings);
  readonly #service = new Column(this.#strings);
  readonly #api = new Column(this.#strings);
  readonly #eventType = new Column(this.#strings);
  readonly #name = new Column(this.#strings);
  readonly #error = new Column(this.#strings);
  readonly #sourceIp = new Column(this.#strings);
  readonly #sourceDomain = new Column(this.#strings);
  readonly #userAgent = new Column(this.#strings);
  readonly #vpcEndpoint = new Column(this.#strings);
  readonly #vpcEndpointAccount = new Column(this.#strings);
  readonly #identity = new Column(this.#identities);
  readonly #caller = new Column(this.#facts);

  static of(calls: readonly ApiCall[]): CallTable {
    const table = new CallTable();
    for (const call of calls) table.add(readCallOf(call), call.caller);
    return table;
  }

  add(call: ReadCall, caller: CallerFacts | null): LoggedCall {
    const row = this.#count++;
    const at = row * ROW_NUMBERS;
    if (at === this.columns.rows.length) this.#grow();
    const { rows, ids } = this.columns;
    rows[at + COLUMN.account] = this.#account.indexOf(call.accountId);
    rows[at + COLUMN.region] = this.#region.indexOf(call.region);
    rows[at + COLUMN.service] = this.#service.indexOf(call.service);
    rows[at + COLUMN.api] = this.#api.indexOf(call.api);
    rows[at + COLUMN.eventType] = this.#eventType.indexOf(call.eventType);
    rows[at + COLUMN.name] = this.#name.indexOf(apiNameOf(call.service, call.api));
    rows[at + COLUMN.error] = this.#error.indexOf(call.error);
    rows[at + COLUMN.sourceIp] = this.#sourceIp.indexOf(call.sourceIp);
    rows[at + COLUMN.sourceDomain] = this.#sourceDomain.indexOf(call.sourceDomain);
    rows[at + COLUMN.userAgent] = this.#userAgent.indexOf(call.userAgent);
    rows[at + COLUMN.vpcEndpoint] = this.#vpcEndpoint.indexOf(call.vpcEndpointId);
    rows[at + COLUMN.vpcEndpointAccount] = this.#vpcEndpointAccount.indexOf(call.vpcEndpointAccountId);
    rows[at + COLUMN.identity] = this.#identityIndex(call.identity);
    rows[at + COLUMN.caller] = this.#caller.indexOf(caller);
    rows[at + COLUMN.request] = this.#bodyIndex(call.request);
    rows[at + COLUMN.response] = this.#bodyIndex(call.response);
    rows[at + COLUMN.extra] = this.#bodyIndex(call.extra);
    rows[at + COLUMN.timeHigh] = Math.floor(call.timeMs / HALF);
    rows[at + COLUMN.timeLow] = call.timeMs | 0;
    rows[at + COLUMN.readOnly] = flag(call.readOnly);
    rows[at + COLUMN.global] = flag(call.global);
    rows[at + COLUMN.idStart] = ids.add(call.id);
    rows[at + COLUMN.idLength] = call.id.length;
    const hash = eventHashOf(call.id, call.timeMs, call.api);
    rows[at + COLUMN.hashHigh] = Math.floor(hash / HALF);
    rows[at + COLUMN.hashLow] = hash | 0;
    return new LoggedCall(this.columns, row);
  }

  /** Equal identities are one object where the reader made them so; others merely repeat their numbers. */
  #identityIndex(identity: Identity): number {
    const index = this.#identity.indexOf(identity);
    if (index === this.#identityRows.length) {
      this.#identityRows.push(identityRow(identity, (value) => this.#strings.indexOf(value)));
    }
    return index;
  }

  #bodyIndex(body: Body | null): number {
    return body === null ? NONE : this.#bodies.push(body) - 1;
  }

  #grow(): void {
    const { rows } = this.columns;
    this.columns.rows = new Int32Array(rows.length * 2);
    this.columns.rows.set(rows);
  }
}

/** Field by field: those of a view are no properties of its own, and a copy of it would have none. */
function readCallOf(call: ApiCall): ReadCall {
  const { kind, timeMs, accountId, region, service, api, eventType, readOnly, error, identity } = call;
  const { sourceIp, sourceDomain, userAgent, vpcEndpointId, vpcEndpointAccountId, global } = call;
  const id = encodeUtf8(call.id);
  const what = { kind, id, timeMs, accountId, region, service, api, eventType, readOnly, error, identity, global };
  const where = { sourceIp, sourceDomain, userAgent, vpcEndpointId, vpcEndpointAccountId };
  const bodies = { request: Body.of(call.request), response: Body.of(call.response), extra: Body.of(call.extra) };
  return { ...what, ...where, ...bodies };
}
