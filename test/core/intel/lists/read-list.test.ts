/** Whole lists of each format: what is taken, what is counted, what is refused; in whatever pieces they come. */

import { array, assert, integer, property, constantFrom, string } from "fast-check";
import { getDomain } from "tldts";
import { expect, test } from "vitest";
import { explainSample } from "../../../../src/core/intel/lists/list-report.ts";
import { readList } from "../../../../src/core/intel/lists/read-list.ts";
import { LIST_PIECE_CHARS, LIST_SNIFF_CHARS, LIST_TOKEN_CHARS_MAX } from "../../../../src/core/limits.ts";
import { encodeUtf8 } from "../../../../src/core/text.ts";
import { CASES, STIX1, STIX2 } from "./list-samples.ts";
import { faultOf, OPTIONS, readBytes, readText } from "./read-text.ts";

const NOW = { nowIso: "2026-11-24T00:00:00.000Z" };

test.each(CASES)("$name", ({ text, format, entries, rejected = 0, otherTypes = {} }) => {
  const read = readText(text, NOW);
  expect(read.entries).toEqual(entries);
  expect(read.report).toMatchObject({ format, accepted: entries.length, rejected, otherTypes, truncatedBy: null });
});

test.each(CASES)("$name: the same in pieces of any size", ({ text }) => {
  // Below that, all of it is the first piece.
  const bytes = new TextEncoder().encode(text.repeat(Math.ceil(LIST_SNIFF_CHARS / text.length) + 1));
  const whole = readBytes(bytes, NOW);
  assert(
    property(array(integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 20 }), (sizes) => {
      expect(readBytes(bytes, { ...NOW, pieceChars: 1 }, sizes)).toEqual(whole);
    }),
    { seed: 5, numRuns: 30 },
  );
});

test("no list, whatever is in it, throws, and every counted entry was handed out", () => {
  const samples = constantFrom(...CASES.map(({ text }) => text));
  const edits = array(integer({ min: 0, max: 2_000 }), { minLength: 1, maxLength: 6 });
  assert(
    property(samples, edits, string({ unit: "binary", maxLength: 6 }), (text, places, junk) => {
      const broken = places.reduce((sum, place) => sum.slice(0, place) + junk + sum.slice(place + (place % 9)), text);
      const { entries, result } = readBytes(new TextEncoder().encode(broken));
      if (result.ok) expect(result.value.accepted).toBe(entries.length);
      else expect(result.error).not.toBe("");
    }),
    { seed: 6, numRuns: 3_000 },
  );
});

test("bad lines are counted by reason, and the first few shown with number and text", () => {
  const bad = ["x", "198.51.100.01", "10.0.0.1", "a\u001b[31mb", "*.x.*", "198.51.100.0/40", "y"];
  const { report } = readText(`198.51.100.1\n\n${bad.join("\n")}\n198.51.100.2\n`);
  expect(report.accepted).toBe(2);
  expect(report.rejected).toBe(7);
  expect(report.rejectedBy).toEqual({
    "single-label": 2,
    "leading-zero": 1,
    "not-public": 1,
    "not-an-entry": 1,
    "wildcard-not-leftmost": 1,
    "bad-prefix": 1,
  });
  expect(report.samples.map(({ line, text }) => [line, text])).toEqual([
    [3, "x"],
    [4, "198.51.100.01"],
    [5, "10.0.0.1"],
    [6, "a?[31mb"],
    [7, "*.x.*"],
  ]);
  expect(report.samples[1] && explainSample(report.samples[1])).toBe(
    "line 4: “198.51.100.01” has an octet with a leading zero, which some programs read as octal",
  );
});

test("what is cut off entries is counted", () => {
  const { report } = readText("198.51.100.1:80\nhttp://evil.example/x\n198.51.100.9/24\n198.51.100.3\n");
  expect(report.cut).toEqual({ port: 1, "url-path": 1, "host-bits": 1 });
});

test("reading stops at the bound on entries, and says so", () => {
  const text = Array.from({ length: 10 }, (_, at) => `198.51.100.${at}`).join("\n");
  expect(readText(text, { entriesMax: 10 }).report.truncatedBy).toBeNull();
  const { entries, report } = readText(text, { entriesMax: 9 });
  expect(entries.length).toBe(9);
  expect(report.truncatedBy).toBe("entries");
});

test("reading stops at the bound on bytes, and the line that it cuts is not taken", () => {
  const { entries, report } = readText("198.51.100.1\n198.51.100.23\n", { bytesMax: 25 });
  expect(entries).toEqual(["198.51.100.1"]);
  expect(report).toMatchObject({ truncatedBy: "bytes", bytes: 25 });
  expect(readText("198.51.100.1\n", { bytesMax: 13 }).report.truncatedBy).toBeNull();
});

test("a line longer than any entry is one rejection, and the next is read", () => {
  const { entries, report } = readText(`${"a".repeat(100_000)}\n198.51.100.1\n`);
  expect(entries).toEqual(["198.51.100.1"]);
  expect(report.rejectedBy).toEqual({ "line-too-long": 1 });
});

