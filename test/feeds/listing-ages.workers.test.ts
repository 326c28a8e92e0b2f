/** Goal: feeds know since when they hold a name. Method: two readings in real D1 and R2, injected fetch. */

import { env } from "cloudflare:workers";
import { expect, test, vi } from "vitest";
import { listedDaysOf } from "../../src/core/intel/listing-age.ts";
import { matchDomain } from "../../src/core/intel/tables.ts";
import { LISTING_AGE_STEP_DAYS } from "../../src/core/limits.ts";
import { loadLists } from "../../src/feeds/loaded-lists.ts";
import { refreshList } from "../../src/feeds/refresh-list.ts";
import { switchFeedsOn } from "../../src/store/list-requests.ts";

const NOW = Date.UTC(2026, 10, 24);
const DAY_MS = 86_400_000;

// Of fetch only its answer counts.
const answering = (body: string) => (async () => new Response(body)) as unknown as typeof fetch;

test("since when a feed holds a name is carried from reading to reading", async () => {
  vi.spyOn(console, "error").mockImplementation(() => {});
  const id = "urlhaus";
  await switchFeedsOn(env.DB, [{ id, name: "URLhaus" }], NOW);
  const days = 400;
  for (const day of [0, days]) {
    const body = `http://old.example/x\n${day > 0 ? "http://new.example/x\n" : ""}`;
    const nowMs = NOW + day * DAY_MS;
    await refreshList(env, id, { fetch: answering(body), nowMs, freshKey: () => [1, 2], timeoutMs: 200 });
  }
  const today = NOW / DAY_MS + days;
  const ageOf = async (name: string): Promise<number | null> => {
    const tables = await loadLists(env, NOW + days * DAY_MS);
    return listedDaysOf(
      tables.flatMap((table) => matchDomain(table, name)),
      today,
    );
  };
  expect(await ageOf("old.example")).toBeGreaterThan(days - LISTING_AGE_STEP_DAYS);
  expect(await ageOf("new.example")).toBe(0);
});
