import { expect, test } from "vitest";
import { FEEDS } from "../../src/feeds/catalogue.ts";
import { listsInUse, usesOf } from "../../src/feeds/lists-in-use.ts";
import type { List, ListKind } from "../../src/store/lists.ts";

const DAY = 86_400_000;
const NOW = Date.UTC(2026, 10, 24);
const MIB = 1024 * 1024;

function aList(
  id: string,
  kind: ListKind,
  change: { mib?: number; days?: number; objectKey?: string | null } = {},
): List {
  const { mib = 1, days = 0, objectKey = `lists/${id}/x` } = change;
  const samples: string[] = [];
  return {
    id,
    kind,
    name: id,
    entities: "entity",
    format: null,
    location: null,
    sourceId: null,
    status: "ACTIVE",
    revision: 1,
    createdMs: 0,
    dueMs: null,
    failures: 0,
    error: null,
    errorMs: null,
    checkedMs: NOW - days * DAY,
    changedMs: null,
    validators: null,
    objectKey,
    compiled: { bytes: mib * MIB, entries: 1, categories: [], format: "TXT", rejected: 0, leftOut: 0, samples },
    heldKey: null,
    held: null,
  };
}

test("a feed that nobody could read goes stale after a week and is not used after a month; a custom list stays", () => {
  const lists = [
    aList("tor-exits", "feed", { days: 6.9 }),
    aList("feodo", "feed", { days: 7 }),
    aList("ipsum", "feed", { days: 30 }),
    aList("own", "threat", { days: 400 }),
    aList("off", "threat", { objectKey: null }),
  ];
  expect(Object.fromEntries(usesOf(lists, NOW))).toEqual({
    "tor-exits": "in-use",
    feodo: "stale",
    ipsum: "expired",
    own: "in-use",
    off: "unused",
  });
  expect(listsInUse(lists, NOW).map(({ id }) => id)).toEqual(["tor-exits", "feodo", "own"]);
});

test("where there is no room for all, trusted lists come first, then custom ones, then the catalogue's order", () => {
  const lists = [
    aList("maltrail", "feed", { mib: 30 }),
    aList("tor-exits", "feed", { mib: 16 }),
    aList("own", "threat", { mib: 16 }),
    aList("offices", "trusted", { mib: 1 }),
    aList("openphish", "feed", { mib: 1 }),
  ];
  const uses = usesOf(lists, NOW);
  expect([...uses].filter(([, use]) => use === "no-room")).toEqual([["maltrail", "no-room"]]);
  expect(listsInUse(lists, NOW).map(({ id }) => id)).toEqual(["tor-exits", "own", "offices", "openphish"]);
});

test("feeds have ids of their own, https addresses, and are on by default only where anyone may use them", () => {
  expect(new Set(FEEDS.map(({ id }) => id)).size).toBe(FEEDS.length);
  for (const { url, licence, defaultOn, refreshMinutes } of FEEDS) {
    expect(url).toMatch(/^https:\/\/[a-z.-]+\//);
    expect(refreshMinutes).toBeGreaterThanOrEqual(30);
    if (defaultOn) expect(licence).not.toMatch(/GPL|non-commercial/i);
  }
});
