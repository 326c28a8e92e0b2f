import { expect, test } from "vitest";
import { openMmdb, rangesOf } from "../../../dev/tables/mmdb.ts";
import { type Entry, writeMmdb } from "./write-mmdb.ts";

const city = (name: string, more: object = {}): Entry["fields"] => ({
  city: name,
  country_code: "NL",
  latitude: 52.5,
  longitude: -4.25,
  ...more,
});

function read(bytes: Buffer) {
  const mmdb = openMmdb(bytes);
  return [...rangesOf(mmdb)].map(({ high, low, bits, record }) => [high, low, bits, mmdb.fields.read(record)[0]]);
}

test.each([24, 28, 32] as const)("IPv4 in records of %d bits", (recordSize) => {
  const fields = city("Amsterdam", { flags: [true, false, "x".repeat(40), "y".repeat(300)], count: 7n });
  const entries: readonly Entry[] = [
    { first: 0xffff_ff00n, bits: 24, fields: city("Gouda") },
    { first: 0x0100_0000n, bits: 8, fields },
    { first: 0x0200_0001n, bits: 32, fields },
  ];
  expect(read(writeMmdb(4, recordSize, entries))).toEqual([
    [0x0100_0000, 0, 8, fields],
    [0x0200_0001, 0, 32, fields],
    [0xffff_ff00, 0, 24, city("Gouda")],
  ]);
});

test("texts far into the file are pointed to with more bits", () => {
  const entries = Array.from({ length: 400 }, (_, at) => ({
    first: BigInt(at) << 16n,
    bits: 16,
    fields: city(`Town ${at % 200}`, { number: at }),
  }));
  expect(read(writeMmdb(4, 28, entries)).map((row) => row[3])).toEqual(entries.map(({ fields }) => fields));
});

test("of IPv6 the first 64 bits are kept, and the first record of a divided /64", () => {
  const net = 0x2001_0db8_0000_0001n << 64n;
  const entries: readonly Entry[] = [
    { first: 0x2001_0db7n << 96n, bits: 32, fields: city("Delft") },
    { first: net + 5n, bits: 128, fields: city("First") },
    { first: net + (1n << 63n), bits: 65, fields: city("Second") },
    { first: 0x2001_0db8_8000_0000n << 64n, bits: 33, fields: city("Breda") },
  ];
  expect(read(writeMmdb(6, 28, entries))).toEqual([
    [0x2001_0db7, 0, 32, city("Delft")],
    [0x2001_0db8, 1, 64, city("First")],
    [0x2001_0db8, 0x8000_0000, 33, city("Breda")],
  ]);
});

test("what is no such file is refused", () => {
  const whole = writeMmdb(4, 24, [{ first: 0n, bits: 32, fields: city("Delft") }]);
  expect(() => openMmdb(Buffer.from("<html>"))).toThrow("no MaxMind DB");
  expect(() => openMmdb(whole.subarray(150))).toThrow("cut short");
});
