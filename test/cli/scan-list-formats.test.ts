/** `scan --list` of every category in every format, over the same logs: each type fires for what its category says, and stays quiet on near misses. */

import { expect, test } from "vitest";
import { CATEGORIES, type Category } from "../../src/core/intel/categories.ts";
import { LIST_FORMATS, type ListFormat } from "../../src/core/intel/lists/sniff.ts";
import { call, connection, found, into, KEY, type Logs, out, query } from "./list-logs.ts";

const BAD = "198.51.100.9";
const NEAR = "198.51.100.10";
const NAME = "bad.evil.example";
const OTHER_HOST = "eni-0fedcba9876543210";

/** Everything that any list type asks for. The other host opens connections alone: to a relay it is a client. */
const LOGS: Logs = {
  calls: [
    call(BAD, "DescribeInstances", true),
    call(BAD, "RunInstances", false),
    call(NEAR, "RunInstances", false, KEY),
  ],
  flows: [
    ...[8443, 9001].map((port) => out(BAD, port)),
    ...[22, 8088, 9001].map((port) => into(BAD, port)),
    connection("10.0.1.21", BAD, 9001, "ACCEPT", OTHER_HOST),
  ],
  queries: [query(NAME), query("www.unlisted.example", { answer: BAD })],
};

const CALLER = ["Recon:IAMUser/MaliciousIPCaller", "UnauthorizedAccess:IAMUser/MaliciousIPCaller"];

type Types = {
  readonly address?: readonly string[];
  readonly name?: readonly string[];
  readonly key?: readonly string[];
};

/** What an entry of each kind makes of LOGS. */
const TYPES: Readonly<Record<(typeof CATEGORIES)[number], Types>> = {
  "custom-threat": {
    address: [
      "Recon:IAMUser/MaliciousIPCaller.Custom",
      "UnauthorizedAccess:EC2/MaliciousIPCaller.Custom",
      "UnauthorizedAccess:IAMUser/MaliciousIPCaller.Custom",
    ],
    name: ["Impact:EC2/MaliciousDomainRequest.Custom"],
  },
  "command-and-control": {
    address: [...CALLER, "Backdoor:EC2/C&CActivity.B"],
    name: ["Backdoor:EC2/C&CActivity.B!DNS"],
  },
  "drop-point": { address: [...CALLER, "Trojan:EC2/DropPoint"], name: ["Trojan:EC2/DropPoint!DNS"] },
  phishing: { address: CALLER, name: ["Trojan:EC2/PhishingDomainRequest!DNS"] },
  "drive-by": { address: CALLER, name: ["Trojan:EC2/DriveBySourceTraffic!DNS"] },
  dga: { name: ["Trojan:EC2/DGADomainRequest.C!DNS"] },
  cryptocurrency: {
    address: [...CALLER, "CryptoCurrency:EC2/BitcoinTool.B"],
    name: ["CryptoCurrency:EC2/BitcoinTool.B!DNS"],
  },
  blackhole: {
    address: ["Trojan:EC2/BlackholeTraffic", "Trojan:EC2/BlackholeTraffic!DNS"],
    name: ["Trojan:EC2/BlackholeTraffic!DNS"],
  },
  malicious: { address: CALLER, name: ["Impact:EC2/MaliciousDomainRequest.Reputation"] },
  abused: {
    address: ["Impact:EC2/AbusedDomainRequest.Reputation"],
    name: ["Impact:EC2/AbusedDomainRequest.Reputation"],
  },
  suspicious: { name: ["Impact:EC2/SuspiciousDomainRequest.Reputation"] },
  scanner: {
    address: [...CALLER, "Recon:EC2/PortProbeEMRUnprotectedPort", "Recon:EC2/PortProbeUnprotectedPort"],
    name: ["Impact:EC2/SuspiciousDomainRequest.Reputation"],
  },
  "tor-exit": { address: ["Recon:IAMUser/TorIPCaller", "UnauthorizedAccess:IAMUser/TorIPCaller"] },
  "tor-relay": { address: ["UnauthorizedAccess:EC2/TorClient", "UnauthorizedAccess:EC2/TorRelay"] },
  "leaked-credential": { key: ["CredentialAccess:IAMUser/CompromisedCredentials"] },
  trusted: {},
  "public-resolver": {},
  doh: {},
  dot: {},
  anonymizer: {},
};

/** An attempt that was refused is one: the host made it. */
const ATTEMPTED: Readonly<Record<string, readonly string[]>> = {
  "drop-point": ["Trojan:EC2/DropPoint"],
  blackhole: ["Trojan:EC2/BlackholeTraffic"],
};

type Format = { readonly kinds: readonly (keyof Types)[]; readonly text: string };

function stix2(patterns: readonly string[]): string {
  const objects = patterns.map((pattern, at) => ({
    type: "indicator",
    id: `indicator--33fe3b22-0201-47cf-85d0-97c02164528${at}`,
    pattern,
  }));
  return JSON.stringify({ type: "bundle", id: "bundle--44af6c39-c09b-49c5-9de2-394224b04982", objects });
}

