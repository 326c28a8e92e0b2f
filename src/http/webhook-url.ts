/**
 * Which URLs notices may be posted to: public HTTPS hosts by name. A Worker cannot pin the address a name resolves to,
 * so a name that an attacker points at a private address is not caught here; redirects are never followed.
 */

import { err, ok, type Result } from "../core/result.ts";

const URL_CHARS_MAX = 2_048;

/** Names that are private, reserved (RFC 2606, RFC 6761, RFC 6762), or answer with whatever address is in them. */
const REFUSED_SUFFIXES =
  "alt arpa corp example home internal intranet invalid lan local localdomain localhost onion private test \
localtest.me lvh.me nip.io sslip.io traefik.me vcap.me xip.io".split(" ");

/** Before comparing: WHATWG URL has already turned 0x7f.1, 2130706433 or full-width digits into 127.0.0.1. */
const IPV4 = /^[\d.]+$/;
const LOOPBACK = new Set(["127.0.0.1", "[::1]", "localhost"]);

function refusedSuffix(host: string): string | undefined {
  return REFUSED_SUFFIXES.find((suffix) => host === suffix || host.endsWith(`.${suffix}`));
}

function hostProblem(host: string, ownHosts: readonly string[]): string | null {
  if (host.startsWith("[") || IPV4.test(host)) return "names its host by address";
  if (host.endsWith(".")) return "has a host that ends in a dot";
  if (!host.includes(".")) return "has a host without a domain";
  const suffix = refusedSuffix(host);
  if (suffix !== undefined) return `has a host under .${suffix}`;
  return ownHosts.includes(host) ? "points back at this service" : null;
}

export type WebhookUrlOptions = {
  /** The local stack: plain HTTP to a loopback host is allowed as well. */
  readonly local: boolean;
  /** Host names of this service itself. */
  readonly ownHosts?: readonly string[];
};

/** The checked URL, or what is wrong with it. Reasons never repeat the URL: it is a secret. */
export function checkWebhookUrl(text: string, { local, ownHosts = [] }: WebhookUrlOptions): Result<string> {
  if (text.length > URL_CHARS_MAX || /[\s\\\p{Cc}]/u.test(text) || !URL.canParse(text)) return err("is not a URL");
  const url = new URL(text);
  if (url.username !== "" || url.password !== "") return err("carries a user name or password");
  if (local && LOOPBACK.has(url.hostname) && /^https?:$/.test(url.protocol)) return ok(url.href);
  if (url.protocol !== "https:") return err("is not https");
  if (url.port !== "") return err("names a port other than 443");
  const problem = hostProblem(url.hostname, ownHosts);
  return problem === null ? ok(url.href) : err(problem);
}
