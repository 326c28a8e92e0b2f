/** Records of the usual form → calls, straight from their bytes: what nobody reads is checked, and not made. */

import { Body } from "../../calls/body.ts";
import type { ReadCall } from "../../calls/call-table.ts";
import type { Identity } from "../../event.ts";
import type { JsonObject } from "../../json.ts";
import { REMEMBERED_NAMES_MAX, USER_AGENT_CHARS_MAX } from "../../limits.ts";
import { isIpText } from "../../net/ip-text.ts";
import { msFromIso } from "../../net/time.ts";
import { remember } from "../../remember.ts";
import { decodeUtf8, encodeUtf8 } from "../../text.ts";
import { ByteMemo } from "./byte-memo.ts";
import { isGlobalService } from "./global-services.ts";
import { toIdentity } from "./identity.ts";
import { OPEN_BRACE, QUOTE } from "./json-bytes.ts";
import { hasEscape, MEMBER, RecordMembers, TEXT_MEMBERS } from "./record-members.ts";
import {
  type Category,
  categoryFrom,
  EVENT_TYPE_DEFAULT,
  isSignIn,
  type KeyFacts,
  type ReadsBodies,
  REGION_UNKNOWN,
  signInError,
} from "./to-api-call.ts";

const ABSENT = 0;
/** In which most identities differ: type, id of the principal, name of the session. */
const IDENTITY_PREFIX_BYTES = 128;
const AGENT_PREFIX_BYTES = 64;
const TRUE = 0x74;
const FALSE = 0x66;
const BOM_FIRST = 0xef;
const BACKSLASH = 0x5c;
const NO_BYTES = new Uint8Array(0);

type Source = { readonly ip: string | null; readonly domain: string | null };
const NO_SOURCE: Source = { ip: null, domain: null };

