/** An API over the test database, and requests to it. */

import { env } from "cloudflare:workers";
import { type ApiDeps, createApi } from "../../src/api/create-api.ts";
import { checkWebhookUrl } from "../../src/http/webhook-url.ts";
import { err, ok } from "../../src/core/result.ts";

export const TOKEN = "a-token-of-the-tests";
export const NOW = Date.UTC(2026, 0, 1);

type Answer = { status: number; headers: Headers; text: string; json: any }; // oxlint-disable-line typescript/no-explicit-any -- bodies are asserted field by field

export function anApi(override: Partial<ApiDeps> = {}) {
  let ids = 0;
  const api = createApi({
    version: "1.2.3",
    apiToken: TOKEN,
    db: env.DB,
    nowMs: () => NOW,
    newId: () => `id-${++ids}`,
    tryOut: async () => ok(null),
    readCoverage: async () => ({ accounts: [] }),
    readIntegrity: async () => [],
    lists: {
      checkUrl: (text) => checkWebhookUrl(text, { local: false }),
      queue: async () => {},
      upload: async () => {},
      deleteObjects: async () => {},
      changed: () => {},
    },
    newExternalId: () => "0f".repeat(16),
    ownArn: async () => "arn:aws:iam::999988887777:user/watchpost",
    readLedger: async () => ({ hours: [], cursor: null }),
    retryObjects: async () => ({ retried: 0, cursor: null }),
    readObjects: async () => ({ objects: [], cursor: null }),
    snsTopics: [],
    verifySns: async () => err({ kind: "topic", detail: "the topic is not listened to" }),
    confirmSns: async () => err("no"),
    eventBridgeSecrets: [],
    receive: async () => err("nothing is received"),
    ...override,
  });
  async function request(
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<Answer> {
    const init: RequestInit = { method, headers: headers ?? { Authorization: `Bearer ${TOKEN}` } };
    if (body !== undefined) init.body = typeof body === "string" ? body : JSON.stringify(body);
    const response = await api.request(path, init);
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, json: JSON.parse(text) };
  }
  return request;
}
