import { sha256Hex } from "../../../../../src/core/hash.ts";
import { dnsDataExfiltration } from "../../../../../src/core/detect/detectors/host/trojan-ec2-dnsdata-exfiltration.ts";
import { batch, DAY_MS, HOUR_MS, lookup, MINUTE_MS, nameFacts, NOW } from "../../host-batches.ts";
import { hostDetectorTests } from "../../host-detector-tests.ts";

/** Names that carry hex, `chars` of it in labels of at most 60, over `spanMs`. */
function names(amount: number, chars: number, domain: string, spanMs: number, type = "A", startMs = NOW) {
  return Array.from({ length: amount }, (_, index) => {
    const hex = sha256Hex([domain, String(index), String(startMs)])
      .repeat(4)
      .slice(0, chars);
    const labels = hex.match(/.{1,60}/g) ?? [];
    const timeMs = startMs + Math.floor((index * spanMs) / amount);
    return lookup({ record: index + 1, name: `${labels.join(".")}.${domain}`, type, firstMs: timeMs, lastMs: timeMs });
  });
}
const dns = (lookups: ReturnType<typeof names>) => batch([], lookups);

/** d.c.b.a.list.example, as mail servers ask. */
const BLOCK_LIST = Array.from({ length: 2_000 }, (_, index) =>
  lookup({ record: index + 1, name: `${index % 256}.${(index * 7) % 256}.113.203.bl.example.net`, rcode: "NXDOMAIN" }),
);
const IPV6_BLOCK_LIST = Array.from({ length: 500 }, (_, index) => {
  const nibbles = sha256Hex([String(index)])
    .slice(0, 32)
    .split("")
    .join(".");
  return lookup({ record: index + 1, name: `${nibbles}.bl.example.net`, rcode: "NXDOMAIN" });
});

export default hostDetectorTests(
  dnsDataExfiltration,
  [
    [
      "929 names of 142 characters, back to back",
      dns(names(929, 120, "exfil.example.com", 60_000)),
      { subject: ["example.com"], resourceRole: "ACTOR" },
    ],
    [
      "the same although nobody answers",
      dns(names(929, 120, "exfil.example.com", 60_000).map((one) => ({ ...one, rcode: "NXDOMAIN" }))),
    ],
    ["short names, TXT", dns(names(80, 30, "t.example.org", HOUR_MS, "TXT"))],
    [
      "a tunnel over two files",
      dns(names(70, 40, "t.example.org", 10 * MINUTE_MS)),
      {},
      [dns(names(60, 40, "t.example.org", 10 * MINUTE_MS, "A", NOW - 10 * MINUTE_MS))],
    ],
    [
      "a slow tunnel over a day",
      dns(names(20, 200, "slow.example.org", HOUR_MS)),
      {},
      Array.from({ length: 23 }, (_, hour) =>
        dns(names(29, 200, "slow.example.org", HOUR_MS, "A", NOW - (23 - hour) * HOUR_MS)),
      ),
    ],
  ],
  [
    ["usual names", dns([lookup(), lookup({ name: "api.example.com" }), lookup({ name: "cdn.example.com" })])],
    ["block lists of a mail server", batch([], BLOCK_LIST)],
    ["block lists of IPv6 addresses", batch([], IPV6_BLOCK_LIST)],
    ["hashes that an antivirus looks up", dns(names(900, 50, "avqs.mcafee.com", HOUR_MS))],
    ["long names of a content network", dns(names(500, 40, "cloudfront.net", HOUR_MS))],
    [
      "one long name asked for again and again",
      dns(names(1, 60, "d.example.com", 0).map((one) => ({ ...one, records: 5_000 }))),
    ],
    ["fewer names", dns(names(60, 40, "t.example.org", HOUR_MS))],
    ["many short names", dns(names(900, 8, "hosts.example.org", HOUR_MS))],
    ["names inside the VPC", dns(names(900, 40, "svc.internal", HOUR_MS))],
    [
      "a trusted zone",
      dns(
        names(900, 60, "t.example.org", HOUR_MS).map((one) => ({
          ...one,
          facts: nameFacts("example.org", {
            trustedBy: [{ list: "mine", category: "trusted", family: null, entry: "example.org" }],
          }),
        })),
      ),
    ],
    [
      "one of the most popular domains",
      dns(
        names(900, 60, "t.example.org", HOUR_MS).map((one) => ({
          ...one,
          facts: nameFacts("example.org", { rank: 90 }),
        })),
      ),
    ],
    [
      "telemetry of a product that asks so each day",
      dns(names(500, 60, "telemetry.example.org", HOUR_MS)),
      [1, 2, 3, 4].map((day) => dns(names(480, 60, "telemetry.example.org", HOUR_MS, "A", NOW - day * DAY_MS))),
    ],
  ],
);
