/** The HTTP API: `/health` for anyone, notifications for those who prove where they come from, the rest for the token. */

import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { API_BODY_BYTES_MAX } from "../core/limits.ts";
import { bearerToken } from "./bearer-token.ts";
import { ApiError } from "./errors.ts";
import { errorResponse, jsonResponse } from "./json-response.ts";
import { securityHeaders } from "./security-headers.ts";
import { type CoverageDeps, coverageRoutes } from "./v1/coverage.ts";
import { feedsRoutes } from "./v1/feeds.ts";
import { type IntakeDeps, intakeRoutes } from "./v1/intake.ts";
import { listContentRoutes, type ListsDeps, listsRoutes } from "./v1/lists.ts";
import { findingsRoutes } from "./v1/findings.ts";
import { noticesRoutes } from "./v1/notices.ts";
import { sourcesRoutes, type SourcesDeps } from "./v1/sources.ts";

export type ApiDeps = SourcesDeps & IntakeDeps & CoverageDeps & ListsDeps & { readonly version: string };

function refuseLargeBody(): never {
  throw new ApiError("too_large", `the body is larger than ${API_BODY_BYTES_MAX} bytes`);
}

/** What is not an ApiError is a fault of ours: the reason goes to the log and not onto the wire. */
function onError(error: Error, path: string): Response {
  if (!(error instanceof ApiError)) {
    console.error(JSON.stringify({ message: "request failed", path, error: String(error), stack: error.stack }));
  }
  return errorResponse(error);
}

export function createApi(deps: ApiDeps): Hono {
  const api = new Hono();
  api.use(securityHeaders);
  api.onError((error, c) => onError(error, c.req.path));
  api.notFound(() => errorResponse(new ApiError("not_found", "there is nothing at this path and method")));
  api.get("/health", () => jsonResponse({ status: "ok", version: deps.version }));
  api.route("/v1/intake", intakeRoutes(deps));
  api.use(bearerToken(deps.apiToken));
  api.route("/v1/lists", listContentRoutes(deps));
  api.use(bodyLimit({ maxSize: API_BODY_BYTES_MAX, onError: refuseLargeBody }));
  api.route("/v1/coverage", coverageRoutes(deps));
  api.route("/v1/feeds", feedsRoutes(deps));
  api.route("/v1/lists", listsRoutes(deps));
  api.route("/v1/findings", findingsRoutes(deps));
  api.route("/v1/notices", noticesRoutes(deps));
  api.route("/v1/sources", sourcesRoutes(deps));
  return api;
}
