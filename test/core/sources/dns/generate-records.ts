/** Seeded resolver query logs, as the Resolver writes them and in every way that is not quite so. */

import { seededRandom } from "../../../../bench/flow-data.ts";

type Random = (below: number) => number;
type Member = readonly [key: string, json: string];
const pick = <T>(random: Random, values: readonly T[]): T => values[random(values.length)] as T;

const NAMES = [
  "example.com.",
  "API.Example.COM.",
  ".",
  "a..",
  "x\\.",
  "xn--bcher-kva.example.",
  "\\052.example.",
  "é.example.",
];
const VALUES = [
  '""',
  '"-"',
  '"A"',
  '"x y"',
  '"\\u0041"',
  '"\\n"',
  '"\u007f"',
  "65",
  "065",
  "6e1",
  "-1",
  "null",
  "true",
  "[]",
  "{}",
];
const DATA = [
  "198.51.100.7",
  "2001:db8::7",
  "edge.example.net.",
  "10 mail.example.",
  "-",
  "",
  "::ffff:192.0.2.1",
  "1.2.3",
];

function answer(random: Random): string {
  const members: Member[] = [
    ["Rdata", JSON.stringify(pick(random, DATA))],
    ["Type", JSON.stringify(pick(random, ["A", "AAAA", "CNAME", "-"]))],
    ["Class", JSON.stringify(pick(random, ["IN", "IN", "CH", ""]))],
  ];
  if (random(20) === 0) members.reverse();
  if (random(20) === 0) members.splice(random(3), 1);
  if (random(20) === 0) members.push([pick(random, ["rdata", "Ttl"]), pick(random, VALUES)]);
  return objectText(members);
}

function objectText(members: readonly Member[]): string {
  return `{${members.map(([key, json]) => `${JSON.stringify(key)}:${json}`).join(",")}}`;
}

function answersText(random: Random): string {
  if (random(30) === 0) return pick(random, [answer(random), "[null]", "[{}]", '"x"']);
  return `[${Array.from({ length: random(4) }, () => answer(random)).join(",")}]`;
}

function record(random: Random): Member[] {
  const text = JSON.stringify;
  const members: Member[] = [
    ["version", text("1.100000")],
    ["account_id", text(pick(random, ["123456789012", "111122223333"]))],
    ["region", text(pick(random, ["us-east-1", "eu-west-1"]))],
    ["vpc_id", text(pick(random, ["vpc-1", "vpc-0123456789abcdef0"]))],
    ["query_timestamp", text(`2024-07-31T13:06:${String(random(62)).padStart(2, "0")}Z`)],
    ["query_name", text(random(2) === 0 ? `h${random(400)}.example.org.` : pick(random, NAMES))],
    ["query_type", random(9) === 0 ? String(random(70_000)) : text(pick(random, ["A", "AAAA", "TXT"]))],
    ["query_class", text("IN")],
    ["rcode", text(pick(random, ["NOERROR", "NXDOMAIN"]))],
    ["answers", answersText(random)],
    ["srcaddr", text(pick(random, ["10.0.0.5", "10.0.0.6", "2001:DB8::5", "10.0.0.256"]))],
    ["srcport", text(String(random(70_000)))],
    ["transport", text(pick(random, ["UDP", "TCP"]))],
    ["srcids", pick(random, ["{}", '{"instance":"i-1"}', '{"instance":"i-0123456789abcdef0"}', '{"instance":"-"}'])],
  ];
  if (random(5) === 0) members.push(["firewall_rule_action", text(pick(random, ["BLOCK", "ALERT", "-"]))]);
  if (random(8) === 0) members.push(["firewall_rule_group_id", text("rslvr-frg-1")]);
  if (random(8) === 0) members.push(["firewall_domain_list_id", text("rslvr-fdl-1")]);
  return members;
}

/** What may be otherwise in a record. */
const CHANGES: readonly ((members: Member[], random: Random) => void)[] = [
  (members, random) => members.splice(random(members.length), 1),
  (members, random) => members.reverse().splice(random(3), 0, pick(random, members)),
  (members, random) => {
    const at = random(members.length);
    members[at] = [members[at]?.[0] ?? "", pick(random, VALUES)];
  },
  (members, random) => members.push([pick(random, ["message", "__proto__", "new_field", ""]), pick(random, VALUES)]),
  (members, random) => members.push([pick(random, members)[0], pick(random, VALUES)]),
];

/** What may be wrong with a line. */
const BREAKS: readonly ((line: string, random: Random) => string)[] = [
  (line) => `${line}\r`,
  (line) => ` ${line}`,
  (line) => `${line} `,
  (line) => line.replaceAll(":", ": "),
  (line) => `\ufeff${line}`,
  (line) => JSON.stringify({ message: line }),
  () => "",
  (line, random) => line.slice(0, random(line.length)),
  (line, random) => line.slice(random(line.length)),
  (line, random) => {
    const at = random(line.length);
    return `${line.slice(0, at)}${pick(random, ['"', "\\", ",", "{", "}", "[", "]", "\u0001", "é", "0", "x"])}${line.slice(at + random(2))}`;
  },
];

/** So many lines, without their newlines. */
export function generateRecords(seed: number, lines: number): readonly string[] {
  const random = seededRandom(seed);
  return Array.from({ length: lines }, () => {
    const members = record(random);
    if (random(3) === 0) pick(random, CHANGES)(members, random);
    const line = objectText(members);
    return random(5) === 0 ? pick(random, BREAKS)(line, random) : line;
  });
}
