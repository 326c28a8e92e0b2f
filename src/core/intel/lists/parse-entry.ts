/** The text of one entry → address range, domain or access key id, or why it is none. */

import { cidr4, cidr6, commonPrefix6 } from "../../net/cidr.ts";
import { compareIpv6, mappedIpv4, parseIpv4, parseIpv6 } from "../../net/address.ts";
import type { DomainScope } from "../../net/domains.ts";
import { LIST_IPV4_SPAN_MAX, LIST_IPV6_PREFIX_MIN } from "../../limits.ts";
import { isSpecial4, isSpecial6 } from "../../net/special-blocks.ts";
import { err, ok, type Result } from "../../result.ts";
import type { ListEntry, RejectReason } from "./list-entry.ts";
import { type DomainRules, parseDomain } from "./parse-domain.ts";

export type EntryRules = DomainRules & {
  /** Private and reserved addresses may be listed: true of trusted lists alone. */
  readonly specialAllowed: boolean;
};

/** What was cut off an entry, which then says more than its author wrote. */
export type Cut = "url-path" | "port" | "host-bits";

export type ParsedEntry = { readonly entry: ListEntry; readonly cut: Cut | null };

type Outcome = Result<ParsedEntry, RejectReason>;

const SCHEME = /^[a-z][a-z0-9+.-]{1,15}:\/\//i;
const CIDR = /^([0-9a-f.:]+)\/(\d{1,3})$/i;
const RANGE = /^([0-9a-f.:]+)\s*-\s*([0-9a-f.:]+)$/i;
const DOTTED_QUAD = /^\d{1,3}(?:\.\d{1,3}){3}$/;
const LEADING_ZERO = /(?:^|\.)0\d/;
const ACCESS_KEY = /^A[KS]IA[A-Z0-9]{16,124}$/;

/** `scope` overrides what a bare domain means. */
export function parseEntry(text: string, rules: EntryRules, scope?: DomainScope): Outcome {
  const trimmed = unquoted(text.trim());
  const plain = parseIpv4(trimmed);
  if (plain !== null) return checked({ kind: "ipv4", first: plain, last: plain }, null, rules);
  if (ACCESS_KEY.test(trimmed)) return ok({ entry: { kind: "access-key", id: trimmed }, cut: null });
  const cidr = CIDR.exec(trimmed);
  if (cidr?.[1] !== undefined) {
    const parsed = parseCidr(cidr[1], Number(cidr[2]), rules);
    if (parsed) return parsed;
  }
  const range = RANGE.exec(trimmed);
  if (range?.[1] && range[2] && /[.:]/.test(range[1])) {
    const parsed = parseRange(range[1], range[2], rules);
    if (parsed) return parsed;
  }
  return parseHost(trimmed, rules, scope);
}

function unquoted(text: string): string {
  return /^(["']).*\1$/.test(text) ? text.slice(1, -1) : text;
}

/** Null where it is no address before the slash: "bad.cafe/12" is a URL. */
function parseCidr(address: string, prefix: number, rules: EntryRules): Outcome | null {
  if (DOTTED_QUAD.test(address) && LEADING_ZERO.test(address)) return err("leading-zero");
  const ipv4 = parseIpv4(address);
  if (ipv4 !== null) {
    return prefix > 32 ? err("bad-prefix") : parseCidr4(ipv4, prefix, rules);
  }
  const ipv6 = parseIpv6(address);
  if (ipv6 === null) return null;
  if (prefix > 128) return err("bad-prefix");
  const mapped = mappedIpv4(ipv6);
  if (mapped !== null && prefix >= 96) return parseCidr4(mapped, prefix - 96, rules);
  const range = cidr6(ipv6, prefix);
  return checked({ kind: "ipv6", ...range }, compareIpv6(range.first, ipv6) === 0 ? null : "host-bits", rules);
}

function parseCidr4(address: number, prefix: number, rules: EntryRules): Outcome {
  const range = cidr4(address, prefix);
  return checked({ kind: "ipv4", ...range }, range.first === address ? null : "host-bits", rules);
}

/** Null where the two sides are no addresses: names have hyphens too. */
function parseRange(from: string, to: string, rules: EntryRules): Outcome | null {
  const [first4, last4] = [parseIpv4(from), parseIpv4(to)];
  if (first4 !== null && last4 !== null) {
    return first4 > last4 ? err("bad-range") : checked({ kind: "ipv4", first: first4, last: last4 }, null, rules);
  }
  const [first, last] = [parseIpv6(from), parseIpv6(to)];
  if (!first || !last) return null;
  return compareIpv6(first, last) > 0 ? err("bad-range") : checked({ kind: "ipv6", first, last }, null, rules);
}

/** A host by itself, with a port, or in a URL. */
function parseHost(text: string, rules: EntryRules, scope?: DomainScope): Outcome {
  const scheme = SCHEME.exec(text)?.[0] ?? "";
  const afterScheme = text.slice(scheme.length);
  const end = afterScheme.search(/[/?#]/);
  const authority = end < 0 ? afterScheme : afterScheme.slice(0, end);
  const path = end < 0 ? "" : afterScheme.slice(end);
  // 192.0.2.0/255.255.255.0 is no URL: cutting it would list one address of many.
  if (scheme === "" && DOTTED_QUAD.test(path.slice(1))) return err("bad-prefix");
  const host = scheme === "" ? authority : authority.slice(authority.lastIndexOf("@") + 1);
  const bare = withoutPort(host);
  const cut = path.length > 1 ? "url-path" : bare === host ? null : "port";
  return parseBareHost(bare, cut, rules, scope);
}

function withoutPort(host: string): string {
  const bracketed = /^\[([^\]]*)\](?::\d{1,5})?$/.exec(host);
  if (bracketed) return bracketed[1] ?? "";
  return /^[^:]*:\d{1,5}$/.test(host) ? host.slice(0, host.indexOf(":")) : host;
}

function parseBareHost(host: string, cut: Cut | null, rules: EntryRules, scope?: DomainScope): Outcome {
  const ipv4 = parseIpv4(host);
  if (ipv4 !== null) return checked({ kind: "ipv4", first: ipv4, last: ipv4 }, cut, rules);
  if (DOTTED_QUAD.test(host) && LEADING_ZERO.test(host)) return err("leading-zero");
  if (host.includes(":")) {
    const ipv6 = parseIpv6(host);
    if (ipv6 === null) return err("not-an-entry");
    const mapped = mappedIpv4(ipv6);
    if (mapped !== null) return checked({ kind: "ipv4", first: mapped, last: mapped }, cut, rules);
    return checked({ kind: "ipv6", first: ipv6, last: ipv6 }, cut, rules);
  }
  // Of a URL with a path one page is bad, not all names under its host: pages lie on hosts that millions share.
  const domain = parseDomain(host, rules, cut === "url-path" ? "exact" : scope);
  return domain.ok ? ok({ entry: domain.value, cut }) : domain;
}

type AddressEntry = Extract<ListEntry, { kind: "ipv4" | "ipv6" }>;

function checked(entry: AddressEntry, cut: Cut | null, rules: EntryRules): Outcome {
  const wide =
    entry.kind === "ipv4"
      ? entry.last - entry.first >= LIST_IPV4_SPAN_MAX
      : commonPrefix6(entry.first, entry.last) < LIST_IPV6_PREFIX_MIN;
  const special = entry.kind === "ipv4" ? isSpecial4(entry) : isSpecial6(entry);
  if (special && !rules.specialAllowed) return err("not-public");
  return wide ? err("too-wide") : ok({ entry, cut });
}
