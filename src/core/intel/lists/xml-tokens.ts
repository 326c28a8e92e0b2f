/** A small strict streaming XML reader: elements, attributes, text. No DTD, no entities but the five, nothing external. */

import { LIST_DEPTH_MAX, LIST_TOKEN_CHARS_MAX } from "../../limits.ts";

/** Names of elements come without their prefix, which files choose freely; those of attributes with it. */
export type XmlHandler = {
  readonly open: (name: string, attributes: ReadonlyMap<string, string>) => void;
  readonly close: (name: string) => void;
  readonly text: (piece: string, line: number) => void;
};

const TAG =
  /^<(\/?)([A-Za-z_][\w.-]*(?::[A-Za-z_][\w.-]*)?)((?:\s+[A-Za-z_][\w.:-]*\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>$/;
const ATTRIBUTE = /([A-Za-z_][\w.:-]*)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;
const ENTITIES: Readonly<Record<string, string>> = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" };
/** "&quot;" without its end: what a piece of text may stop within. */
const ENTITY_CUT = /&[a-z]{0,5}$/;

/** Sections that are skipped or taken as they are, up to their end. */
const SECTIONS = [
  { start: "<!--", end: "-->", cdata: false },
  { start: "<![CDATA[", end: "]]>", cdata: true },
  { start: "<?", end: "?>", cdata: false },
] as const;
type Section = (typeof SECTIONS)[number];

export class XmlTokens {
  readonly #handler: XmlHandler;
  readonly #names: string[] = [];
  #section: Section | null = null;
  #rest = "";
  #line = 1;
  #rootSeen = false;

  constructor(handler: XmlHandler) {
    this.#handler = handler;
  }

  /** Null, or the fault that ends the reading. */
  push(text: string): string | null {
    let rest = this.#rest + text;
    for (;;) {
      const step = this.#section ? this.#inSection(rest, this.#section) : this.#step(rest);
      if (typeof step === "string") return `line ${this.#line}: ${step}`;
      this.#line += countLines(rest.slice(0, step));
      rest = rest.slice(step);
      if (step === 0 || rest === "") break;
    }
    this.#rest = rest;
    return rest.length > LIST_TOKEN_CHARS_MAX ? `line ${this.#line}: a tag is longer than any of a list` : null;
  }

  end(): string | null {
    if (this.#rest === "" && !this.#section && this.#names.length === 0 && this.#rootSeen) return null;
    return `line ${this.#line}: XML is cut short`;
  }

  /** How many characters were used; 0 where more are needed; a reason where they are wrong. */
  #step(text: string): number | string {
    if (text === "") return 0;
    if (text[0] !== "<") return this.#text(text);
    for (const section of SECTIONS) {
      if (text.startsWith(section.start)) {
        this.#section = section;
        return section.start.length;
      }
      if (section.start.startsWith(text)) return 0;
    }
    if (text[1] === "!") return "a document type declaration is refused";
    const end = tagEnd(text);
    return end < 0 ? 0 : (this.#tag(text.slice(0, end)) ?? end);
  }

  #inSection(text: string, section: Section): number | string {
    const end = text.indexOf(section.end);
    const used = end < 0 ? Math.max(0, text.length - section.end.length + 1) : end;
    if (section.cdata) {
      if (this.#names.length === 0) return "text outside the root element";
      if (used > 0) this.#handler.text(text.slice(0, used), this.#line);
    }
    if (end < 0) return used;
    this.#section = null;
    return end + section.end.length;
  }

  #text(text: string): number | string {
    const next = text.indexOf("<");
    const whole = next < 0 ? text.replace(ENTITY_CUT, "") : text.slice(0, next);
    if (whole === "") return 0;
    if (this.#names.length === 0) return whole.trim() === "" ? whole.length : "text outside the root element";
    const decoded = decodeEntities(whole);
    if (decoded === null) return "an entity other than the five of XML is refused";
    this.#handler.text(decoded, this.#line);
    return whole.length;
  }

  /** A reason, or null. */
  #tag(tag: string): string | null {
    const match = TAG.exec(tag);
    if (!match) return "a tag is not well formed";
    const [, closing, name = "", attributes = "", selfClosing] = match;
    if (closing) return selfClosing || attributes !== "" ? "a tag is not well formed" : this.#close(name);
    const decoded = attributesOf(attributes);
    if (typeof decoded === "string") return decoded;
    if (this.#names.length === 0 && this.#rootSeen) return "more than one root element";
    if (this.#names.length >= LIST_DEPTH_MAX) return "XML is nested deeper than any list";
    this.#rootSeen = true;
    this.#names.push(name);
    this.#handler.open(localName(name), decoded);
    return selfClosing ? this.#close(name) : null;
  }

  #close(name: string): string | null {
    if (this.#names.pop() !== name) return `</${name}> closes nothing`;
    this.#handler.close(localName(name));
    return null;
  }
}

/** Place after the ">" that is in no attribute's value, or -1. */
function tagEnd(text: string): number {
  let quote = "";
  for (let at = 1; at < text.length; at++) {
    const character = text[at] ?? "";
    if (quote !== "") {
      if (character === quote) quote = "";
    } else if (character === '"' || character === "'") quote = character;
    else if (character === ">") return at + 1;
  }
  return -1;
}

function attributesOf(text: string): Map<string, string> | string {
  const attributes = new Map<string, string>();
  for (const [, name = "", double, single] of text.matchAll(ATTRIBUTE)) {
    const value = decodeEntities(double ?? single ?? "");
    if (value === null) return "an entity other than the five of XML is refused";
    if (attributes.has(name)) return "an attribute is given twice";
    attributes.set(name, value);
  }
  return attributes;
}

function localName(name: string): string {
  return name.slice(name.indexOf(":") + 1);
}

/** Null where there is an entity that is none of the five. */
function decodeEntities(text: string): string | null {
  if (!text.includes("&")) return text;
  let known = true;
  const decoded = text.replaceAll(/&([^;&\s]{0,10};)?/g, (_, reference: string | undefined) => {
    const character = reference && Object.hasOwn(ENTITIES, reference.slice(0, -1)) && ENTITIES[reference.slice(0, -1)];
    if (!character) known = false;
    return character || "";
  });
  return known ? decoded : null;
}

function countLines(text: string): number {
  let lines = 0;
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) lines++;
  return lines;
}
