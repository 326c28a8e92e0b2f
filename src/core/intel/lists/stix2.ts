/** STIX 2.0 and 2.1 bundles: indicators whose pattern is an address or a domain; everything else is counted. */

import { JsonTokens } from "./json-tokens.ts";
import type { ListParser, ListSink } from "./list-entry.ts";
import { readStixPattern } from "./stix-pattern.ts";

const KEPT = new Set(["type", "pattern", "pattern_type", "revoked", "valid_until", "malware_family"]);

type Frame = { readonly fields: Map<string, string> | null; key: string; line: number };

/**
 * `nowIso`: an indicator whose `valid_until` lies before is left out; both are compared as ISO 8601 text in UTC, to
 * the second. Revoked indicators are left out. Observed data (`ipv4-addr` objects) are facts, not indicators.
 */
export function stix2Parser(sink: ListSink, nowIso: string | null = null): ListParser {
  const stack: Frame[] = [];
  const keep = (text: string, line: number): void => {
    const frame = stack.at(-1);
    if (!frame?.fields || !KEPT.has(frame.key)) return;
    frame.fields.set(frame.key, text);
    if (frame.key === "pattern") frame.line = line;
  };
  const tokens = new JsonTokens({
    open: (kind) => {
      stack.push({ fields: kind === "object" ? new Map() : null, key: "", line: 0 });
    },
    close: () => {
      const frame = stack.pop();
      if (frame?.fields) takeObject(frame.fields, frame.line, nowIso, sink);
    },
    key: (name) => {
      const frame = stack.at(-1);
      if (frame) frame.key = name;
    },
    string: keep,
    other: (text) => keep(text, 0),
  });
  return { push: (text) => tokens.push(text), end: () => tokens.end() };
}

function takeObject(fields: ReadonlyMap<string, string>, line: number, nowIso: string | null, sink: ListSink): void {
  if (fields.get("type") !== "indicator") return;
  const until = fields.get("valid_until");
  if (fields.get("revoked") === "true") return sink.ignore("revoked indicator");
  if (nowIso !== null && until !== undefined && until.slice(0, 19) < nowIso.slice(0, 19)) {
    return sink.ignore("expired indicator");
  }
  const language = fields.get("pattern_type") ?? "stix";
  if (language !== "stix") return sink.ignore(`${language} pattern`);
  readStixPattern(fields.get("pattern") ?? "", line, sink);
}
