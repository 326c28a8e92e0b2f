/** Cities of addresses from the Worker's static assets: shards, each fetched when an address of its own is asked for. */

import { Cities } from "../core/enrich/cities.ts";
import { readWholeResponse } from "../http/read-whole.ts";

const FOLDER = "https://assets.invalid/tables/cities";

const made = new WeakMap<Fetcher, Cities>();

/** One an isolate. Without the files (`npm run tables -- --city`) no address has a city, and nothing is told of it. */
export function citiesOf(assets: Fetcher): Cities {
  const known = made.get(assets);
  if (known) return known;
  const cities = new Cities({
    load: async (name) => {
      const response = await assets.fetch(`${FOLDER}/${name}`);
      if (response.ok) return await readWholeResponse(response);
      await response.body?.cancel();
      if (response.status === 404) return null;
      throw new Error(`the asset answers ${response.status}`);
    },
    tell: (file, reason) => console.error(JSON.stringify({ event: "tables.no-cities", file, reason })),
  });
  made.set(assets, cities);
  return cities;
}
