import { dgaDomainRequest } from "../../../../../src/core/detect/detectors/host/trojan-ec2-dgadomain-request-b.ts";
import { sha256Hex } from "../../../../../src/core/hash.ts";
import { batch, HOUR_MS, lookup, MINUTE_MS, nameFacts, NOW, onDaysBefore } from "../../host-batches.ts";
import { hostDetectorTests } from "../../host-detector-tests.ts";

const LETTERS = "bcdfghjklmnpqrstvwxz";
/** Letters drawn by a hash, as an algorithm of the day does. */
function letters(seed: string, length: number): string {
  const hex = sha256Hex([seed]);
  return Array.from(
    { length },
    (_, at) => LETTERS[Number.parseInt(hex.slice(at * 2, at * 2 + 2), 16) % LETTERS.length],
  ).join("");
}
function failing(names: readonly string[], spanMs: number) {
  return names.map((name, index) => {
    const timeMs = NOW + Math.floor((index * spanMs) / names.length);
    return lookup({ record: index + 1, name, rcode: "NXDOMAIN", firstMs: timeMs, lastMs: timeMs });
  });
}
const generated = (amount: number, top = "com") =>
  Array.from({ length: amount }, (_, at) => `${letters(`day ${at}`, 14)}.${top}`);
/** What cloud-init asks for at each boot, and what search domains make of short names. */
const BOOT = [
  "does-not-exist.example.com",
  "example.invalid",
  "__cloud_init_expected_not_found__.eu-west-1.compute.internal",
  "instance-data.eu-west-1.compute.internal",
  ...["api", "db", "cache", "queue", "mail", "www"].map((name) => `${name}.example.com.eu-west-1.compute.internal`),
  ...["xjqzkwvb", "qpwmzxtr", "bvxkjqhz", "zzkqjxwv", "kqjxzvwb", "wqzxkvjp"].map((name) => `${name}.corp.example.com`),
];
const TYPOS = [
  "gogle.com",
  "githb.com",
  "amazn.com",
  "exmaple.org",
  "wikpedia.org",
  "pyhton.org",
  "debain.org",
  "ubunut.com",
];

export default hostDetectorTests(
  dgaDomainRequest,
  [
    [
      "the names of a day, none of which exists",
      batch([], failing(generated(60), 20 * MINUTE_MS)),
      { subject: [], resourceRole: "ACTOR" },
    ],
    [
      "the same slowly, in several files",
      batch([], failing(generated(12, "net").slice(6), 20 * MINUTE_MS)),
      {},
      [batch([], failing(generated(12, "net").slice(0, 6), 20 * MINUTE_MS))],
    ],
    ["generated names among mistyped ones", batch([], failing([...generated(8), ...TYPOS], HOUR_MS / 2))],
  ],
  [
    ["a boot, and search domains", batch([], failing(BOOT, MINUTE_MS))],
    ["mistyped names", batch([], failing(TYPOS, MINUTE_MS))],
    ["a few odd names", batch([], failing(generated(4), MINUTE_MS))],
    [
      "names that exist",
      batch(
        [],
        failing(generated(60), MINUTE_MS).map((one) => ({ ...one, rcode: "NOERROR" })),
      ),
    ],
    [
      "block lists of a mail server",
      batch(
        [],
        failing(
          Array.from({ length: 300 }, (_, at) => `${letters(`hash ${at}`, 30)}.bl.example.net`),
          HOUR_MS,
        ),
      ),
    ],
    ["names over a day", batch([], failing(generated(20), 24 * HOUR_MS))],
    [
      "odd names that the host asks for each day",
      batch([], failing(generated(20), MINUTE_MS)),
      onDaysBefore(3, (firstMs) =>
        batch(
          [],
          failing(generated(20), MINUTE_MS).map((one) => ({ ...one, firstMs, lastMs: firstMs })),
        ),
      ),
    ],
    [
      "popular domains",
      batch(
        [],
        failing(generated(20), MINUTE_MS).map((one) => ({ ...one, facts: nameFacts(one.nameLower, { rank: 5_000 }) })),
      ),
    ],
    [
      "ten generated names among hundreds that only fail",
      batch(
        [],
        failing([...generated(10), ...Array.from({ length: 300 }, (_, at) => `city-of-town${at}.org`)], MINUTE_MS),
      ),
    ],
  ],
);
