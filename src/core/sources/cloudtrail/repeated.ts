/** Equal texts and identities of one object become one: less memory, and maps that find by reference. */

import type { Identity } from "../../event.ts";
import { REPEATED_IDENTITIES_MAX, REPEATED_TEXT_CHARS_MAX, REPEATED_TEXTS_MAX } from "../../limits.ts";

export class Repeated {
  readonly #texts = new Map<string, string>();
  readonly #identities = new Map<string, Identity>();

  /** The first text that was equal to this one. Forgets when full: only speed is lost. */
  text<T extends string | null>(text: T): T;
  text(text: string | null): string | null {
    if (text === null || text.length > REPEATED_TEXT_CHARS_MAX) return text;
    const known = this.#texts.get(text);
    if (known !== undefined) return known;
    if (this.#texts.size >= REPEATED_TEXTS_MAX) this.#texts.clear();
    this.#texts.set(text, text);
    return text;
  }

  /** An identity equal to this one, the last such of its access key or principal. */
  identity(identity: Identity): Identity {
    const name = identity.accessKeyId ?? identity.principalId ?? identity.principal;
    const known = this.#identities.get(name);
    if (known !== undefined && isSame(known, identity)) return known;
    if (this.#identities.size >= REPEATED_IDENTITIES_MAX) this.#identities.clear();
    this.#identities.set(name, identity);
    return identity;
  }
}

function isSame(one: Identity, other: Identity): boolean {
  for (const name of FIELDS) if (one[name] !== other[name]) return false;
  return true;
}

/** Every field of Identity, which the type checks. */
const FIELDS = Object.keys({
  arn: 0,
  principalId: 0,
  sessionName: 0,
  principal: 0,
  userName: 0,
  type: 0,
  accountId: 0,
  accessKeyId: 0,
  sessionIssuerArn: 0,
  mfaAuthenticated: 0,
  invokedBy: 0,
  issuedTo: 0,
  assumedRoot: 0,
} satisfies Record<keyof Identity, 0>) as (keyof Identity)[];
