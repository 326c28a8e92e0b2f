/** A small list of every format, and what must be read from it. Written for these tests. */

import type { ListFormat } from "../../../../src/core/intel/lists/sniff.ts";

export const STIX1 = `<?xml version="1.0" encoding="UTF-8"?>
<!-- a list of <three> & more -->
<stix:STIX_Package xmlns:stix="http://docs.oasis-open.org/cti/ns/stix/core-1" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
  xsi:schemaLocation =
  "http://stix.mitre.org/a > b" id="example:package-1">
 <stix:Indicators>
  <cybox:Properties xsi:type="AddressObj:AddressObjectType" category="ipv4-addr">
   <AddressObj:Address_Value condition="Equals" apply_condition="ANY">198.51.100.1##comma##198.51.100.2##comma##10.0.0.1</AddressObj:Address_Value>
  </cybox:Properties>
  <cybox:Properties xsi:type="AddressObj:AddressObjectType" category="ipv4-addr">
   <AddressObj:Address_Value condition="InclusiveBetween">198.51.100.8##comma##198.51.100.15</AddressObj:Address_Value>
  </cybox:Properties>
  <cybox:Properties xsi:type='AddressObj:AddressObjectType' category='cidr'><AddressObj:Address_Value>203.0.113.0/24</AddressObj:Address_Value></cybox:Properties>
  <cybox:Properties xsi:type="DomainNameObj:DomainNameObjectType" type="FQDN">
   <DomainNameObj:Value condition="Equals">a.evil.example##comma##<![CDATA[b.evil.example]]></DomainNameObj:Value>
  </cybox:Properties>
  <cybox:Properties xsi:type="AddressObj:AddressObjectType" category="e-mail"><AddressObj:Address_Value>x@evil.example</AddressObj:Address_Value></cybox:Properties>
  <cybox:Properties xsi:type="URIObj:URIObjectType"><URIObj:Value>http://c.evil.example/x?a=1&amp;b=2</URIObj:Value></cybox:Properties>
  <cybox:Properties xsi:type="DomainNameObj:DomainNameObjectType"><DomainNameObj:Value condition="StartsWith">evil</DomainNameObj:Value></cybox:Properties>
  <cybox:Properties xsi:type="AddressObj:AddressObjectType"/>
 </stix:Indicators>
</stix:STIX_Package>
`;

const indicator = (pattern: string, more: object = {}): object => ({
  type: "indicator",
  id: "indicator--33fe3b22-0201-47cf-85d0-97c02164528d",
  pattern,
  ...more,
});

export const STIX2 = JSON.stringify(
  {
    type: "bundle",
    id: "bundle--44af6c39-c09b-49c5-9de2-394224b04982",
    objects: [
      indicator("[ipv4-addr:value = '198.51.100.1']", { spec_version: "2.1", pattern_type: "stix" }),
      indicator("[ ipv4-addr:value ISSUBSET '203.0.113.0/24' ]"),
      indicator("[domain-name:value = 'a.evil.example' OR ipv4-addr:value = '198.51.100.2' OR file:name = 'x']"),
      indicator("[ipv6-addr:value = '2001:db8::7']"),
      indicator("[domain-name:value LIKE '%.evil.example']"),
      indicator("[ipv4-addr:value IN ('198.51.100.3', '198.51.100.4')]"),
      indicator("[ipv4-addr:value = '198.51.100.5' AND network-traffic:dst_port = 443]"),
      indicator("[ipv4-addr:value != '198.51.100.6']"),
      indicator("[file:hashes.'SHA-256' = 'ef537f25']"),
      indicator("[ipv4-addr:value = '198.51.100.7']", { revoked: true }),
      indicator("[ipv4-addr:value = '198.51.100.8']", { valid_until: "2024-01-01T00:00:00.000Z" }),
      indicator("alert ip any", { pattern_type: "snort" }),
      { type: "ipv4-addr", value: "198.51.100.9" },
    ],
  },
  null,
  1,
);

const FIRE_EYE_COLUMNS = [
  "reportId",
  "title",
  "sourceDomain",
  "sourceIp",
  "asn",
  "cidr",
  "domain",
  "networkIdentifier",
  "ip",
  "port",
  "url",
  "malwareFamily",
];

