/** A request or response of a call: text until somebody reads it. Most of what logs hold is read by nobody. */

import type { JsonObject } from "../json.ts";

export class Body {
  #text: string | undefined;
  #value: JsonObject | undefined;

  private constructor(text: string | undefined, value: JsonObject | undefined) {
    this.#text = text;
    this.#value = value;
  }

  /** `text`: of a JSON object, which nobody has to check again. */
  static ofText(text: string): Body {
    return new Body(text, undefined);
  }

  static of(value: JsonObject | null): Body | null {
    return value === null ? null : new Body(undefined, value);
  }

  get value(): JsonObject {
    return (this.#value ??= JSON.parse(this.#text as string) as JsonObject);
  }

  get text(): string {
    return (this.#text ??= JSON.stringify(this.#value));
  }
}
