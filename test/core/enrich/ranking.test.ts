import { expect, test } from "vitest";
import { splitClouds } from "../../../src/core/enrich/cloud-ranges.ts";
import { enrichmentOf, NO_TABLES } from "../../../src/core/enrich/enrichment.ts";
import { rankingOf } from "../../../src/core/enrich/ranking.ts";
import { listRules } from "../../../src/core/intel/list-rules.ts";
import { readList } from "../../../src/core/intel/lists/read-list.ts";
import { decodeTables, encodeTables } from "../../../src/core/intel/tables-codec.ts";
import { type ThreatTables, ThreatTablesBuilder } from "../../../src/core/intel/tables.ts";

const KEY = [1, 2] as const;

function ranking(text: string): ThreatTables {
  const builder = new ThreatTablesBuilder(KEY);
  const label = { list: "ranking", category: "popular" as const };
  const reader = readList(listRules("popular"), (entry, family) => builder.add(entry, { ...label, family }));
  reader.push(new TextEncoder().encode(text));
  expect(reader.end().ok).toBe(true);
  const decoded = decodeTables(encodeTables(builder.build()), KEY);
  if (!decoded.ok) throw new Error(decoded.error);
  return decoded.value;
}

test("hosts stand for their registered domain, and of several rankings the best rank counts", () => {
  const tables = [
    ranking("7,www.example.co.uk\n50000,example.org\n"),
    ranking("700000,example.org\n5000,example.org\n"),
  ];
  const { name } = enrichmentOf({ ...NO_TABLES, ranking: rankingOf(tables) });
  expect(name("mail.example.co.uk")).toMatchObject({ rank: 1_000, ranked: false, matches: [] });
  expect(name("example.org")).toMatchObject({ rank: 10_000 });
  expect(name("example.net")).toMatchObject({ rank: null });
  expect(
    enrichmentOf({ ...NO_TABLES, ranking: rankingOf([ranking("1000000,a.example")]) }).name("b.example"),
  ).toMatchObject({
    rank: null,
    ranked: true,
  });
});

test("a ranking is no list: nothing matches by it, and lists know no rank", () => {
  const popular = ranking("1,example.com\n");
  const builder = new ThreatTablesBuilder(KEY);
  builder.add(
    { kind: "domain", name: "evil.example", scope: "tree" },
    { list: "l", category: "malicious", family: null },
  );
  const lists = builder.build();
  expect(splitClouds([popular, lists])).toEqual({ clouds: [], others: [lists] });
  expect(rankingOf([lists])).toBeNull();
  expect(popular.labels).toEqual([{ list: "ranking", category: "popular", family: null }]);
});
