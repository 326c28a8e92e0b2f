import { expect, test } from "vitest";
import { readCountries, readNetworks } from "../../../dev/tables/read-ranges.ts";

test("networks with commas and quotes in their names", () => {
  const { ranges, refused } = readNetworks('1,9,13335,"Cloudflare, ""Inc."""\n10,19,64496,Plain\r\n', 32);
  expect(refused).toBe(0);
  expect(ranges).toEqual([
    { first: 1n, last: 9n, asn: 13_335, org: 'Cloudflare, "Inc."' },
    { first: 10n, last: 19n, asn: 64_496, org: "Plain" },
  ]);
});

test("IPv6 keeps its first 64 bits; halves of one /64 are one", () => {
  const high = 0x2001_0db8_0000_0000n << 64n;
  const half = 1n << 63n;
  const text = `${high},${high + half - 1n},JP\n${high + half},${high + 2n * half - 1n},AU\n`;
  expect(readCountries(text, 128).ranges).toEqual([
    { first: 0x2001_0db8_0000_0000n, last: 0x2001_0db8_0000_0000n, country: "JP" },
  ]);
});

test("rows that cannot be read are counted", () => {
  expect(readCountries("5,1,NL\nx,y,NL\n1,2,Netherlands\n3,4,NL", 32)).toEqual({
    ranges: [{ first: 3n, last: 4n, country: "NL" }],
    refused: 3,
  });
  expect(readNetworks("1,2,none,Name", 32)).toEqual({ ranges: [], refused: 1 });
});