const FIRE_EYE_HEADER =
  "reportId,title,sourceDomain,sourceIp,asn,cidr,domain,networkIdentifier,ip,port,url,malwareFamily";

/** Each holds the address and the name, where the format has room for either; those of free text the key too. */
const FORMATS: Readonly<Record<(typeof LIST_FORMATS)[number], Format>> = {
  TXT: { kinds: ["address", "name", "key"], text: `# a list\n${BAD}\n${NAME}\n${KEY}\n` },
  JSON: { kinds: ["address", "name", "key"], text: JSON.stringify({ list: [BAD, NAME, KEY] }) },
  STIX: {
    kinds: ["address", "name"],
    text: `<?xml version="1.0"?><stix:STIX_Package xmlns:stix="x">
<c:Properties xsi:type="AddressObj:AddressObjectType" category="ipv4-addr"><AddressObj:Address_Value>${BAD}</AddressObj:Address_Value></c:Properties>
<c:Properties xsi:type="DomainNameObj:DomainNameObjectType"><DomainNameObj:Value>${NAME}</DomainNameObj:Value></c:Properties>
</stix:STIX_Package>`,
  },
  STIX2: {
    kinds: ["address", "name"],
    text: stix2([`[ipv4-addr:value = '${BAD}']`, `[domain-name:value = '${NAME}']`]),
  },
  OTX_CSV: {
    kinds: ["address", "name"],
    text: `Indicator type, Indicator, Description\nIPv4,${BAD},x\nDomain name,${NAME},x\n`,
  },
  ALIEN_VAULT: {
    kinds: ["address", "name", "key"],
    text: [BAD, NAME, KEY].map((entry) => `${entry}#4#2#Malicious Host#US#Ashburn#39.0,-77.5#3\n`).join(""),
  },
  PROOF_POINT: {
    kinds: ["address", "name", "key"],
    text: `domain, category, score, first_seen, last_seen, ports (|)\n${[BAD, NAME, KEY]
      .map((entry) => `${entry}, 1, 100, 2026-01-01, 2026-01-01,\n`)
      .join("")}`,
  },
  FIRE_EYE: {
    kinds: ["address", "name"],
    text: `${FIRE_EYE_HEADER}\n1,t,,,,,,,${BAD},80,,f\n2,t,,,,,${NAME},,,,,f\n`,
  },
  HOSTS: { kinds: ["name"], text: `127.0.0.1 localhost\n0.0.0.0 ${NAME}\n` },
  ADBLOCK: { kinds: ["address", "name"], text: `[Adblock Plus 2.0]\n||${BAD}^\n||${NAME}^\n` },
};

const ALL = CATEGORIES.flatMap((category) => LIST_FORMATS.map((format) => [category, format] as const));

async function typesOf(lists: Readonly<Record<string, string>>, logs: Logs): Promise<string[]> {
  const types = (await found(lists, logs)).map((line) => line.split(" < ")[0] ?? "");
  return [...new Set(types)].sort();
}

function expected(category: (typeof CATEGORIES)[number], format: ListFormat): string[] {
  const { kinds } = FORMATS[format as keyof typeof FORMATS];
  return [...new Set(kinds.flatMap((kind) => TYPES[category][kind] ?? []))].sort();
}

test("without a list these logs say nothing, and all types of lists are asked for", async () => {
  expect(await typesOf({}, LOGS)).toEqual([]);
  // BitcoinDomainRequest.Reputation needs two lists and MetadataDNSRebind none: scan-lists.test.ts.
  expect(new Set(ALL.flatMap(([category, format]) => expected(category, format))).size).toBe(29 - 2);
});

test.each(ALL)("%s in %s", async (category, format) => {
  const { text } = FORMATS[format];
  expect(await typesOf({ [category]: text }, LOGS)).toEqual(expected(category, format));
});

const MISSES: Logs = {
  calls: [call(NEAR, "RunInstances", false), call(NEAR, "DescribeInstances", true)],
  flows: [out(NEAR), into(NEAR, 22), out(BAD, 8443, "REJECT"), into(BAD, 22, "REJECT"), into(BAD, 8088, "REJECT")],
  queries: [
    query("evil.example"),
    query(`not${NAME}`),
    query(NAME, { blocked: true }),
    query("other.evil.example", { answer: NEAR }),
  ],
};

test.each(ALL)(
  "%s in %s: quiet on parents, siblings, neighbours, blocked queries and refused traffic",
  async (category, format) => {
    const { kinds, text } = FORMATS[format];
    const attempts = kinds.includes("address") ? (ATTEMPTED[category] ?? []) : [];
    expect(await typesOf({ [category]: text }, MISSES)).toEqual(attempts);
  },
);

const TRUSTED = `${BAD}\n${NEAR}\n${NAME}\n`;
const THREATS = ALL.filter(([category]) => category !== "trusted" && Object.keys(TYPES[category]).length > 0);

test.each(THREATS)("%s in %s: what is trusted raises nothing", async (category: Category, format) => {
  const { text } = FORMATS[format];
  expect(await typesOf({ [category]: text, trusted: TRUSTED }, LOGS)).toEqual([]);
});
