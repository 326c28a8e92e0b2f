/**
 * Where the label stands that someone registered: "cdn.example.co.uk" → "example". Told by form, for speed and without
 * allocation: the label before the top one, before a second-level zone of a country, or before a dynamic DNS provider's
 * zone. Zones of hosters and content networks (github.io, cloudfront.net) count as registered themselves, so the names
 * of their customers are not judged. What the Public Suffix List says of a name is beside this, in registered-domain.ts:
 * that decides who is meant, this alone what the model of generated names looks at, which was trained by it.
 */

const DOT = 46;

/** Second-level zones that many countries have. Source: public suffix list, ICANN part. */
const ZONES: ReadonlySet<string> = new Set(
  "ac co com edu gob gouv go gov gv id info ltd me mil ne net nom nic or org plc pro res sch web asn ad ed gr lg".split(
    " ",
  ),
);
const LONGEST_ZONE = 4;

/** Where anyone may take a name at once and for nothing, as bots do. Source: the providers' public lists of zones. */
const DYNAMIC_ZONES: readonly string[] = (
  "ddns.net dyndns.org dynserv.com mooo.com yi.org duckdns.org no-ip.org no-ip.biz no-ip.info hopto.org zapto.org " +
  "sytes.net myftp.org myftp.biz servehttp.com serveftp.com redirectme.net 3322.org dnsalias.com dynalias.com ddns.us"
).split(" ");

/** Start and end in one number: start × 256 + end; 0 where there is no such label. Names have at most 255 characters. */
export function registeredLabel(name: string): number {
  const end = name.length - (name.charCodeAt(name.length - 1) === DOT ? 1 : 0);
  if (end > 255) return 0;
  const top = name.lastIndexOf(".", end - 1);
  if (top <= 0) return 0;
  let labelEnd = top;
  let before = name.lastIndexOf(".", labelEnd - 1);
  if (before > 0 && end - top === 3 && labelEnd - before - 1 <= LONGEST_ZONE && isZone(name, before + 1, labelEnd)) {
    labelEnd = before;
    before = name.lastIndexOf(".", labelEnd - 1);
  } else if (before > 0 && isDynamic(name, before + 1, end)) {
    labelEnd = before;
    before = name.lastIndexOf(".", labelEnd - 1);
  }
  return labelEnd - before - 1 > 0 ? (before + 1) * 256 + labelEnd : 0;
}

function isZone(name: string, from: number, to: number): boolean {
  for (const zone of ZONES) if (zone.length === to - from && name.startsWith(zone, from)) return true;
  return false;
}

function isDynamic(name: string, from: number, to: number): boolean {
  for (const zone of DYNAMIC_ZONES) if (zone.length === to - from && name.startsWith(zone, from)) return true;
  return false;
}
