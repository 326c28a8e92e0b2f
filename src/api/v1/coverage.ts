/** `/v1/coverage`: what is seen, what is not, and why. */

import { Hono } from "hono";
import type { JsonObject } from "../../core/json.ts";
import { jsonResponse } from "../json-response.ts";

export type CoverageDeps = { readonly readCoverage: () => Promise<JsonObject> };

export function coverageRoutes({ readCoverage }: CoverageDeps): Hono {
  return new Hono().get("/", async () => jsonResponse(await readCoverage()));
}
