/** Address ranges of an IpAddress condition: narrow enough to name someone, or as good as the internet. */

/**
 * "Broader than /8 for IPv4 and /32 for IPv6" is public.
 * Source: S3 User Guide, "Blocking public access", The meaning of "public".
 */
const IPV4_BITS_MIN = 8;
const IPV6_BITS_MIN = 32;

/** The same in slices: more than this share of the IPv4 addresses in one list is the internet. */
const IPV4_SHARE_MAX = 0.25;

/** A text that is no range pins nothing. */
export function coverInternet(ranges: readonly string[]): boolean {
  let share = 0;
  for (const range of ranges) {
    const [address = "", bitsText] = range.split("/");
    const isIpv6 = address.includes(":");
    if (!isIpv6 && !/^\d{1,3}(?:\.\d{1,3}){3}$/.test(address)) return true;
    const bits = bitsText === undefined ? (isIpv6 ? 128 : 32) : Number(bitsText);
    if (!(bits >= (isIpv6 ? IPV6_BITS_MIN : IPV4_BITS_MIN))) return true;
    if (!isIpv6) share += 2 ** -bits;
  }
  return share > IPV4_SHARE_MAX;
}
