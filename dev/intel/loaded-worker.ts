/** Holds what it is sent, for its memory to be looked at from outside: `POST /threats?ONE,OTHER` or `/addresses` keeps one table more. */

import { type Loaded, loadTables } from "./load-tables.ts";

const held: Loaded[] = [];

export default {
  async fetch(request: Request): Promise<Response> {
    const { pathname, search } = new URL(request.url);
    if (request.method !== "POST") return new Response("ok");
    const bytes = new Uint8Array(await request.arrayBuffer());
    const [one = 0, other = 0] = search.slice(1).split(",").map(Number);
    const isAddresses = pathname === "/addresses";
    held.push(
      loadTables({ key: [one, other], threats: isAddresses ? [] : [bytes], addresses: isAddresses ? bytes : null }),
    );
    return new Response(String(held.length));
  },
};
