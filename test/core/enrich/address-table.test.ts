import * as fc from "fast-check";
import { expect, test } from "vitest";
import { decodeAddressTable, placeOf } from "../../../src/core/enrich/address-table.ts";
import { type AddressRanges, buildAddressTable } from "../../../src/core/enrich/address-table-builder.ts";
import type { Ip } from "../../../src/core/net/ip.ts";

const NONE: AddressRanges = { networks4: [], countries4: [], networks6: [], countries6: [] };
const NOWHERE = { asn: null, asnOrg: null, country: null };

function tableOf(ranges: Partial<AddressRanges>) {
  const table = decodeAddressTable(buildAddressTable({ ...NONE, ...ranges }));
  if (!table.ok) throw new Error(table.error);
  return (ip: Ip) => placeOf(table.value, ip);
}

test("networks and countries with edges of their own", () => {
  const place = tableOf({
    networks4: [
      { first: 10n, last: 19n, asn: 64_496, org: "Exämple, Inc." },
      { first: 20n, last: 29n, asn: 64_497, org: "" },
    ],
    countries4: [{ first: 15n, last: 24n, country: "NL" }],
  });
  expect([9, 10, 15, 20, 25, 29, 30].map(place)).toEqual([
    NOWHERE,
    { asn: 64_496, asnOrg: "Exämple, Inc.", country: null },
    { asn: 64_496, asnOrg: "Exämple, Inc.", country: "NL" },
    { asn: 64_497, asnOrg: null, country: "NL" },
    { asn: 64_497, asnOrg: null, country: null },
    { asn: 64_497, asnOrg: null, country: null },
    NOWHERE,
  ]);
});

test("the first and the last address there are", () => {
  const place = tableOf({ networks4: [{ first: 0n, last: 0xffff_ffffn, asn: 1, org: "all" }] });
  expect([0, 0xffff_ffff].map((ip) => place(ip).asn)).toEqual([1, 1]);
});

test("IPv6 by its first 64 bits", () => {
  const place = tableOf({
    networks6: [{ first: 0x2001_0db8_0000_0000n, last: 0x2001_0db8_0000_ffffn, asn: 64_500, org: "six" }],
    countries6: [{ first: 0x2001_0db8_0000_0001n, last: 0x2001_0db8_0000_0001n, country: "JP" }],
  });
  expect(
    ["2001:db8::1", "2001:db8:0:1::9", "2001:db8:0:ffff::1", "2001:db8:1::", "2001:db7:ffff:ffff::"].map(place),
  ).toEqual([
    { asn: 64_500, asnOrg: "six", country: null },
    { asn: 64_500, asnOrg: "six", country: "JP" },
    { asn: 64_500, asnOrg: "six", country: null },
    NOWHERE,
    NOWHERE,
  ]);
  expect(place("not an address")).toEqual(NOWHERE);
});

test("agrees with a look at every range", () => {
  const steps = fc.array(fc.tuple(fc.integer({ min: 1, max: 9 }), fc.nat(6), fc.nat(5)), { maxLength: 40 });
  const property = fc.property(steps, steps, (networks, countries) => {
    const networks4 = rangesOf(networks).map(([first, last, which]) => ({
      first,
      last,
      asn: which + 1,
      org: `o${which}`,
    }));
    const countries4 = rangesOf(countries).map(([first, last, which]) => ({
      first,
      last,
      country: `A${"ABCDEF"[which]}`,
    }));
    const place = tableOf({ networks4, countries4 });
    for (let ip = 0; ip < 700; ip++) {
      const network = networks4.find(({ first, last }) => first <= BigInt(ip) && BigInt(ip) <= last);
      const country = countries4.find(({ first, last }) => first <= BigInt(ip) && BigInt(ip) <= last);
      const expected = { asn: network?.asn ?? null, asnOrg: network?.org ?? null, country: country?.country ?? null };
      expect(place(ip)).toEqual(expected);
    }
  });
  fc.assert(property, { numRuns: 40 });
});

/** Gaps and lengths → ascending ranges. */
function rangesOf(steps: readonly (readonly [number, number, number])[]): [bigint, bigint, number][] {
  let at = 0n;
  return steps.map(([length, gap, which]) => {
    const first = at + BigInt(gap);
    at = first + BigInt(length);
    return [first, at - 1n, which];
  });
}

test("damaged files are refused, never read past their end", () => {
  const bytes = buildAddressTable({ ...NONE, networks4: [{ first: 5n, last: 9n, asn: 7, org: "seven" }] });
  expect(decodeAddressTable(new Uint8Array(8))).toMatchObject({ ok: false });
  expect(decodeAddressTable(bytes.slice(0, -4))).toMatchObject({ ok: false, error: "address table is cut short" });
  for (let at = 0; at < bytes.length; at++) {
    const damaged = bytes.slice();
    damaged[at] = (damaged[at] as number) ^ 0xff;
    const table = decodeAddressTable(damaged);
    if (table.ok) for (const ip of [0, 5, 9, 10, 0xffff_ffff]) placeOf(table.value, ip);
  }
});
