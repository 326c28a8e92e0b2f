/** `scan` with a list of every category and format: each type fires on its sample and stays quiet on near misses. */

import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { scanLogs } from "../../cli/scan-logs.ts";
import { parseScanOptions } from "../../cli/scan-options.ts";
import { CASES } from "../core/intel/lists/list-samples.ts";
import { call, found, into, KEY, type Logs, out, query } from "./list-logs.ts";
import { withFiles } from "./temp-folder.ts";

const BAD = "198.51.100.9";
const NEAR = "198.51.100.10";

test.each<[category: string, entry: string, logs: Logs, types: string[]]>([
  ["command-and-control", BAD, { flows: [out(BAD)] }, ["Backdoor:EC2/C&CActivity.B"]],
  ["command-and-control", "evil.example", { queries: [query("c2.evil.example")] }, ["Backdoor:EC2/C&CActivity.B!DNS"]],
  ["cryptocurrency", "198.51.100.0/28", { flows: [out(BAD, 3333)] }, ["CryptoCurrency:EC2/BitcoinTool.B"]],
  [
    "cryptocurrency",
    "*.pool.example",
    { queries: [query("eu.pool.example")] },
    ["CryptoCurrency:EC2/BitcoinTool.B!DNS"],
  ],
  ["blackhole", BAD, { flows: [out(BAD, 80, "REJECT")] }, ["Trojan:EC2/BlackholeTraffic"]],
  ["blackhole", "evil.example", { queries: [query("evil.example")] }, ["Trojan:EC2/BlackholeTraffic!DNS"]],
  [
    "blackhole",
    BAD,
    { queries: [query("www.unlisted.example", { answer: BAD })] },
    ["Trojan:EC2/BlackholeTraffic!DNS"],
  ],
  ["drop-point", BAD, { flows: [out(BAD)] }, ["Trojan:EC2/DropPoint"]],
  ["drop-point", "evil.example", { queries: [query("evil.example")] }, ["Trojan:EC2/DropPoint!DNS"]],
  ["tor-relay", BAD, { flows: [out(BAD, 9001)] }, ["UnauthorizedAccess:EC2/TorClient"]],
  ["tor-relay", BAD, { flows: [out(BAD, 9001), into(BAD, 9001)] }, ["UnauthorizedAccess:EC2/TorRelay"]],
  ["scanner", BAD, { flows: [into(BAD, 22)] }, ["Recon:EC2/PortProbeUnprotectedPort"]],
  ["scanner", BAD, { flows: [into(BAD, 8088)] }, ["Recon:EC2/PortProbeEMRUnprotectedPort"]],
  ["custom-threat", BAD, { flows: [into(BAD)] }, ["UnauthorizedAccess:EC2/MaliciousIPCaller.Custom"]],
  ["custom-threat", "evil.example", { queries: [query("evil.example")] }, ["Impact:EC2/MaliciousDomainRequest.Custom"]],
  ["phishing", "evil.example", { queries: [query("evil.example")] }, ["Trojan:EC2/PhishingDomainRequest!DNS"]],
  ["drive-by", "evil.example", { queries: [query("evil.example")] }, ["Trojan:EC2/DriveBySourceTraffic!DNS"]],
  ["dga", "evil.example", { queries: [query("evil.example")] }, ["Trojan:EC2/DGADomainRequest.C!DNS"]],
  ["malicious", "evil.example", { queries: [query("evil.example")] }, ["Impact:EC2/MaliciousDomainRequest.Reputation"]],
  [
    "suspicious",
    "evil.example",
    { queries: [query("evil.example")] },
    ["Impact:EC2/SuspiciousDomainRequest.Reputation"],
  ],
  ["abused", "evil.example", { queries: [query("evil.example")] }, ["Impact:EC2/AbusedDomainRequest.Reputation"]],
  ["malicious", BAD, { calls: [call(BAD, "DescribeInstances", true)] }, ["Recon:IAMUser/MaliciousIPCaller"]],
  ["malicious", BAD, { calls: [call(BAD, "RunInstances", false)] }, ["UnauthorizedAccess:IAMUser/MaliciousIPCaller"]],
  ["custom-threat", BAD, { calls: [call(BAD, "DescribeInstances", true)] }, ["Recon:IAMUser/MaliciousIPCaller.Custom"]],
  [
    "custom-threat",
    BAD,
    { calls: [call(BAD, "RunInstances", false)] },
    ["UnauthorizedAccess:IAMUser/MaliciousIPCaller.Custom"],
  ],
  [
    "tor-exit",
    "2001:db8::9",
    { calls: [call("2001:db8::9", "DescribeInstances", true)] },
    ["Recon:IAMUser/TorIPCaller"],
  ],
  ["tor-exit", BAD, { calls: [call(BAD, "RunInstances", false)] }, ["UnauthorizedAccess:IAMUser/TorIPCaller"]],
  [
    "leaked-credential",
    KEY,
    { calls: [call(NEAR, "RunInstances", false, KEY)] },
    ["CredentialAccess:IAMUser/CompromisedCredentials"],
  ],
])("%s, %s", async (category, entry, logs, types) => {
  expect(await found({ [category]: `${entry}\n` }, logs)).toEqual(types.map((type) => `${type} < ${category}.txt`));
  expect(await found({}, logs)).toEqual([]);
  expect(
    await found(
      {
        [category]: `${entry}\n`,
        trusted: `${BAD}\n2001:db8::9\n${NEAR}\nevil.example\n*.evil.example\n*.pool.example\n`,
      },
      logs,
    ),
  ).toEqual([]);
});