/** Gives what parsing the record and `toApiCall` would give, or nothing where the record is not of the usual form. */
export class PlainCalls {
  readonly #key: KeyFacts;
  readonly #readsBodies: ReadsBodies;
  /** One for each member: most have the value of the record before. */
  readonly #texts = Object.values(MEMBER).map(
    (member) => new ByteMemo(textOf, member === MEMBER.userAgent ? AGENT_PREFIX_BYTES : 0),
  );
  readonly #times = new ByteMemo((bytes) => msFromIso(textOf(bytes)));
  readonly #sources = new ByteMemo((bytes) => sourceOf(textOf(bytes)));
  readonly #identities = new ByteMemo(
    (bytes) => toIdentity(JSON.parse(decodeUtf8(bytes)) as JsonObject),
    IDENTITY_PREFIX_BYTES,
  );
  readonly #members: RecordMembers;
  #bytes: Uint8Array = new Uint8Array(0);
  #view = new DataView(this.#bytes.buffer);

  constructor(key: KeyFacts, readsBodies: ReadsBodies) {
    this.#key = key;
    this.#readsBodies = remember(readsBodies, REMEMBERED_NAMES_MAX);
    const known = new Map<number, ByteMemo<unknown>>([[MEMBER.userIdentity, this.#identities]]);
    const agents = this.#texts[MEMBER.userAgent];
    if (agents) known.set(MEMBER.userAgent, agents);
    this.#members = new RecordMembers(Object.values(MEMBER).map((member) => known.get(member)));
  }

  /** Behind the record that starts at `from`, or -1: see RecordMembers. */
  endOf(bytes: Uint8Array, from: number): number {
    if (this.#bytes !== bytes) {
      this.#bytes = bytes;
      this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    }
    return this.#members.find(bytes, this.#view, from);
  }

  /** The record that `endOf` found last: a call, the category of an event that is no call, or null where it must be parsed. */
  read(): ReadCall | Category | null {
    const service = this.#text(MEMBER.eventSource);
    const api = this.#text(MEMBER.eventName);
    if (!service || !api || !this.#hasUsualTypes()) return null;
    const type = this.#text(MEMBER.eventType);
    const category = categoryFrom(type, this.#text(MEMBER.eventCategory), this.#boolean(MEMBER.managementEvent));
    return category === "Management" ? this.#call(service, api, type || EVENT_TYPE_DEFAULT) : category;
  }

  #call(service: string, api: string, eventType: string): ReadCall | null {
    const id = this.#startOf(MEMBER.eventID) === ABSENT ? NO_BYTES : utf8Of(this.#bytesOf(MEMBER.eventID));
    const timeMs = this.#valueOf(this.#times, MEMBER.eventTime) ?? null;
    const identity = this.#valueOf(this.#identities, MEMBER.userIdentity) ?? null;
    if (id.length === 0 || timeMs === null || identity === null) return null;
    const accountId = this.#account(identity);
    if (accountId === null) return null;
    const region = this.#text(MEMBER.awsRegion) || (this.#key.region ?? REGION_UNKNOWN);
    const source = this.#valueOf(this.#sources, MEMBER.sourceIPAddress) ?? NO_SOURCE;
    const bodies = this.#readsBodies(service, api);
    return {
      kind: "api-call",
      id,
      timeMs,
      accountId,
      region,
      service,
      api,
      eventType,
      readOnly: this.#boolean(MEMBER.readOnly),
      error: this.#error(service),
      identity,
      sourceIp: source.ip,
      sourceDomain: source.domain,
      userAgent: this.#text(MEMBER.userAgent)?.slice(0, USER_AGENT_CHARS_MAX) || null,
      vpcEndpointId: this.#text(MEMBER.vpcEndpointId) || null,
      vpcEndpointAccountId: this.#text(MEMBER.vpcEndpointAccountId) || null,
      request: bodies ? this.#body(MEMBER.requestParameters) : null,
      response: bodies ? this.#body(MEMBER.responseElements) : null,
      extra: bodies ? this.#body(MEMBER.additionalEventData) : null,
      global: isGlobalService(service, region),
    };
  }

  /** Text where there should be, and an identity that is an object. */
  #hasUsualTypes(): boolean {
    for (let member = 0; member < TEXT_MEMBERS; member++) {
      const start = this.#startOf(member);
      if (start !== ABSENT && this.#bytes[start] !== QUOTE) return false;
    }
    const identity = this.#startOf(MEMBER.userIdentity);
    return identity !== ABSENT && this.#bytes[identity] === OPEN_BRACE;
  }

  /** Null also where only parsing tells whether the identity has an account that is a number. */
  #account(identity: Identity): string | null {
    const start = this.#startOf(MEMBER.recipientAccountId);
    if (start === ABSENT) return this.#key.accountId || identity.accountId;
    return (this.#bytes[start] === QUOTE && this.#text(MEMBER.recipientAccountId)) || null;
  }

  #error(service: string): string | null {
    const code = this.#text(MEMBER.errorCode) || null;
    return code === null && isSignIn(service) ? signInError(this.#body(MEMBER.responseElements)?.value ?? null) : code;
  }

  #body(member: number): Body | null {
    const start = this.#startOf(member);
    if (start === ABSENT || this.#bytes[start] !== OPEN_BRACE) return null;
    return Body.ofText(decodeUtf8(this.#bytesOf(member)));
  }

  /** As `booleanField`. */
  #boolean(member: number): boolean | null {
    const start = this.#startOf(member);
    if (start === ABSENT) return null;
    const byte = this.#bytes[start];
    if (byte === TRUE || byte === FALSE) return byte === TRUE;
    const text = byte === QUOTE ? this.#text(member) : null;
    if (text === "true" || text === "True") return true;
    return text === "false" || text === "False" ? false : null;
  }

  #text(member: number): string | undefined {
    return this.#valueOf(this.#texts[member] as ByteMemo<string>, member);
  }

  #valueOf<T>(memo: ByteMemo<T>, member: number): T | undefined {
    const start = this.#startOf(member);
    if (start === ABSENT) return undefined;
    return memo.valueOf(this.#view, start, this.#members.spans[member * 2 + 1] as number);
  }

  #startOf(member: number): number {
    return this.#members.spans[member * 2] as number;
  }

  #bytesOf(member: number): Uint8Array {
    return this.#bytes.subarray(this.#startOf(member), this.#members.spans[member * 2 + 1]);
  }
}

/** `bytes` with their quotes. An escape must be read, and a decoder drops a byte order mark at the start. */
function textOf(bytes: Uint8Array): string {
  if (bytes[1] === BOM_FIRST || hasEscape(bytes, 1, bytes.length)) return JSON.parse(decodeUtf8(bytes)) as string;
  return decodeUtf8(bytes.subarray(1, -1));
}

/** As `textOf`, in UTF-8: of plain text the bytes themselves. */
function utf8Of(bytes: Uint8Array): Uint8Array {
  const text = bytes.subarray(1, -1);
  return isPlainAscii(text) ? text : encodeUtf8(textOf(bytes));
}

function isPlainAscii(bytes: Uint8Array): boolean {
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] as number;
    if (byte >= 0x80 || byte === BACKSLASH) return false;
  }
  return true;
}

function sourceOf(text: string): Source {
  if (text === "") return NO_SOURCE;
  return isIpText(text) ? { ip: text, domain: null } : { ip: null, domain: text };
}
