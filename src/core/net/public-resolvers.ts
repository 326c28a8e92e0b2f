/**
 * The well-known public resolvers, so that detectors work without a list. Facts from the operators' own pages:
 * developers.google.com/speed/public-dns, developers.cloudflare.com/1.1.1.1, quad9.net/service, opendns.com/setupguide,
 * adguard-dns.io/en/public-dns.html, cleanbrowsing.org/filters, controld.com/free-dns, docs.nextdns.io, dns.watch,
 * alternate-dns.com, mullvad.net/help/dns-over-https-and-dns-over-tls, dns.sb, yandex.com/dns, dns0.eu.
 */

import { type Ip, parseIp } from "./ip.ts";

type Resolver = { readonly operator: string; readonly plain: boolean; readonly encrypted: boolean };

/** Operator, what it speaks, addresses. A client of one address may turn to another of the same operator at any time. */
const OPERATORS: readonly (readonly [operator: string, speaks: "both" | "plain" | "encrypted", addresses: string])[] = [
  [
    "google",
    "both",
    "8.8.8.8 8.8.4.4 2001:4860:4860::8888 2001:4860:4860::8844 2001:4860:4860::64 2001:4860:4860::6464",
  ],
  ["cloudflare", "both", "1.1.1.1 1.0.0.1 1.1.1.2 1.0.0.2 1.1.1.3 1.0.0.3 2606:4700:4700::1111 2606:4700:4700::1001"],
  ["cloudflare", "both", "2606:4700:4700::1112 2606:4700:4700::1002 2606:4700:4700::1113 2606:4700:4700::1003"],
  ["cloudflare", "encrypted", "104.16.248.249 104.16.249.249 162.159.36.1 162.159.46.1"],
  ["quad9", "both", "9.9.9.9 149.112.112.112 9.9.9.10 149.112.112.10 9.9.9.11 149.112.112.11 2620:fe::fe 2620:fe::9"],
  ["opendns", "both", "208.67.222.222 208.67.220.220 208.67.222.123 208.67.220.123 2620:119:35::35 2620:119:53::53"],
  ["opendns", "encrypted", "146.112.41.2 146.112.41.3"],
  ["adguard", "both", "94.140.14.14 94.140.15.15 94.140.14.15 94.140.15.16 94.140.14.140 94.140.14.141"],
  ["adguard", "both", "2a10:50c0::ad1:ff 2a10:50c0::ad2:ff"],
  [
    "cleanbrowsing",
    "both",
    "185.228.168.9 185.228.169.9 185.228.168.10 185.228.169.11 185.228.168.168 185.228.169.168",
  ],
  ["controld", "both", "76.76.2.0 76.76.10.0 76.76.2.1 76.76.10.1 76.76.2.2 76.76.10.2"],
  ["nextdns", "both", "45.90.28.0 45.90.30.0"],
  ["yandex", "both", "77.88.8.8 77.88.8.1 77.88.8.88 77.88.8.2"],
  ["dns0.eu", "both", "193.110.81.0 185.253.5.0"],
  ["dns.sb", "both", "185.222.222.222 45.11.45.11"],
  ["mullvad", "encrypted", "194.242.2.2 194.242.2.3 194.242.2.4"],
  ["dns.watch", "plain", "84.200.69.80 84.200.70.40"],
  ["level3", "plain", "4.2.2.1 4.2.2.2 4.2.2.3 4.2.2.4"],
  ["verisign", "plain", "64.6.64.6 64.6.65.6"],
  ["alternate-dns", "plain", "76.76.19.19 76.223.122.150"],
  ["comodo", "plain", "8.26.56.26 8.20.247.20"],
];

const RESOLVERS = new Map<Ip, Resolver>(
  OPERATORS.flatMap(([operator, speaks, addresses]) =>
    addresses.split(" ").flatMap((text): [Ip, Resolver][] => {
      const ip = parseIp(text);
      return ip === null ? [] : [[ip, { operator, plain: speaks !== "encrypted", encrypted: speaks !== "plain" }]];
    }),
  ),
);

export function publicResolver(ip: Ip): Resolver | null {
  return RESOLVERS.get(ip) ?? null;
}

/** Names of DNS-over-HTTPS servers: whoever looks one up and then talks to its address on 443 uses it. */
export const DOH_NAMES: ReadonlySet<string> = new Set([
  "dns.google",
  "dns.google.com",
  "dns64.dns.google",
  "cloudflare-dns.com",
  "one.one.one.one",
  "chrome.cloudflare-dns.com",
  "mozilla.cloudflare-dns.com",
  "security.cloudflare-dns.com",
  "family.cloudflare-dns.com",
  "dns.quad9.net",
  "dns9.quad9.net",
  "dns10.quad9.net",
  "dns11.quad9.net",
  "doh.opendns.com",
  "doh.familyshield.opendns.com",
  "dns.adguard.com",
  "dns.adguard-dns.com",
  "unfiltered.adguard-dns.com",
  "doh.cleanbrowsing.org",
  "dns.nextdns.io",
  "freedns.controld.com",
  "dns.controld.com",
  "doh.dns.sb",
  "dns.mullvad.net",
  "doh.mullvad.net",
  "doh.applied-privacy.net",
  "doh.libredns.gr",
  "doh.li",
  "dns0.eu",
  "common.dot.dns.yandex.net",
  "doh.pub",
  "dns.alidns.com",
]);