test("a name that is for mining and malicious, with both lists as evidence", async () => {
  const lists = { cryptocurrency: "pool.example\n", malicious: "pool.example\n" };
  expect(await found(lists, { queries: [query("pool.example")] })).toEqual([
    "Impact:EC2/BitcoinDomainRequest.Reputation < cryptocurrency.txt, malicious.txt",
  ]);
});

test("a listed name is told by how popular its domain is", async () => {
  const lists = { malicious: "evil.example\n" };
  const logs = { queries: [query("www.evil.example")] };
  const told = async (popular: string) => await found({ ...lists, popular }, logs);
  expect(await told("900,www.evil.example\n")).toEqual([]);
  expect(await told("9000,evil.example\n")).toEqual(["Impact:EC2/SuspiciousDomainRequest.Reputation < malicious.txt"]);
  expect(await told("900000,evil.example\n")).toEqual(["Impact:EC2/MaliciousDomainRequest.Reputation < malicious.txt"]);
  expect(await told("1,other.example\n")).toEqual(["Impact:EC2/MaliciousDomainRequest.Reputation < malicious.txt"]);
  // A popular name is no threat, and no list of threats.
  expect(await found({ popular: "1,evil.example\n" }, logs)).toEqual([]);
});

test("a public name that answers with the metadata address needs no list", async () => {
  const queries = [
    query("a.rebind.example", { answer: "169.254.169.254" }),
    query("instance-data.ec2.internal", { answer: "169.254.169.254" }),
  ];
  expect(await found({}, { queries })).toEqual(["UnauthorizedAccess:EC2/MetadataDNSRebind < none"]);
});

const EVERY = Object.fromEntries(
  [
    "command-and-control",
    "cryptocurrency",
    "scanner",
    "blackhole",
    "drop-point",
    "malicious",
    "custom-threat",
    "tor-exit",
    "tor-relay",
  ].map((category) => [category, `${BAD}\nbad.evil.example\n`]),
);

test("near misses of every list stay quiet", async () => {
  const logs: Logs = {
    calls: [
      call(NEAR, "RunInstances", false),
      call("ec2.amazonaws.com", "RunInstances", false),
      call("AWS Internal", "DescribeInstances", true),
    ],
    flows: [out(NEAR), into(NEAR, 22), into(BAD, 22, "REJECT")],
    queries: [query("evil.example"), query("notbad.evil.example"), query("bad.evil.example", { blocked: true })],
  };
  expect(await found(EVERY, logs)).toEqual([]);
});

const NAMES = /(?:^|[=*.])((?:[a-z]+\.)*evil\.example)/;

test.each(CASES.map((sample) => [sample.name, sample] as const))("a list of %s", async (_name, { text, entries }) => {
  const address = entries.map((entry) => /^(?:198\.51\.100|203\.0\.113)\.\d+/.exec(entry)?.[0]).find(Boolean);
  const name = entries.map((entry) => NAMES.exec(entry)?.[1]).find(Boolean);
  const told = {
    ...(address === undefined ? {} : { flows: [out(address)] }),
    ...(name === undefined ? {} : { queries: [query(`www.${name}`)] }),
  };
  const expected = [
    ...(address === undefined ? [] : ["Backdoor:EC2/C&CActivity.B < command-and-control.txt"]),
    ...(name === undefined ? [] : ["Backdoor:EC2/C&CActivity.B!DNS < command-and-control.txt"]),
  ];
  expect(expected.length).toBeGreaterThan(0);
  for (const bytes of [text, gzipSync(text)]) {
    const types = (await found({ "command-and-control": bytes }, told)).map((line) => line.split(",")[0] ?? "");
    expect(types).toEqual(expected);
  }
});

test("says what of a list was refused, and stops where a file is no list", async () => {
  await withFiles(
    {
      "a.log": `${query("a.example")}\n`,
      "l.txt": "evil.example\nlocalhost\n1.2.3.04\n",
      "web.html": "<!doctype html>",
    },
    async (folder) => {
      const told: string[] = [];
      const scan = async (file: string): Promise<void> => {
        const options = parseScanOptions(["--list", `malicious=${folder}/${file}`, `${folder}/a.log`]);
        if (!options.ok) throw new Error(options.error);
        await scanLogs(options.value, (text) => told.push(text));
      };
      await scan("l.txt");
      expect(told[0]).toMatch(/^scan: list malicious: .*l\.txt: 1 entries of TXT, 2 refused$/);
      expect(told).toHaveLength(3);
      await expect(scan("web.html")).rejects.toThrow("the file is no list");
      await expect(scan("missing.txt")).rejects.toThrow("ENOENT");
    },
  );
});
