/** STIX patterns: the addresses and domains that one names, where naming them is all that it does. */

import type { ListSink } from "./list-entry.ts";

const OPERAND = String.raw`\((?:'(?:[^'\\]|\\.)*'|[^')])*\)|'(?:[^'\\]|\\.)*'|[^\s\])]+`;
const COMPARISON = new RegExp(
  String.raw`([a-z0-9-]+):((?:[\w.\[\]*-]|'[^']*')+?)\s*(NOT\s+)?(!=|=|<=|>=|<|>|IN\b|LIKE\b|MATCHES\b|ISSUBSET\b|ISSUPERSET\b)\s*(${OPERAND})`,
  "g",
);
const STRING = /'(?:[^'\\]|\\.)*'/g;
const TAKEN = new Set(["ipv4-addr:value", "ipv6-addr:value", "domain-name:value"]);

type Comparison = { readonly path: string; readonly operator: string; readonly values: readonly string[] };

/**
 * Taken: `[ipv4-addr:value = '…']` (an address or a CIDR), ISSUBSET, IN, `[domain-name:value = '…']`, LIKE '%.name', and any of
 * these joined by OR. Where conditions are joined by AND, FOLLOWEDBY or a qualifier, one alone would say too much.
 */
export function readStixPattern(pattern: string, line: number, sink: ListSink): void {
  const comparisons = comparisonsOf(pattern);
  const taken = comparisons.filter(({ path }) => TAKEN.has(path));
  for (const { path } of comparisons) if (!TAKEN.has(path)) sink.ignore(path);
  if (comparisons.length === 0) return sink.reject("not-an-entry", pattern, line);
  if (taken.length === 0) return undefined;
  const skeleton = pattern.replaceAll(STRING, "''");
  if (/\b(?:AND|FOLLOWEDBY|REPEATS|WITHIN)\b/.test(skeleton)) return sink.reject("combined", pattern, line);
  for (const comparison of taken) takeComparison(comparison, line, sink);
  return undefined;
}

function comparisonsOf(pattern: string): Comparison[] {
  return [...pattern.matchAll(COMPARISON)].map((match) => ({
    path: `${match[1] ?? ""}:${match[2] ?? ""}`,
    operator: `${match[3] ? "NOT " : ""}${match[4] ?? ""}`,
    values: (match[5]?.match(STRING) ?? []).map((quoted) => quoted.slice(1, -1).replaceAll(/\\(.)/g, "$1")),
  }));
}

function takeComparison({ path, operator, values }: Comparison, line: number, sink: ListSink): void {
  const domainLike = operator === "LIKE" && path === "domain-name:value";
  for (const value of values) {
    const text = domainLike && /^%\.[^%_]+$/.test(value) ? `*${value.slice(1)}` : value;
    const equal = operator === "=" || operator === "IN" || operator === "ISSUBSET" || (domainLike && text !== value);
    if (equal) sink.entry({ text, family: null }, line);
    else sink.reject("not-equal", value, line);
  }
}
