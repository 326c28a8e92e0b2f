/** STIX 1.x XML: values of Address and DomainName objects. `##comma##` separates values, and the ends of a range. */

import { LIST_LINE_CHARS_MAX } from "../../limits.ts";
import type { ListParser, ListSink } from "./list-entry.ts";
import { XmlTokens } from "./xml-tokens.ts";

const COMMA = "##comma##";
const ADDRESS_CATEGORIES = new Set(["", "ipv4-addr", "ipv6-addr", "ipv4-net", "ipv6-net", "cidr"]);

/** The value being read. */
type Value = {
  readonly element: string;
  readonly range: boolean;
  readonly reject: boolean;
  text: string;
  line: number;
};

/** Object types other than the two, addresses of other kinds and negated conditions are counted, not taken. */
export function stix1Parser(sink: ListSink): ListParser {
  let properties = { type: "", category: "" };
  let value: Value | null = null;

  const tokens = new XmlTokens({
    open: (name, attributes) => {
      if (name === "Properties") {
        const type = attributes.get("xsi:type") ?? "";
        properties = { type: type.slice(type.indexOf(":") + 1), category: attributes.get("category") ?? "" };
        if (!/^(?:Address|DomainName)/.test(properties.type)) sink.ignore(properties.type || "object");
        else if (!isTaken(properties)) sink.ignore(properties.category);
      } else if (isTaken(properties) && isValueElement(name, properties.type)) {
        const condition = attributes.get("condition") ?? "Equals";
        const negated = attributes.get("negate") === "true" || attributes.get("apply_condition") === "NONE";
        const range = condition === "InclusiveBetween";
        value = { element: name, range, reject: negated || (!range && condition !== "Equals"), text: "", line: 0 };
      }
    },
    text: (piece, line) => {
      if (!value) return;
      if (value.text === "") value.line = line;
      value.text += piece;
      if (!value.range) takeComplete(value, sink);
    },
    close: (name) => {
      if (name === "Properties") properties = { type: "", category: "" };
      if (value?.element !== name) return;
      takeRest(value, sink);
      value = null;
    },
  });
  return { push: (text) => tokens.push(text), end: () => tokens.end() };
}

function isTaken({ type, category }: { type: string; category: string }): boolean {
  return type.startsWith("DomainName") || (type.startsWith("Address") && ADDRESS_CATEGORIES.has(category));
}

function isValueElement(name: string, type: string): boolean {
  return type.startsWith("Address") ? name === "Address_Value" : name === "Value";
}

/** A list of values may be megabytes in one element: all but the last, which may go on, are taken as they come. */
function takeComplete(value: Value, sink: ListSink): void {
  const parts = value.text.split(COMMA);
  value.text = parts.pop() ?? "";
  for (const part of parts) takePart(part, value, sink);
  if (value.text.length > LIST_LINE_CHARS_MAX) {
    sink.reject("line-too-long", value.text, value.line);
    value.text = "";
  }
}

function takeRest(value: Value, sink: ListSink): void {
  if (value.range) takePart(value.text.trim().split(COMMA).join("-"), value, sink);
  else takePart(value.text, value, sink);
}

function takePart(text: string, value: Value, sink: ListSink): void {
  const trimmed = text.trim();
  if (trimmed === "") return;
  if (value.reject) sink.reject("not-equal", trimmed, value.line);
  else sink.entry({ text: trimmed, family: null }, value.line);
}
