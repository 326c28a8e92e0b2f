/** Where the members of one record stand in its bytes: those that an ApiCall is made of, found without parsing. */

import { invariant } from "../../invariant.ts";
import {
  BACKSLASH,
  CLOSE_BRACE,
  COLON,
  COMMA,
  endOfText,
  endOfValue,
  NOT_JSON,
  QUOTE,
  skipBlanks,
} from "./json-bytes.ts";

/** In this order their spans stand. */
const NAMES = [
  "eventName",
  "eventSource",
  "eventTime",
  "awsRegion",
  "eventID",
  "eventType",
  "eventCategory",
  "sourceIPAddress",
  "userAgent",
  "errorCode",
  "vpcEndpointId",
  "vpcEndpointAccountId",
  "recipientAccountId",
  "readOnly",
  "managementEvent",
  "userIdentity",
  "requestParameters",
  "responseElements",
  "additionalEventData",
] as const;
type Name = (typeof NAMES)[number];

/** The place of each member. */
export const MEMBER = Object.fromEntries(NAMES.map((name, at) => [name, at])) as Readonly<Record<Name, number>>;
/** The first so many are text, as CloudTrail writes them. */
export const TEXT_MEMBERS = 12;

const NONE = -1;
const SLOTS = 64;
const NAME_BYTES_MIN = 7;
const NAME_BYTES = NAMES.map((name) => Uint8Array.from(name, (char) => char.charCodeAt(0)));
const BY_SLOT = new Int8Array(SLOTS).fill(NONE);
for (const [at, name] of NAME_BYTES.entries()) {
  const slot = slotOf(name, 0, name.length);
  invariant(BY_SLOT[slot] === NONE && name.length >= NAME_BYTES_MIN, "every name has a slot of its own");
  BY_SLOT[slot] = at;
}

/** Of the length and two letters near the end, in which the names differ. */
function slotOf(bytes: Uint8Array, from: number, to: number): number {
  return (4 * (to - from) + (bytes[to - 3] as number) + 3 * (bytes[to - 4] as number)) % SLOTS;
}

function memberAt(bytes: Uint8Array, from: number, to: number): number {
  if (to - from < NAME_BYTES_MIN) return NONE;
  const member = BY_SLOT[slotOf(bytes, from, to)] as number;
  if (member === NONE) return NONE;
  const name = NAME_BYTES[member] as Uint8Array;
  if (name.length !== to - from) return NONE;
  for (let at = 0; at < name.length; at++) if (bytes[from + at] !== name[at]) return NONE;
  return member;
}

export function hasEscape(bytes: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (bytes[at] === BACKSLASH) return true;
  return false;
}

/** Values that were found whole before: behind the one at `from`, or NOT_JSON. */
type KnownValues = { readonly endOfKnown: (bytes: DataView, from: number) => number };

export class RecordMembers {
  /** Start and end of each member's value, the last where it is named twice; 0 and 0 where the record has none. */
  readonly spans = new Int32Array(NAMES.length * 2);

  readonly #known: readonly (KnownValues | undefined)[];

  /** `known`: by member, of those whose values are long and come again and again. */
  constructor(known: readonly (KnownValues | undefined)[] = []) {
    this.#known = known;
  }

  /**
   * Behind the record that starts at `from`, or -1 where it must be parsed: it is no JSON, not complete, empty, or a key
   * has an escape. Takes bytes as json-bytes does, and a view of the same.
   */
  find(bytes: Uint8Array, view: DataView, from: number): number {
    const { spans } = this;
    spans.fill(0);
    let at = from;
    do {
      const key = skipBlanks(bytes, at + 1);
      if (bytes[key] !== QUOTE) return NOT_JSON;
      const keyEnd = endOfText(bytes, key + 1);
      if (keyEnd === NOT_JSON) return NOT_JSON;
      const member = memberAt(bytes, key + 1, keyEnd - 1);
      // It may spell a member's name.
      if (member === NONE && hasEscape(bytes, key + 1, keyEnd)) return NOT_JSON;
      const colon = skipBlanks(bytes, keyEnd);
      if (bytes[colon] !== COLON) return NOT_JSON;
      const start = skipBlanks(bytes, colon + 1);
      const known = this.#known[member]?.endOfKnown(view, start) ?? NOT_JSON;
      const end = known === NOT_JSON ? endOfValue(bytes, start) : known;
      if (end === NOT_JSON) return NOT_JSON;
      if (member !== NONE) {
        spans[member * 2] = start;
        spans[member * 2 + 1] = end;
      }
      at = skipBlanks(bytes, end);
    } while (bytes[at] === COMMA);
    return bytes[at] === CLOSE_BRACE ? at + 1 : NOT_JSON;
  }
}
