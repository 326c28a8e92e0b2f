/** The network of an address where no table tells its owner: coarse, so that one site or provider is mostly one value. */

import { REMEMBERED_NAMES_MAX } from "../limits.ts";
import { rememberName } from "../remember.ts";

/** "198.51.0.0/16" for IPv4, "2001:db8::/32" for IPv6 in any spelling of those two groups; "private" inside a VPC. */
export const networkOf: (ip: string) => string = rememberName((ip) => {
  if (ip.includes(":")) return ipv6Network(ip);
  const [first = "", second = ""] = ip.split(".");
  return isPrivate(Number(first), Number(second)) ? "private" : `${Number(first)}.${Number(second)}.0.0/16`;
}, REMEMBERED_NAMES_MAX);

function ipv6Network(ip: string): string {
  const [first = "", second = ""] = ip.toLowerCase().split(":");
  if (/^f[cd]/.test(first) || /^fe[89ab]/.test(first)) return "private";
  return `${first || "0"}:${second || "0"}::/32`;
}

/** RFC 1918 and RFC 6598. */
function isPrivate(first: number, second: number): boolean {
  if (first === 10) return true;
  if (first === 172) return second >= 16 && second < 32;
  return (first === 192 && second === 168) || (first === 100 && second >= 64 && second < 128);
}
