/** The pipelines behind HTTP, for timing in workerd from outside: its clock stands still while it computes. */

import { cloudtrailPipeline, cloudtrailReference, inPieces } from "./cloudtrail.ts";

let data = new Uint8Array(0);

export default {
  async fetch(request: Request): Promise<Response> {
    switch (new URL(request.url).pathname) {
      case "/data":
        data = new Uint8Array(await request.arrayBuffer());
        return new Response("ok");
      case "/ours":
        return Response.json(await cloudtrailPipeline(inPieces(data)));
      case "/reference":
        return Response.json(cloudtrailReference(data));
      default:
        return new Response("ok");
    }
  },
};