test("a quote that is never closed costs one record, not the list", () => {
  const rows = Array.from({ length: 9_000 }, (_, at) => `IPv4,198.51.100.${at % 256},x`);
  const text = `Indicator type,Indicator,Description\nIPv4,198.51.100.1,"open\n${rows.join("\n")}\n`;
  const { report } = readText(text);
  expect(report.rejectedBy).toEqual({ "line-too-long": 1 });
  expect(report.accepted).toBeGreaterThan(5_000);
});

test.each([
  ["", "the list is empty"],
  [" \n\n ", "the list is empty"],
  ["<!DOCTYPE html><html><body>404</body></html>", "the file is no list: a web page, or not text"],
  ["\u001f\u008b\u0000\u0000", "the file is no list: a web page, or not text"],
  ['{"prefixes":[{"ip_prefix":"198.51.100.0/24"}', "line 1: JSON is cut short"],
  ['{"prefixes":[\n{"ip_prefix":"198.51.100.0/24"},]}', "line 2: not JSON"],
  [`${"[".repeat(65)}`, "line 1: JSON is nested deeper than any list"],
  ["<a>\n<b>198.51.100.1</b>", "line 2: XML is cut short"],
  ["<a>\n</b>", "line 2: </b> closes nothing"],
  ['<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>', "line 1: a document type declaration is refused"],
  ["<a>&x;</a>", "line 1: an entity other than the five of XML is refused"],
  ["<a>&#65;</a>", "line 1: an entity other than the five of XML is refused"],
  ["<a/><b/>", "line 1: more than one root element"],
  ["<a>".repeat(65), "line 1: XML is nested deeper than any list"],
])("%j is refused whole: %s", (text, fault) => {
  expect(faultOf(text)).toBe(fault);
});

test("sixty thousand values in one XML element are taken as they come", () => {
  const values = Array.from({ length: 60_000 }, (_, at) => `198.51.${100 + (at >> 14)}.${at & 255}`).join("##comma##");
  const text = `<a xmlns:xsi="x"><Properties xsi:type="A:AddressObjectType"><Address_Value>${values}</Address_Value></Properties></a>`;
  expect(readText(text).report).toMatchObject({ accepted: 60_000, rejected: 0 });
});

test("what stands behind the last entry that is taken counts for nothing, in pieces of any size", () => {
  const ranges = ["198.51.100.0/24", "203.0.113.0/24", "192.0.2.0/24"].map((ip_prefix) => ({ ip_prefix }));
  const bytes = new TextEncoder().encode(`{"prefixes":${JSON.stringify(ranges)},"more":[] no JSON`);
  const whole = readBytes(bytes, { entriesMax: 1 });
  expect(whole.entries).toHaveLength(1);
  expect(whole.result).toMatchObject({ ok: true, value: { accepted: 1, rejected: 0, truncatedBy: "entries" } });
  for (const sizes of [[1], [7], [40]]) {
    const { entries, result } = readBytes(bytes, { entriesMax: 1 }, sizes);
    expect(entries).toEqual(whole.entries);
    expect(result).toMatchObject({
      ok: true,
      value: { accepted: 1, rejected: 0, otherTypes: {}, truncatedBy: "entries" },
    });
  }
});

test("the format may be given: STIX stands for both, others are not second-guessed", () => {
  expect(readText(STIX2, { format: "STIX", ...NOW }).report.format).toBe("STIX2");
  expect(readText(STIX1, { format: "STIX" }).report.format).toBe("STIX");
  expect(readText("0.0.0.0 evil.example\n", { format: "TXT" }).report.rejectedBy).toEqual({ "not-public": 1 });
});

test("a list saved as UTF-16 is read", () => {
  const text = "198.51.100.1\r\nevil.example\r\n";
  const bytes = Uint8Array.from([0xff, 0xfe, ...[...text].flatMap((character) => [character.charCodeAt(0), 0])]);
  for (const sizes of [[65_536], [1], [3]]) {
    expect(readBytes(bytes, {}, sizes).entries).toEqual(["198.51.100.1", "=evil.example"]);
  }
});

test("a tree entry over a public suffix is refused where suffixes are known", () => {
  const { entries, report } = readText("co.uk\nevil.co.uk\n", { bareDomain: "tree", registeredDomain: getDomain });
  expect(entries).toEqual([".evil.co.uk"]);
  expect(report.rejectedBy).toEqual({ "public-suffix": 1 });
});

// Looked at again with every byte, it would take hours.
test("a tag that never ends and comes byte by byte is refused at the end", () => {
  const reader = readList({ ...OPTIONS, format: "STIX" }, () => {});
  for (const byte of encodeUtf8("<stix:STIX_Package>")) reader.push(Uint8Array.of(byte));
  reader.push(encodeUtf8("<a "));
  for (let sent = 0; sent < LIST_TOKEN_CHARS_MAX / 2; sent++) reader.push(Uint8Array.of(0x20));
  expect(reader.end()).toEqual({ ok: false, error: "line 1: XML is cut short" });
});

test("a list that begins with blanks only is none", () => {
  const reader = readList(OPTIONS, () => {});
  const blanks = encodeUtf8(" \n".repeat(LIST_PIECE_CHARS));
  expect(reader.push(blanks)).toBe(false);
  expect(reader.end()).toEqual({ ok: false, error: "the file is no list: it begins with blanks and nothing else" });
});
