/** JSON that providers publish their ranges in, and other JSON lists of addresses and domains. */

import { parseIpv4, parseIpv6 } from "../../net/address.ts";
import { JsonTokens } from "./json-tokens.ts";
import type { ListParser, ListSink } from "./list-entry.ts";

/**
 * Fields whose strings, or arrays of strings, are entries: AWS ip-ranges.json, Google cloud.json, Azure service tags,
 * Oracle public_ip_ranges.json, Spamhaus DROP (one object a line), Fastly, Cloudflare's API, MISP warning lists.
 */
const ENTRY_FIELDS = new Set([
  "ip_prefix",
  "ipv6_prefix",
  "ipv4Prefix",
  "ipv6Prefix",
  "addressPrefixes",
  "cidr",
  "addresses",
  "ipv6_addresses",
  "ipv4_cidrs",
  "ipv6_cidrs",
  "list",
]);

type Frame = { readonly array: boolean; key: string };

/** Strings of other arrays are taken where they are an address or CIDR (GitHub's meta names its arrays by service). */
export function jsonRangesParser(sink: ListSink): ListParser {
  const stack: Frame[] = [];
  /** The field that a value stands under, arrays looked through. */
  const fieldName = (): string => stack.findLast((frame) => !frame.array)?.key ?? "";
  const tokens = new JsonTokens({
    open: (kind) => {
      stack.push({ array: kind === "array", key: "" });
    },
    close: () => {
      stack.pop();
    },
    key: (name) => {
      const frame = stack.at(-1);
      if (frame) frame.key = name;
    },
    string: (value, line) => {
      const field = fieldName();
      const inArray = stack.at(-1)?.array === true;
      if (ENTRY_FIELDS.has(field) || (inArray && isAddress(value))) sink.entry({ text: value, family: null }, line);
      else if (inArray) sink.ignore("other text");
    },
    other: ignoreScalar,
  });
  return { push: (text) => tokens.push(text), end: () => tokens.end() };
}

/** No list writes an entry as a number. */
function ignoreScalar(): void {}

function isAddress(text: string): boolean {
  const address = text.split("/")[0] ?? "";
  return parseIpv4(address) !== null || parseIpv6(address) !== null;
}
