/** The text of a domain entry → its ASCII name and what of it is meant. */

import type { DomainScope } from "../../net/domains.ts";
import { isAscii, nameToAscii } from "../../net/punycode.ts";
import { err, ok, type Result } from "../../result.ts";
import type { ListEntry, RejectReason } from "./list-entry.ts";

/** "www.example.co.uk" → "example.co.uk"; null for a public suffix. tldts' `getDomain` is one. */
export type RegisteredDomain = (name: string) => string | null;

export type DomainRules = {
  /** What a domain without a wildcard means in this list. */
  readonly bareDomain: DomainScope;
  /** Absent: any name of two labels may be listed as a tree. */
  readonly registeredDomain?: RegisteredDomain;
};

type DomainEntry = Extract<ListEntry, { kind: "domain" }>;

const LABEL = /^[a-z0-9_-]{1,63}$/;

/** `*.example.com` is what lies below, `.example.com` (dnsmasq's way) the tree. Names may come in any case or script. */
export function parseDomain(text: string, rules: DomainRules, scope?: DomainScope): Result<DomainEntry, RejectReason> {
  if (text === "" || text.length > 1024) return err("not-an-entry");
  const wildcard = text.startsWith("*.");
  const dotted = text.startsWith(".");
  const rest = text.slice(wildcard ? 2 : dotted ? 1 : 0);
  if (rest.includes("*")) return err("wildcard-not-leftmost");
  const ascii = isAscii(rest) ? rest.toLowerCase() : nameToAscii(rest);
  const name = ascii?.endsWith(".") ? ascii.slice(0, -1) : ascii;
  if (name === null || name === undefined || name.length > 253) return err("not-an-entry");
  const labels = name.split(".");
  if (!labels.every((label) => LABEL.test(label))) return err("not-an-entry");
  if (labels.length < 2) return err(wildcard || dotted ? "public-suffix" : "single-label");
  // A name that ends in a number is a broken address: no top-level domain is one.
  if (/^\d+$/.test(labels.at(-1) ?? "")) return err("not-an-entry");
  const meant = wildcard ? "below" : dotted ? "tree" : (scope ?? rules.bareDomain);
  if (meant !== "exact" && rules.registeredDomain?.(name) === null) return err("public-suffix");
  return ok({ kind: "domain", name, scope: meant });
}
