import { afterEach, expect, test, vi } from "vitest";
import { citiesOf } from "../../src/feeds/load-cities.ts";
import { BERLIN, cityFiles } from "../core/enrich/city-samples.ts";

afterEach(() => void vi.restoreAllMocks());

/** `answer`: by the file's name. */
function assets(answer: (name: string) => Response, asked: string[] = []): Fetcher {
  const fetch = async (url: string): Promise<Response> => {
    const name = url.replace("https://assets.invalid/tables/cities/", "");
    asked.push(name);
    return answer(name);
  };
  // Assets are only fetched.
  return { fetch } as unknown as Fetcher;
}

test("cities come from the assets, once for each isolate", async () => {
  const files = cityFiles([[0, 0, BERLIN]]);
  const asked: string[] = [];
  const binding = assets((name) => new Response(files.get(name)?.slice() ?? null), asked);
  expect((await citiesOf(binding).locate([7])).get(7)).toEqual(BERLIN);
  expect(citiesOf(binding)).toBe(citiesOf(binding));
  await citiesOf(binding).locate([8]);
  expect(asked).toEqual(["index.bin", "4-0.bin"]);
});

test("where they were not built nothing is told and nothing asked for twice", async () => {
  const told = vi.spyOn(console, "error").mockImplementation(() => {});
  const asked: string[] = [];
  const binding = assets(() => new Response("no such asset", { status: 404 }), asked);
  for (let time = 0; time < 2; time++) expect((await citiesOf(binding).locate([7])).size).toBe(0);
  expect([asked, told.mock.calls.length]).toEqual([["index.bin"], 0]);
});

test("an answer that says nothing of the file is told, and asked for again", async () => {
  const told = vi.spyOn(console, "error").mockImplementation(() => {});
  const asked: string[] = [];
  const binding = assets(() => new Response(null, { status: 503 }), asked);
  for (let time = 0; time < 2; time++) expect((await citiesOf(binding).locate([7])).size).toBe(0);
  expect(asked).toEqual(["index.bin", "index.bin"]);
  expect(told.mock.calls[0]?.[0]).toContain("the asset answers 503");
});
