/** Seeded flow logs of every format, well-formed and broken. */

import { seededRandom } from "../../../../bench/flow-data.ts";
import { DOCUMENTED_ORDERS } from "../../../../src/core/sources/flow/columns.ts";

type Random = (below: number) => number;
const pick = <T>(random: Random, values: readonly T[]): T => values[random(values.length)] as T;

function address(random: Random): string {
  const ipv4 = `${random(256)}.${random(256)}.${random(256)}.${random(256)}`;
  const group = (): string => random(65_536).toString(16);
  return pick(random, [
    ipv4,
    `10.0.${random(4)}.${random(256)}`,
    ipv4,
    `2001:db8:${group()}::${group()}`,
    Array.from({ length: 8 }, group).join(":"),
    `::ffff:${ipv4}`,
  ]);
}

function valueOf(name: string, random: Random): string {
  if (random(25) === 0) return "-";
  if (name === "version") return String(2 + random(9));
  if (name.endsWith("addr")) return address(random);
  if (name.endsWith("port")) return String(random(65_536));
  if (name === "protocol") return pick(random, ["6", "17", "1", "58", "255"]);
  if (name === "packets" || name === "bytes" || name.startsWith("packets-lost")) return String(random(2 ** random(40)));
  if (name === "start" || name === "end") return String(1_700_000_000 + random(100_000));
  if (name === "action") return pick(random, ["ACCEPT", "REJECT"]);
  if (name === "log-status") return random(12) === 0 ? pick(random, ["NODATA", "SKIPDATA"]) : "OK";
  if (name === "tcp-flags") return String(random(20));
  if (name === "flow-direction") return pick(random, ["ingress", "egress"]);
  if (name === "traffic-path") return String(1 + random(8));
  if (name.endsWith("aws-service")) return pick(random, ["S3", "AMAZON", "CLOUDFRONT", "EC2"]);
  if (name.endsWith("account-id")) return pick(random, ["123456789012", "111122223333", "64111117617", "unknown"]);
  return `${name.slice(0, 3)}-0${random(400).toString(16).padStart(16, "0")}`;
}

/** What may be wrong with one value or line. */
const BREAKS: readonly ((line: string, random: Random) => string)[] = [
  (line, random) => replaceWord(line, random, "035.249.253.232"),
  (line, random) => replaceWord(line, random, "256.1.1.1"),
  (line, random) => replaceWord(line, random, "99999"),
  (line, random) => replaceWord(line, random, "12345678901234567890"),
  (line, random) => replaceWord(line, random, "6.0"),
  (line, random) => replaceWord(line, random, "-5"),
  (line, random) => replaceWord(line, random, "WEIRD"),
  (line, random) => replaceWord(line, random, "x".repeat(300)),
  (line, random) => replaceWord(line, random, "é-ü"),
  (line, random) => replaceWord(line, random, "a\u0001b"),
  (line, random) => replaceWord(line, random, "2001:db8:::1"),
  (line, random) => replaceWord(line, random, ""),
  (line, random) => replaceWord(line, random, "00"),
  (line, random) => replaceWord(line, random, "0"),
  (line, random) => replaceWord(line, random, "AMAZON CLOUDFRONT"),
  (line) => `${line} extra`,
  (line) => line.split(" ").slice(1).join(" "),
  (line) => `${line}\r`,
  (line) => ` ${line}`,
  (line) => `${line} `,
  (line) => line.replaceAll(" ", "\t"),
  (line) => line.slice(0, line.length >> 1),
  () => "",
  () => "Phony unsupported log format.",
  () => "{ not json",
  () => "[1]",
  (line) => JSON.stringify({ timestamp: 1, message: line }),
  (line) => JSON.stringify({ logEvents: [{ message: line }, { message: `${line} ` }, {}] }),
  (line) => JSON.stringify({ message: JSON.stringify({ message: JSON.stringify({ message: line }) }) }),
];

function replaceWord(line: string, random: Random, word: string): string {
  const words = line.split(" ");
  words[random(words.length)] = word;
  return words.join(" ");
}

function jsonValue(word: string): unknown {
  return /^\d{1,10}$/.test(word) ? Number(word) : word;
}

function asJson(names: readonly string[], words: readonly string[]): string {
  const object = Object.fromEntries(names.map((name, at) => [name.replaceAll("-", "_"), jsonValue(words[at] ?? "-")]));
  return JSON.stringify(object).replaceAll(/("(?:src|dst)port":\d+)/g, "$1.0");
}

/** A file of one format, or of several with a header each; about `lines` lines. */
export function generateLog(seed: number, lines: number): string {
  const random = seededRandom(seed);
  const out: string[] = [];
  let names: readonly string[] = pick(random, DOCUMENTED_ORDERS).split(" ");
  const withHeader = random(4) > 0;
  if (withHeader) {
    if (random(2) === 0) names = names.toSorted(() => random(3) - 1);
    if (random(8) === 0) names = names.filter(() => random(8) > 0);
    out.push(names.join(" "));
  }
  while (out.length < lines) {
    const words = names.map((name) => valueOf(name, random));
    const line = words.join(" ");
    const what = random(100);
    if (what < 12) out.push(pick(random, BREAKS)(line, random));
    else if (what < 14) out.push(asJson(names, words));
    else if (what === 14 && withHeader) {
      names = pick(random, DOCUMENTED_ORDERS).split(" ");
      out.push(names.join(" "));
    } else out.push(line);
  }
  return out.join(random(5) === 0 ? "\r\n" : "\n") + (random(3) > 0 ? "\n" : "");
}
