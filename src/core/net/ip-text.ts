/** Tells an IP address from other text, strictly: `035.1.1.1` and `1.2.3` are none. */

const OCTET = "(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
const IPV4 = new RegExp(`^${OCTET}(?:\\.${OCTET}){3}$`);
const IPV6_CHARS = /^[0-9a-fA-F:.]{2,45}$/;

export function isIpText(text: string): boolean {
  return IPV4.test(text) || isIpv6Text(text);
}

export function isIpv6Text(text: string): boolean {
  if (!text.includes(":") || !IPV6_CHARS.test(text)) return false;
  const halves = text.split("::");
  if (halves.length > 2) return false;
  const groups = halves.flatMap((half) => (half === "" ? [] : half.split(":")));
  const last = groups.at(-1) ?? "";
  const embedded = last.includes(".");
  if (embedded && !(IPV4.test(last) && text.endsWith(last))) return false;
  const hex = embedded ? groups.slice(0, -1) : groups;
  const width = hex.length + (embedded ? 2 : 0);
  return hex.every((group) => /^[0-9a-fA-F]{1,4}$/.test(group)) && (halves.length === 2 ? width < 8 : width === 8);
}
