/** Goal: a list's entries end in tables under its name and category. Method: small lists, and Maltrail as published. */

import { readFileSync } from "node:fs";
import { gunzipSync, gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { decodeTables } from "../../src/core/intel/tables-codec.ts";
import { matchAddress, matchDomain } from "../../src/core/intel/tables.ts";
import { compileList } from "../../src/feeds/compile-list.ts";
import type { ListSpec } from "../../src/feeds/list-spec.ts";
import { specOf } from "../../src/feeds/list-spec.ts";
import { maltrailCategory } from "../../src/feeds/maltrail-category.ts";
import type { List } from "../../src/store/lists.ts";
import { AWS, DIGITALOCEAN } from "../core/intel/lists/cloud-samples.ts";
import { shared } from "../needs.ts";

const KEY = [1, 2] as const;

function spec(change: Partial<List>): ListSpec {
  const found = specOf({ id: "own", kind: "threat", name: "own", entities: "entity", format: null, ...change } as List);
  if (found === null) throw new Error("no such feed");
  return found;
}

async function* piecesOf(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 65_536) yield bytes.subarray(at, at + 65_536);
}

async function compiled(text: string | Uint8Array, of: ListSpec) {
  const bytes = typeof text === "string" ? Buffer.from(text) : text;
  const made = await compileList(piecesOf(bytes), of, KEY, "2026-11-24T00:00:00Z");
  const tables = decodeTables(made.tables, KEY);
  if (!tables.ok) throw new Error(tables.error);
  return { ...made, decoded: tables.value };
}

test("a list of addresses takes no domain, and counts it", async () => {
  const { entries, summary, decoded } = await compiled("198.51.100.7\nevil.example.org\n", spec({ entities: "ip" }));
  expect([entries, summary.leftOut]).toEqual([1, 1]);
  expect(matchDomain(decoded, "evil.example.org")).toEqual([]);
  expect(matchAddress(decoded, "198.51.100.7")).toMatchObject([{ list: "own", category: "custom-threat" }]);
});

test("plain and gzip give the same tables", async () => {
  const text = "evil.example.org\n*.below.example.org\n";
  const plain = await compiled(text, spec({}));
  expect((await compiled(gzipSync(text), spec({}))).tables).toEqual(plain.tables);
});

test.each([
  ["threat", "ip", 250_000],
  ["threat", "entity", 1_000],
  ["trusted", "ip", 2_000],
  ["trusted", "entity", 1_000],
] as const)("a %s list of %s entries holds %i", async (kind, entities, max) => {
  const lines = Array.from({ length: max }, (_, at) => `198.${51 + (at >> 16)}.${(at >> 8) & 255}.${at & 255}`);
  expect((await compiled(lines.join("\n"), spec({ kind, entities }))).entries).toBe(max);
  await expect(compiled([...lines, "203.0.113.1"].join("\n"), spec({ kind, entities }))).rejects.toThrow(
    `more than ${max} entries`,
  );
});

test.each([
  ["emotet (malware)", "command-and-control"],
  ["sinkhole_microsoft (malware)", "blackhole"],
  ["mass scanner (reputation)", "scanner"],
  ["crypto mining (suspicious)", "cryptocurrency"],
  ["dynamic domain (suspicious)", "abused"],
  ["ek clearfake (malicious)", "drive-by"],
  ["gophish (malicious)", "phishing"],
  ["bad history (suspicious)", "suspicious"],
  ["ipinfo (suspicious)", null],
  ["__proto__ (constructor)", "malicious"],
  [null, "malicious"],
] as const)("Maltrail's %s is %s", (info, category) => {
  expect(maltrailCategory(info)).toBe(category);
});

test("Maltrail's own lists come in by what each line says", async (context) => {
  const file = shared("data/intel/maltrail-trails.tsv.gz");
  if (file === null) return context.skip();
  // Every fiftieth trail, in the form of the published file.
  const rows = gunzipSync(readFileSync(file))
    .toString()
    .split("\n")
    .filter((_, at) => at % 50 === 0);
  const text = rows
    .map((row) => row.split("\t"))
    .map(([trail = "", kind = "", family = ""]) => `${trail},${family} (${kind}),(static)`);
  const { entries, summary, categories, decoded } = await compiled(
    text.join("\n"),
    spec({ id: "maltrail", kind: "feed" }),
  );
  expect(entries + summary.leftOut + summary.rejected).toBe(rows.filter((row) => row !== "").length);
  expect(summary.rejected / rows.length).toBeLessThan(0.1);
  expect(categories).toEqual(
    expect.arrayContaining(["command-and-control", "malicious", "drive-by", "scanner", "suspicious"]),
  );
  const miner = rows.find((row) => row.endsWith("\tcrypto_mining"))?.split("\t")[0] ?? "";
  expect(matchDomain(decoded, miner)).toMatchObject([{ list: "Maltrail", category: "cryptocurrency" }]);
});

test("ranges of a cloud keep what their file says, and are their publisher's where it does not", async () => {
  const feed = (id: string): ListSpec => spec({ id, kind: "feed" });
  const labelsOf = async (id: string, text: string): Promise<readonly unknown[]> => {
    const { decoded, categories, summary } = await compiled(text, feed(id));
    expect([categories, summary.format]).toEqual([["cloud"], "CLOUD_RANGES"]);
    return decoded.labels;
  };
  const amazon = { list: "AWS address ranges", category: "cloud" };
  expect(await labelsOf("aws-ranges", AWS)).toContainEqual({ ...amazon, family: "aws/EC2/us-west-2" });
  const ocean = { list: "DigitalOcean address ranges", category: "cloud" };
  expect(await labelsOf("digitalocean-ranges", DIGITALOCEAN)).toContainEqual({
    ...ocean,
    family: "digitalocean//US-CA",
  });
});