export type Case = {
  name: string;
  text: string;
  format: ListFormat;
  entries: string[];
  rejected?: number;
  otherTypes?: Record<string, number>;
};

export const CASES: readonly Case[] = [
  {
    name: "bare lines with every kind of comment",
    text: "\uFEFF# c\r\n; c\r\n// c\r\n! c\r\n\r\n198.51.100.1\r\n198.51.100.2 # why\r\n203.0.113.0/24 ; SBL1\r\n2001:db8::1\t// x\r\n*.evil.example\r\nevil.example",
    format: "TXT",
    entries: ["198.51.100.1", "198.51.100.2", "203.0.113.0/24", "2001:db8::1", "*.evil.example", "=evil.example"],
  },
  {
    name: "counts, columns and families",
    text: "198.51.100.1\t10\n198.51.100.2:8443\tmalware\temotet\nhttp://198.51.100.3\tmalicious\tek_rig\nevil.example,conficker (malware),(static)\nother.example,12\n",
    format: "TXT",
    entries: [
      "198.51.100.1",
      "198.51.100.2 [emotet]",
      "198.51.100.3 [ek_rig]",
      "=evil.example [conficker (malware)]",
      "=other.example",
    ],
  },
  {
    name: "ranges and access keys",
    text: "198.51.100.1-198.51.100.3\n198.51.100.5 - 198.51.100.6\nAKIAIOSFODNN7EXAMPLE\n198.51.100.01\n",
    format: "TXT",
    entries: ["198.51.100.1-198.51.100.3", "198.51.100.5-198.51.100.6", "AKIAIOSFODNN7EXAMPLE"],
    rejected: 1,
  },
  {
    name: "hosts",
    text: "# Title\n127.0.0.1 localhost\n::1 ip6-localhost\n0.0.0.0 0.0.0.0\n0.0.0.0 a.evil.example b.evil.example # two\n127.0.0.1\tc.evil.example\n",
    format: "HOSTS",
    entries: ["=a.evil.example", "=b.evil.example", "=c.evil.example"],
  },
  {
    name: "adblock",
    text: "[Adblock Plus 2.0]\n! Title\n||evil.example^\n||b.evil.example^$third-party\n||c.evil.example^$script\n||d.evil.example/path\n@@||good.example^\nsite.example##.ad\n||198.51.100.1^\n0.0.0.0 e.evil.example\n/regex/\n",
    format: "ADBLOCK",
    entries: [".evil.example", ".b.evil.example", "198.51.100.1", "=e.evil.example"],
    otherTypes: { "partial rule": 3, exception: 1, "cosmetic rule": 1 },
  },
  {
    name: "OTX_CSV",
    text: 'Indicator type, Indicator, Description\r\nCIDR, 203.0.113.0/24, "a, ""quoted"" range\r\nof two lines"\r\nIPv4,198.51.100.1,example\r\nDomain name,evil.example,example\r\nFileHash-MD5,001dd76872d80801692ff942308c64e6,\r\n',
    format: "OTX_CSV",
    entries: ["203.0.113.0/24", "198.51.100.1", "=evil.example"],
    otherTypes: { "filehash-md5": 1 },
  },
  {
    name: "PROOF_POINT by domain",
    text: "domain, category, score, first_seen, last_seen, ports (|)\n198.51.100.1, 1, 100, 2000-01-01, 2000-01-01,\nevil.example, CnC, 50, 2000-01-01, 2000-01-01, 80|443\n",
    format: "PROOF_POINT",
    entries: ["198.51.100.1", "=evil.example [CnC]"],
  },
  {
    name: "PROOF_POINT by address",
    text: "ip, category, score, first_seen, last_seen, ports (|)\n198.51.100.1, 1, 100, 2000-01-01, 2000-01-01, 80\n",
    format: "PROOF_POINT",
    entries: ["198.51.100.1"],
  },
  {
    name: "FIRE_EYE",
    text: `${FIRE_EYE_COLUMNS.join(",")}\n01-1,"A, report",,,64496,203.0.113.0/24,evil.example,,198.51.100.1,80,,EMOTET\n01-2,None,,,,,,,,,http://x.example/,\n`,
    format: "FIRE_EYE",
    entries: ["203.0.113.0/24 [EMOTET]", "198.51.100.1 [EMOTET]", "=evil.example [EMOTET]"],
    otherTypes: { "row without address or domain": 1 },
  },
  {
    name: "ALIEN_VAULT",
    text: "# reputation\n198.51.100.1#4#2#Scanning Host#US#Los Angeles#34.0,-118.2#3\n198.51.100.2#4#2##CN##34.7,113.6#3\nevil.example # 1 # 1 # C&C # NL # # 52.3,4.9 # 2\n",
    format: "ALIEN_VAULT",
    entries: ["198.51.100.1 [Scanning Host]", "198.51.100.2", "=evil.example [C&C]"],
  },
  {
    name: "STIX 1 in XML",
    text: STIX1,
    format: "STIX",
    entries: [
      "198.51.100.1",
      "198.51.100.2",
      "198.51.100.8/29",
      "203.0.113.0/24",
      "=a.evil.example",
      "=b.evil.example",
    ],
    rejected: 2,
    otherTypes: { "e-mail": 1, URIObjectType: 1 },
  },
  {
    name: "STIX 2 in JSON",
    text: STIX2,
    format: "STIX2",
    entries: [
      "198.51.100.1",
      "203.0.113.0/24",
      "=a.evil.example",
      "198.51.100.2",
      "2001:db8::7",
      "*.evil.example",
      "198.51.100.3",
      "198.51.100.4",
    ],
    rejected: 2,
    otherTypes: {
      "file:name": 1,
      "network-traffic:dst_port": 1,
      "file:hashes.'SHA-256'": 1,
      "revoked indicator": 1,
      "expired indicator": 1,
      "snort pattern": 1,
    },
  },
  {
    name: "AWS ip-ranges.json",
    text: '{"syncToken":"1","createDate":"2026-08-11-20-03-05","prefixes":[{"ip_prefix":"198.51.100.0/24","region":"us-east-1","service":"EC2"}],"ipv6_prefixes":[{"ipv6_prefix":"2001:db8::/32","region":"us-east-1"}]}',
    format: "JSON",
    entries: ["198.51.100.0/24", "2001:db8::/32"],
  },
  {
    name: "Google's cloud.json",
    text: '{"syncToken":"1","prefixes":[{"ipv4Prefix":"198.51.100.0/24","service":"Google Cloud","scope":"x"},{"ipv6Prefix":"2001:db8::/32"}]}',
    format: "JSON",
    entries: ["198.51.100.0/24", "2001:db8::/32"],
  },
  {
    name: "Azure service tags",
    text: '{"changeNumber":1,"values":[{"name":"ActionGroup","properties":{"addressPrefixes":["198.51.100.0/24","2001:db8::/48"],"networkFeatures":["API","NSG"]}}]}',
    format: "JSON",
    entries: ["198.51.100.0/24", "2001:db8::/48"],
    otherTypes: { "other text": 2 },
  },
  {
    name: "Oracle's ranges",
    text: '{"regions":[{"region":"x","cidrs":[{"cidr":"198.51.100.0/24","tags":["OCI"]}]}]}',
    format: "JSON",
    entries: ["198.51.100.0/24"],
    otherTypes: { "other text": 1 },
  },
  {
    name: "GitHub's meta",
    text: '{"verifiable_password_authentication":false,"ssh_keys":["ssh-ed25519 AAAA"],"hooks":["198.51.100.0/24"],"git":["203.0.113.0/24","2001:db8::/48"],"domains":{"website":["*.github.example"]}}',
    format: "JSON",
    entries: ["198.51.100.0/24", "203.0.113.0/24", "2001:db8::/48"],
    otherTypes: { "other text": 2 },
  },
  {
    name: "Spamhaus DROP, one object a line",
    text: '{"cidr":"198.51.100.0/24","sblid":"SBL1","rir":"x"}\n{"cidr":"203.0.113.0/24","sblid":"SBL2"}\n{"type":"metadata","timestamp":1}\n',
    format: "JSON",
    entries: ["198.51.100.0/24", "203.0.113.0/24"],
  },
  {
    name: "a MISP warning list",
    text: '{"description":"d","list":["198.51.100.1","evil.example",".dyn.example","COM"],"matching_attributes":["ip-src"]}',
    format: "JSON",
    entries: ["198.51.100.1", "=evil.example", ".dyn.example"],
    rejected: 1,
    otherTypes: { "other text": 1 },
  },
];
