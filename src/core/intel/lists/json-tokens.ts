/** A strict streaming JSON reader: a list of 35 MB is never held as a whole. One value, or one a line. */

import { LIST_DEPTH_MAX, LIST_TOKEN_CHARS_MAX } from "../../limits.ts";

/** What is met, in order. Keys and values of strings are decoded. */
export type JsonHandler = {
  readonly open: (kind: "object" | "array") => void;
  readonly close: () => void;
  readonly key: (name: string) => void;
  readonly string: (value: string, line: number) => void;
  /** Number, true, false or null. */
  readonly other: (text: string) => void;
};

type Expect = "value" | "value-or-end" | "key" | "key-or-end" | "colon" | "comma-or-end";

const BLANK = /[ \t\r\n]*/y;
const WORD = /[-+.\w]+/y;
const SCALAR = /^(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)$/;

export class JsonTokens {
  readonly #handler: JsonHandler;
  readonly #stack: ("object" | "array")[] = [];
  #expect: Expect = "value";
  #rest = "";
  #line = 1;
  #values = 0;

  constructor(handler: JsonHandler) {
    this.#handler = handler;
  }

  /** Null, or the fault that ends the reading. */
  push(text: string): string | null {
    return this.#read(this.#rest + text, false);
  }

  end(): string | null {
    const fault = this.#read(this.#rest, true);
    if (fault !== null) return fault;
    if (this.#rest !== "" || this.#stack.length > 0) return this.#fault("JSON is cut short");
    return this.#values === 0 ? this.#fault("JSON is empty") : null;
  }

  #fault(reason: string): string {
    return `line ${this.#line}: ${reason}`;
  }

  #read(text: string, last: boolean): string | null {
    let at = 0;
    while (at < text.length) {
      BLANK.lastIndex = at;
      const blank = BLANK.exec(text)?.[0] ?? "";
      for (const character of blank) if (character === "\n") this.#line++;
      at += blank.length;
      if (at >= text.length) break;
      const step = this.#token(text, at, last);
      if (typeof step === "string") return this.#fault(step);
      if (step === at) break;
      at = step;
    }
    this.#rest = text.slice(at);
    return this.#rest.length > LIST_TOKEN_CHARS_MAX ? this.#fault("a string is longer than any of a list") : null;
  }

  /** The place after the token at `at`; `at` itself where it is not complete; a reason where it is wrong. */
  #token(text: string, at: number, last: boolean): number | string {
    const character = text[at] ?? "";
    if (character === '"') return this.#string(text, at);
    if ("{}[]:,".includes(character)) return this.#punctuation(character) ?? at + 1;
    WORD.lastIndex = at;
    const word = WORD.exec(text)?.[0] ?? "";
    if (word === "") return "not JSON";
    if (at + word.length === text.length && !last) return at;
    if (!SCALAR.test(word) || !this.#takesValue()) return "not JSON";
    this.#handler.other(word);
    this.#valueDone();
    return at + word.length;
  }

  #string(text: string, at: number): number | string {
    const end = closingQuote(text, at + 1);
    if (end < 0) return at;
    const decoded = decodeString(text.slice(at, end + 1));
    if (decoded === null) return "not a JSON string";
    if (this.#expect === "key" || this.#expect === "key-or-end") {
      this.#handler.key(decoded);
      this.#expect = "colon";
    } else if (this.#takesValue()) {
      this.#handler.string(decoded, this.#line);
      this.#valueDone();
    } else return "not JSON";
    return end + 1;
  }

  /** A reason, or null. */
  #punctuation(character: string): string | null {
    if (character === "{" || character === "[") return this.#open(character === "{" ? "object" : "array");
    if (character === "}" || character === "]") return this.#close(character === "}" ? "object" : "array");
    const wanted = character === ":" ? "colon" : "comma-or-end";
    if (this.#expect !== wanted || this.#stack.length === 0) return "not JSON";
    this.#expect = character === "," && this.#stack.at(-1) === "object" ? "key" : "value";
    return null;
  }

  #open(kind: "object" | "array"): string | null {
    if (!this.#takesValue()) return "not JSON";
    if (this.#stack.length >= LIST_DEPTH_MAX) return "JSON is nested deeper than any list";
    this.#stack.push(kind);
    this.#expect = kind === "object" ? "key-or-end" : "value-or-end";
    this.#handler.open(kind);
    return null;
  }

  #close(kind: "object" | "array"): string | null {
    const empty = kind === "object" ? "key-or-end" : "value-or-end";
    if (this.#stack.at(-1) !== kind || (this.#expect !== empty && this.#expect !== "comma-or-end")) return "not JSON";
    this.#stack.pop();
    this.#handler.close();
    this.#valueDone();
    return null;
  }

  #takesValue(): boolean {
    return this.#expect === "value" || this.#expect === "value-or-end";
  }

  #valueDone(): void {
    if (this.#stack.length === 0) this.#values++;
    this.#expect = this.#stack.length === 0 ? "value" : "comma-or-end";
  }
}

/** Place of the quote that is not escaped, or -1. */
function closingQuote(text: string, from: number): number {
  for (let at = text.indexOf('"', from); at >= 0; at = text.indexOf('"', at + 1)) {
    let slashes = 0;
    while (at - slashes - 1 >= from && text[at - slashes - 1] === "\\") slashes++;
    if (slashes % 2 === 0) return at;
  }
  return -1;
}

function decodeString(token: string): string | null {
  try {
    const value: unknown = JSON.parse(token);
    return typeof value === "string" ? value : null;
  } catch {
    return null;
  }
}
