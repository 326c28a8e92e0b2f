/** Holds what it is sent, for its memory to be looked at from outside: `POST /threats?ONE,OTHER` or `/addresses` keeps one table more. */

import { readWhole } from "../../src/http/read-whole.ts";
import { type Loaded, loadTables } from "./load-tables.ts";

const held: Loaded[] = [];

export default {
  async fetch(request: Request): Promise<Response> {
    const { pathname, search } = new URL(request.url);
    if (request.method !== "POST") return new Response("ok");
    const bytes = await readWhole(
      request.body as ReadableStream<Uint8Array>,
      Number(request.headers.get("content-length")),
    );
    const [one = 0, other = 0] = search.slice(1).split(",").map(Number);
    const isAddresses = pathname === "/addresses";
    held.push(
      loadTables({ key: [one, other], threats: isAddresses ? [] : [bytes], addresses: isAddresses ? bytes : null }),
    );
    return new Response(String(held.length));
  },
};
