/** The network: requests of the program → S3, STS or the Slack receiver, by host name. */

import { listPublicKeys } from "./cloudtrail-keys.ts";
import type { Gate } from "./gate.ts";
import type { SimulatedS3 } from "./s3.ts";
import type { SimulatedSlack } from "./slack.ts";
import type { SimulatedSts } from "./sts.ts";

export type Services = { readonly s3: SimulatedS3; readonly sts: SimulatedSts; readonly slack: SimulatedSlack };

export async function network(gate: Gate, services: Services, request: Request): Promise<Response> {
  // Node's Request holds its own end of the signal weakly: one that is forgotten is never aborted.
  gate.underWay.add(request);
  try {
    return await route(gate, services, request);
  } finally {
    gate.underWay.delete(request);
  }
}

async function route(gate: Gate, services: Services, request: Request): Promise<Response> {
  const { hostname } = new URL(request.url);
  const { signal } = request;
  const body = request.method === "POST" ? await request.text() : "";
  if (hostname.startsWith("sts.")) {
    const { sts } = services;
    return await gate.call({
      kind: "sts",
      effect: () => sts.answer(request, body),
      failure: (sent) => sts.failure(sent),
      signal,
    });
  }
  if (hostname === "hooks.slack.com") {
    const { slack } = services;
    return await gate.call({
      kind: "slack",
      effect: () => slack.answer(body),
      failure: (sent) => slack.failure(sent),
      signal,
    });
  }
  const { s3 } = services;
  if (hostname.startsWith("cloudtrail.")) {
    // What AWS answers to any of its APIs when it fails; the answer is as often lost.
    return await gate.call({
      kind: "sts",
      effect: listPublicKeys,
      failure: (sent) => services.sts.failure(sent),
      signal,
    });
  }
  return await gate.call({ kind: "s3", effect: () => s3.answer(request), failure: (sent) => s3.failure(sent), signal });
}

export function xmlError(status: number, code: string): Response {
  return new Response(`<?xml version="1.0"?><Error><Code>${code}</Code><Message>simulated</Message></Error>`, {
    status,
  });
}

export function lost(): never {
  throw new TypeError("Network connection lost.");
}

/** AWS refuses a request whose clock is more than this off. */
const SKEW_MS_MAX = 15 * 60_000;

/** The refusal where the request was signed by a clock that is too far off, or null. */
export function skewed(request: Request, nowMs: number): Response | null {
  const [, ...parts] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(request.headers.get("x-amz-date") ?? "") ?? [];
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = parts.map(Number);
  const signedMs = Date.UTC(year, month - 1, day, hour, minute, second);
  return Math.abs(signedMs - nowMs) > SKEW_MS_MAX ? xmlError(403, "RequestTimeTooSkewed") : null;
}
