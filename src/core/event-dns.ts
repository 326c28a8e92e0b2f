/** Contract 1, name part: one query that a host sent to the Route 53 Resolver. */

import { type Ip, parseIp } from "./net/ip.ts";

export type DnsAnswer = {
  /** As logged: addresses, names with their trailing dot, "10 mail.example.com.". */
  readonly rdata: string;
  readonly type: string;
  readonly class: string;
  /** What `rdata` says in an A or AAAA answer; null in all others. */
  readonly ip: Ip | null;
};

export function dnsAnswer(rdata: string, type: string, klass: string): DnsAnswer {
  return { rdata, type, class: klass, ip: type === "A" || type === "AAAA" ? parseIp(rdata) : null };
}

/** Set where a rule of DNS Firewall matched. */
export type DnsFirewall = {
  readonly action: string;
  readonly ruleGroupId: string | null;
  readonly domainListId: string | null;
};

export type DnsQuery = {
  readonly kind: "dns-query";
  /** Number of the record in its object, from 1. With the object it names the query. */
  readonly record: number;
  readonly timeMs: number;
  readonly accountId: string;
  readonly region: string | null;
  readonly vpcId: string | null;
  /** Instance id, else "<vpc>/<address>": whose profile this belongs to. */
  readonly host: string;
  readonly instanceId: string | null;
  /** Null only where the record has an instance instead. */
  readonly srcIp: Ip | null;
  readonly srcPort: number | null;
  /** Case as logged, without the trailing dot; the root is ".". Internationalised names stay in their xn-- form. */
  readonly name: string;
  /** For matching: DNS is blind to case. */
  readonly nameLower: string;
  /** "A", "AAAA", "TXT" … */
  readonly type: string;
  readonly class: string;
  /** "NOERROR", "NXDOMAIN" …; null where the resolver gave none. */
  readonly rcode: string | null;
  readonly transport: string | null;
  /** In the order of the record: a CNAME chain, then its addresses. Empty with NOERROR is normal. */
  readonly answers: readonly DnsAnswer[];
  readonly firewall: DnsFirewall | null;
};
