/** The Worker under test as its users reach it: API, cron tick, a registered source. */

import { createExecutionContext, createScheduledController, waitOnExecutionContext } from "cloudflare:test";
import { env, exports } from "cloudflare:workers";
import { expect, vi } from "vitest";
import worker from "../../src/index.ts";
import { ledgerName } from "../../src/intake/ingest-message.ts";
import { BUCKET, EXTERNAL_ID, ROLE } from "./local-world.ts";

type Init = { method?: string; body?: string; headers?: Record<string, string> };

/** Bodies are asserted field by field. */
export async function api<T = Record<string, never>>(path: string, init: Init = {}) {
  const headers = { authorization: "Bearer test-token", "content-type": "application/json", ...init.headers };
  const response = await exports.default.fetch(`https://watchpost.example${path}`, { ...init, headers });
  return { status: response.status, json: (await response.json()) as T };
}

export async function tick(at = new Date()): Promise<void> {
  const context = createExecutionContext();
  await worker.scheduled(createScheduledController({ scheduledTime: at }), env);
  await waitOnExecutionContext(context);
}

/** Returns the source's id. */
export async function register(change: object = {}): Promise<string> {
  const body = {
    bucket: BUCKET,
    region: "us-east-1",
    kind: "cloudtrail",
    roleArn: ROLE,
    externalId: EXTERNAL_ID,
    since: "2026-11-01T00:00:00Z",
    ...change,
  };
  const { status, json } = await api<{ source: { id: string } }>("/v1/sources", {
    method: "POST",
    body: JSON.stringify(body),
  });
  if (status !== 201) throw new Error(JSON.stringify(json));
  return json.source.id;
}

/** When nothing waits to be read any more: a test that ends before that leaves its queue to the next one. */
export async function settled(sourceId: string, accountId: string): Promise<void> {
  const ledger = env.INTAKE_LEDGER.getByName(ledgerName(sourceId, accountId));
  await vi.waitFor(
    async () => {
      const { new: fresh = 0, queued = 0 } = await ledger.counts();
      expect(fresh + queued).toBe(0);
    },
    { timeout: 20_000, interval: 100 },
  );
}
