/** The benchmarks behind HTTP, to be timed from outside: the clock of a Worker stands still while it computes. */

import { benchmarkNamed } from "./benchmarks.ts";
import { loadTables } from "./enriched.ts";
import { inPieces } from "./pieces.ts";

let data = new Uint8Array(0);

export default {
  /** `POST /tables` takes the address table, `POST /data` keeps the body; `/ours?NAME` and `/reference?NAME` read it; `/collect` collects garbage; anything else does nothing. */
  async fetch(request: Request): Promise<Response> {
    const { pathname, search } = new URL(request.url);
    const name = search.slice(1);
    switch (pathname) {
      case "/data":
        data = new Uint8Array(await request.arrayBuffer());
        return new Response("ok");
      case "/tables":
        loadTables(new Uint8Array(await request.arrayBuffer()));
        return new Response("ok");
      case "/collect":
        collect();
        return new Response("ok");
      case "/ours":
        return Response.json(await benchmarkNamed(name).ours(inPieces(data)));
      case "/reference":
        return Response.json(await benchmarkNamed(name).reference(data));
      default:
        return new Response("ok");
    }
  },
};

/** Twice: what the first round frees may have held more. */
function collect(): void {
  const { gc } = globalThis as { gc?: () => void };
  if (gc === undefined) throw new Error("workerd was started without --expose-gc");
  gc();
  gc();
}
