/** Listed names, made-up names, data in names, and a name that answers with the metadata service's address. */

import type { Scenario, Stage } from "../../stage.ts";
import { labelHost, machineFor } from "./attack.ts";

type Listed = {
  readonly type: string;
  readonly category: string;
  /** A second list that holds the name. */
  readonly also?: string;
  readonly top: string;
  readonly prefix?: string;
};

const SINKHOLE = "146.112.61.104";

function listed({ type, category, also, top, prefix }: Listed): Scenario {
  return {
    type,
    play: (stage) => {
      const machine = machineFor(stage);
      const domain = stage.listed(category, stage.strangeName(top));
      if (also !== undefined) stage.listed(also, domain);
      const name = prefix === undefined ? domain : `${prefix}.${domain}`;
      const answer = type.includes("Blackhole") ? stage.listed("blackhole", SINKHOLE) : stage.stranger();
      let timeMs = stage.startMs;
      for (let at = 0; at < 4; at++) {
        timeMs = stage.startMs + at * 300_000;
        stage.dns.write(machine, { timeMs, name, port: stage.random.between(32_768, 60_999), answers: [answer] });
      }
      labelHost(stage, type, machine, timeMs);
    },
  };
}

export const NAMES: readonly Scenario[] = [
  listed({ type: "Backdoor:EC2/C&CActivity.B!DNS", category: "command-and-control", top: "com", prefix: "c2" }),
  listed({ type: "CryptoCurrency:EC2/BitcoinTool.B!DNS", category: "cryptocurrency", top: "net", prefix: "pool" }),
  listed({ type: "Impact:EC2/AbusedDomainRequest.Reputation", category: "abused", top: "top" }),
  listed({
    type: "Impact:EC2/BitcoinDomainRequest.Reputation",
    category: "cryptocurrency",
    also: "suspicious",
    top: "xyz",
  }),
  listed({ type: "Impact:EC2/MaliciousDomainRequest.Reputation", category: "malicious", top: "info" }),
  listed({ type: "Impact:EC2/MaliciousDomainRequest.Custom", category: "custom-threat", top: "org" }),
  listed({ type: "Impact:EC2/SuspiciousDomainRequest.Reputation", category: "suspicious", top: "click" }),
  listed({ type: "Trojan:EC2/BlackholeTraffic!DNS", category: "blackhole", top: "com" }),
  listed({ type: "Trojan:EC2/DGADomainRequest.C!DNS", category: "dga", top: "biz" }),
  listed({ type: "Trojan:EC2/DriveBySourceTraffic!DNS", category: "drive-by", top: "net" }),
  listed({ type: "Trojan:EC2/DropPoint!DNS", category: "drop-point", top: "com", prefix: "in" }),
  listed({ type: "Trojan:EC2/PhishingDomainRequest!DNS", category: "phishing", top: "com", prefix: "secure" }),
  { type: "Trojan:EC2/DGADomainRequest.B", play: generated },
  { type: "Trojan:EC2/DNSDataExfiltration", play: exfiltration },
  { type: "UnauthorizedAccess:EC2/MetadataDNSRebind", play: rebind },
];

/** A bot looks for its master: many names of the day, none there, then one. */
function generated(stage: Stage): void {
  const machine = machineFor(stage);
  const tops = stage.random.pick([
    ["com", "net", "org"],
    ["biz", "info", "ru"],
    ["top", "xyz", "com"],
  ]);
  const length = stage.random.between(11, 17);
  const count = 120;
  let timeMs = stage.startMs;
  for (let at = 0; at < count; at++) {
    timeMs = stage.startMs + at * 9_000;
    let label = "";
    while (label.length < length) label += "abcdefghijklmnopqrstuvwxyz"[stage.random.below(26)];
    const name = `${label}.${stage.random.pick(tops)}`;
    const isLast = at === count - 1;
    stage.dns.write(machine, {
      timeMs,
      name,
      port: stage.random.between(32_768, 60_999),
      ...(isLast ? { answers: [stage.stranger()] } : { rcode: "NXDOMAIN" as const }),
    });
  }
  labelHost(stage, "Trojan:EC2/DGADomainRequest.B", machine, timeMs);
}

/** AWS's tester: 929 queries, 132 KB in all, back to back. */
const EXFILTRATION_QUERIES = 929;
const ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";

function exfiltration(stage: Stage): void {
  const machine = machineFor(stage);
  const domain = stage.strangeName("com");
  let timeMs = stage.startMs;
  for (let at = 0; at < EXFILTRATION_QUERIES; at++) {
    timeMs = stage.startMs + at * 80;
    let data = "";
    while (data.length < 118) data += ALPHABET[stage.random.below(32)];
    const name = `${at}.${data.slice(0, 59)}.${data.slice(59)}.${domain}`;
    stage.dns.write(machine, {
      timeMs,
      name,
      type: stage.random.chance(0.3) ? "TXT" : "A",
      port: stage.random.between(32_768, 60_999),
      rcode: "NXDOMAIN",
    });
  }
  labelHost(stage, "Trojan:EC2/DNSDataExfiltration", machine, timeMs);
}

function rebind(stage: Stage): void {
  const machine = machineFor(stage, ["web", "batch"]);
  const name = `r${stage.random.hex(6)}.${stage.strangeName("net")}`;
  stage.dns.write(machine, { timeMs: stage.startMs, name, port: 40_001, answers: [stage.stranger()] });
  stage.dns.write(machine, { timeMs: stage.startMs + 61_000, name, port: 40_002, answers: ["169.254.169.254"] });
  labelHost(stage, "UnauthorizedAccess:EC2/MetadataDNSRebind", machine, stage.startMs + 61_000);
}
