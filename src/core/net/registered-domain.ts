/** The part of a name that somebody registered, by the Public Suffix List (bundled with tldts). Its label by form: registered-label.ts. */

import { getDomain } from "tldts";

/** Names of logs are text already split from everything else: no URL, no address. */
const OPTIONS = { extractHostname: false, detectIp: false, validateHostname: false } as const;
const WITH_PRIVATE = { ...OPTIONS, allowPrivateDomains: true } as const;

/**
 * Last labels of names that mean something inside one network only. RFC 6761, 6762 (appendix G) and 8375; `.internal`
 * is ICANN's own reservation (2024), under which AWS and Google name their instances.
 */
const INSIDE_LABELS = new Set(["internal", "intranet", "private", "corp", "home", "lan", "local", "localdomain"]);
const INSIDE_SUFFIXES = [".home.arpa"];

/** Whether the public DNS can have no such name: one label, or under a suffix kept for private networks. Lower case. */
export function isInsideName(name: string): boolean {
  const lastDot = name.lastIndexOf(".");
  return lastDot < 0 || INSIDE_LABELS.has(name.slice(lastDot + 1)) || INSIDE_SUFFIXES.some((end) => name.endsWith(end));
}

/**
 * "www.example.co.uk" → "example.co.uk". Tenants of a host such as github.io are told apart (the list's private section);
 * the host's own name is under its registry. Null for a public suffix itself and for names inside a network.
 * `name`: lower case, without the trailing dot.
 */
export function registeredDomainOf(name: string): string | null {
  if (isInsideName(name)) return null;
  return getDomain(name, WITH_PRIVATE) ?? getDomain(name, OPTIONS);
}

/** Null for a suffix of a registry (`co.uk`): a list's entry that covers it covers strangers. */
export function underRegistry(name: string): string | null {
  return getDomain(name, OPTIONS);
}

/** Null for a suffix of a registry or of a host that gives names away (`github.io`). */
export function underTenancy(name: string): string | null {
  return getDomain(name, WITH_PRIVATE);
}
