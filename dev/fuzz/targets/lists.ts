/** Threat lists of every format: each entry is taken, rejected or counted as of another type, wherever the bytes are cut. */

import { readList } from "../../../src/core/intel/lists/read-list.ts";
import { LIST_FORMATS } from "../../../src/core/intel/lists/sniff.ts";
import { encodeUtf8 } from "../../../src/core/text.ts";
import type { Random } from "../../simulate/random.ts";
import { mutatedText, slices } from "../mutate.ts";
import type { Target } from "../target.ts";

const ENTRIES = [
  "198.51.100.1",
  "203.0.113.0/24",
  "2001:db8::7",
  "evil.example",
  "*.evil.example",
  "198.51.100.1-198.51.100.9",
  "bad entry",
  "300.1.1.1",
  "xn--e1afmkfd.example",
  "AKIAIOSFODNN7EXAMPLE",
] as const;

function xml(random: Random): string {
  const value = `<cybox:Properties xsi:type="AddressObj:AddressObjectType" category="ipv4-addr"><AddressObj:Address_Value condition="Equals">${random.pick(ENTRIES)}##comma##${random.pick(ENTRIES)}</AddressObj:Address_Value></cybox:Properties>`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n<stix:STIX_Package xmlns:stix="http://docs.oasis-open.org/cti/ns/stix/core-1"><stix:Indicators>${value}<!-- c --><![CDATA[x]]></stix:Indicators></stix:STIX_Package>`;
}

function stix2(random: Random): string {
  const objects = [
    `[ipv4-addr:value = '${random.pick(ENTRIES)}']`,
    `[domain-name:value = '${random.pick(ENTRIES)}' OR file:name = 'x']`,
  ].map((pattern) => ({ type: "indicator", pattern, pattern_type: "stix" }));
  return JSON.stringify({ type: "bundle", id: "bundle--1", objects });
}

const MAKERS: readonly ((random: Random) => string)[] = [
  xml,
  stix2,
  (random) => ENTRIES.map(() => random.pick(ENTRIES)).join("\n"),
  (random) =>
    `Indicator type,Indicator,Description\nIPv4,${random.pick(ENTRIES)},"a, ""b"""\ndomain,${random.pick(ENTRIES)},\nURL,http://${random.pick(ENTRIES)}/x,`,
  (random) => `${random.pick(ENTRIES)}#4#2#Malicious Host#US##0.0,0.0#3`,
  (random) =>
    `ip, category, score, first_seen, last_seen, ports\n${random.pick(ENTRIES)}, 1, 100, 2026-01-01, 2026-02-01, 80 443`,
  (random) =>
    `reportId,title,ThreatScape,audience,intelligenceType,publishDate,reportLink,webLink,emailIdentifier,senderAddress\n1,t,x,y,z,1400000000,l,w,e,${random.pick(ENTRIES)}`,
  (random) => `# hosts\n0.0.0.0 ${random.pick(ENTRIES)} # c\n127.0.0.1 localhost`,
  (random) => `! title\n||${random.pick(ENTRIES)}^\n@@||good.example^\n##.ad`,
  (random) =>
    JSON.stringify({
      syncToken: "1",
      prefixes: [{ ip_prefix: random.pick(ENTRIES), region: "us-east-1", service: "EC2" }],
      ipv6_prefixes: [{ ipv6_prefix: "2001:db8::/32" }],
    }),
];

/** What is not complete is looked at again with each of them. */
const PIECES_MAX = 50;

type Options = Parameters<typeof readList>[0];

function read(
  options: Options,
  parts: readonly Uint8Array[],
): { readonly summary: string; readonly wrong: string | null } {
  let given = 0;
  const entries: string[] = [];
  const reader = readList(options, (entry, family) => {
    given++;
    entries.push(JSON.stringify([entry, family]));
  });
  for (const part of parts) if (!reader.push(part)) break;
  const report = reader.end();
  if (!report.ok)
    return { summary: `error ${report.error}`, wrong: report.error === "" ? "an error without a reason" : null };
  const { accepted, rejected, rejectedBy, otherTypes, truncatedBy } = report.value;
  const reasons = Object.values(rejectedBy).reduce((sum, count) => sum + count, 0);
  const wrong =
    accepted === given && rejected === reasons
      ? null
      : `${accepted} accepted, ${given} given; ${rejected} rejected, ${reasons} with reason`;
  return { summary: JSON.stringify([accepted, rejectedBy, otherTypes, truncatedBy, entries]), wrong };
}

export const list: Target = {
  name: "list",
  weight: 6,
  run: (random) => {
    const made = random.pick(MAKERS)(random);
    const text = mutatedText(random, made, [made, random.pick(MAKERS)(random)]);
    const options: Options = {
      ...(random.chance(0.3) ? { format: random.pick(LIST_FORMATS) } : {}),
      ...(random.chance(0.05) ? { entriesMax: 2 } : {}),
    } as Options;
    const bytes = encodeUtf8(text);
    const whole = read(options, [bytes]);
    if (whole.wrong !== null) return whole.wrong;
    const pieceChars = Math.ceil(bytes.length / PIECES_MAX);
    const cut = read({ ...options, pieceChars }, slices(random, bytes));
    return cut.summary === whole.summary
      ? null
      : `cut ${cut.summary.slice(0, 200)}, whole ${whole.summary.slice(0, 200)}`;
  },
};

/** Bare entries, one a line: as many are accounted for as there are. */
export const plainList: Target = {
  name: "plain-list",
  weight: 6,
  run: (random) => {
    const lines = Array.from({ length: random.between(1, 9) }, () =>
      mutatedText(random, random.pick(ENTRIES), ENTRIES).replace(/[\p{Cc}\p{Zl}\p{Zp}]/gu, ""),
    );
    const reader = readList({ format: "TXT" } as Options, () => {});
    reader.push(encodeUtf8(lines.join("\n")));
    const report = reader.end();
    if (!report.ok) return null;
    const { accepted, rejected, otherTypes } = report.value;
    const others = Object.values(otherTypes).reduce((sum, count) => sum + count, 0);
    const expected = lines.filter((line) => /^[\w.:*-]+$/.test(line.trim())).length;
    return accepted + rejected + others >= expected
      ? null
      : `${accepted + rejected + others} of ${expected} entries are accounted for`;
  },
};
