import { expect, test } from "vitest";
import { listRules } from "../../../../src/core/intel/list-rules.ts";
import { readList } from "../../../../src/core/intel/lists/read-list.ts";

function read(text: string) {
  const rows: (readonly [string, string | null])[] = [];
  const reader = readList(listRules("popular"), (entry, family) => {
    rows.push([entry.kind === "domain" ? entry.name : entry.kind, family]);
  });
  reader.push(new TextEncoder().encode(text));
  const report = reader.end();
  if (!report.ok) throw new Error(report.error);
  return { rows, report: report.value };
}

test.each([
  [
    "the Chrome UX Report",
    "origin,rank\nhttps://www.example.com,1000\nhttp://example.org,5000\nhttps://a.example,1000000\n",
  ],
  [
    "Majestic",
    "GlobalRank,TldRank,Domain,TLD,RefSubNets,RefIPs\n7,7,www.example.com,com,500,600\n5000,9,example.org,org,4,5\n900000,1,a.example,example,1,1\n",
  ],
  ["Tranco and Umbrella", "7,www.example.com\r\n5000,example.org\r\n1000000,a.example\r\n"],
])("%s", (_, text) => {
  expect(read(text).rows).toEqual([
    ["www.example.com", "1000"],
    ["example.org", "10000"],
    ["a.example", "1000000"],
  ]);
});

test("a domain a line, the most popular first", () => {
  const { rows } = read(Array.from({ length: 1_001 }, (_, at) => `d${at}.example\n`).join(""));
  expect([rows[999], rows[1_000]]).toEqual([
    ["d999.example", "1000"],
    ["d1000.example", "10000"],
  ]);
});

test("what is no row is counted, and a rank beyond a million left out", () => {
  const { rows, report } = read("1,example.com\n0,zero.example\nx,word.example\n2,\n3,one\n1000001,late.example\n");
  expect(rows).toEqual([["example.com", "1000"]]);
  expect([report.rejected, report.otherTypes]).toEqual([4, { "beyond a million": 1 }]);
});

test("a page of something else is no ranking", () => {
  expect(() => read("<html><body>Gone</body></html>")).toThrow("no list");
});
