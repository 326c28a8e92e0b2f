/** One entry of a list, read and checked, and what can be wrong with one. */

import type { Ipv6Words } from "../../net/address.ts";
import type { DomainScope } from "../../net/domains.ts";

export type ListEntry =
  | { readonly kind: "ipv4"; readonly first: number; readonly last: number }
  | { readonly kind: "ipv6"; readonly first: Ipv6Words; readonly last: Ipv6Words }
  | { readonly kind: "domain"; readonly name: string; readonly scope: DomainScope }
  | { readonly kind: "access-key"; readonly id: string };

/** Text of a list that should be an entry, with what its line says beside it. */
export type RawEntry = {
  readonly text: string;
  /** Malware family or campaign; null where the format has none. */
  readonly family: string | null;
  /** Overrides what a bare domain means: adblock's `||x^` is a tree whatever the list's setting. */
  readonly scope?: DomainScope;
};

/** Why an entry was not taken. The text is shown to people. */
export const REJECT_REASONS = {
  "not-an-entry": "is no address, CIDR, range, domain or access key id",
  "leading-zero": "has an octet with a leading zero, which some programs read as octal",
  "bad-prefix": "has a prefix length that does not exist",
  "bad-range": "is a range whose end lies before its start",
  "wildcard-not-leftmost": "has a wildcard elsewhere than as its leftmost label",
  "single-label": "is a name of one label",
  "public-suffix": "covers a whole public suffix, under which strangers register names",
  "too-wide": "covers too much of the address space",
  "not-public": "is private, loopback, multicast or reserved: no threat on the Internet has this address",
  "line-too-long": "is longer than any entry",
  "not-equal": "is under a condition other than equality or a range",
  combined: "is true only together with other conditions, so that alone it says too much",
} as const;
export type RejectReason = keyof typeof REJECT_REASONS;

/** What a parser of one format tells the reader. */
export type ListSink = {
  readonly entry: (raw: RawEntry, line: number) => void;
  readonly reject: (reason: RejectReason, text: string, line: number) => void;
  /** An indicator of another type, such as a file hash: no fault of the list, counted alone. */
  readonly ignore: (type: string) => void;
};

/** A format's parser. Text comes in pieces cut anywhere; a string returned by either is a fault that ends the reading. */
export type ListParser = {
  readonly push: (text: string) => string | null;
  readonly end: () => string | null;
};

export type ListParserFactory = (sink: ListSink) => ListParser;
