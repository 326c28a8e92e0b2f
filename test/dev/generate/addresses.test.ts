import { createReadStream, existsSync } from "node:fs";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import {
  addressIn,
  anyAddress,
  ATTACKERS,
  AWS_PREFIXES,
  awsAddress,
  ELSEWHERE,
  SITES,
} from "../../../dev/generate/addresses.ts";
import { Random } from "../../../dev/generate/random.ts";

const TABLE = fileURLToPath(
  new URL("../../../node_modules/@ip-location-db/asn/asn-ipv4-num.csv", import.meta.url).href,
);

function toNumber(ip: string): number {
  return ip.split(".").reduce((sum, octet) => sum * 256 + Number(octet), 0);
}

test.skipIf(!existsSync(TABLE))("drawn addresses belong to the networks that they are drawn for", async () => {
  const random = new Random(1, "addresses");
  const networks = [...SITES.flatMap(({ office, homes }) => [office, ...homes]), ...ELSEWHERE, ...ATTACKERS];
  const wanted = networks.flatMap((net) =>
    Array.from({ length: 20 }, () => ({ asn: net.asn, at: toNumber(addressIn(net, random)) })),
  );
  for (const region of Object.keys(AWS_PREFIXES))
    wanted.push({ asn: 16_509, at: toNumber(awsAddress(region, random)) });
  wanted.sort((one, other) => one.at - other.at);
  const wrong: string[] = [];
  let next = 0;
  for await (const line of createInterface({ input: createReadStream(TABLE) })) {
    const [from = "", to = "", asn = ""] = line.split(",", 3);
    for (let item = wanted[next]; item !== undefined && item.at <= Number(to); item = wanted[++next]) {
      // Amazon announces from two networks.
      const isRight = Number(asn) === item.asn || (item.asn === 16_509 && asn === "14618");
      if (item.at < Number(from) || !isRight) wrong.push(`${item.at}: AS${asn}, not AS${item.asn}`);
    }
  }
  expect(next).toBe(wanted.length);
  expect(wrong).toEqual([]);
});

test("noise comes from public addresses only", () => {
  const random = new Random(2, "noise");
  for (let at = 0; at < 2_000; at++) {
    expect(anyAddress(random)).not.toMatch(/^(?:0|10|127|169\.254|172\.(?:1[6-9]|2\d|3[01])|192\.168|2[2-5]\d)\./);
  }
});
