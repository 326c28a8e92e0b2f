/** Requests: bodies and queries of the API, SigV4; and what leaves for Slack. */

import { timingSafeEqual } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { verifySigV4 } from "../../../src/aws/sigv4.ts";
import { createApi } from "../../../src/api/create-api.ts";
import { ok } from "../../../src/core/result.ts";
import { checkWebhookUrl } from "../../../src/http/webhook-url.ts";
import { slackText } from "../../../src/notify/slack-text.ts";
import { SimulatedD1 } from "../../simulate/d1.ts";
import { changedObject, jsonText } from "../json-values.ts";
import { mutatedText } from "../mutate.ts";
import type { Target } from "../target.ts";

const MIGRATIONS = `${import.meta.dirname}/../../../migrations`;

// Workers have it, Node has it elsewhere.
Object.assign(crypto.subtle, { timingSafeEqual });

/** Answers at once. */
class PlainD1 extends SimulatedD1 {
  override async outside<T>(effect: () => T): Promise<T> {
    return effect();
  }
}

function makeApi() {
  const migrations = readdirSync(MIGRATIONS)
    .sort()
    .map((name) => readFileSync(`${MIGRATIONS}/${name}`, "utf8"));
  let ids = 0;
  return createApi({
    version: "fuzz",
    apiToken: "token",
    db: new PlainD1(null as never, migrations) as unknown as D1Database,
    nowMs: () => Date.UTC(2026, 10, 24),
    // One id for all would be refused the second time, as a failure of the database.
    newId: () => `00000000-0000-4000-8000-${String(++ids).padStart(12, "0")}`,
    tryOut: async () => ok(null),
    lists: {
      checkUrl: (text) => checkWebhookUrl(text, { local: false }),
      queue: async () => {},
      upload: async () => {},
      deleteObjects: async () => {},
      changed: () => {},
    },
    readIntegrity: async () => [],
    readCoverage: async () => [] as never,
    // No topic and no secret: the doors for notifications refuse everything.
    snsTopics: [],
    eventBridgeSecrets: [],
    verifySns: async () => ({}) as never,
    confirmSns: async () => ({}) as never,
    receive: async () => ({}) as never,
    readObjects: async () => ({ objects: [], cursor: null }),
    newExternalId: () => "0f".repeat(16),
    ownArn: async () => "arn:aws:iam::999988887777:user/watchpost",
    readLedger: async () => ({ hours: [], cursor: null }),
    retryObjects: async () => ({ retried: 0, cursor: null }),
  });
}

let madeApi: ReturnType<typeof makeApi> | null = null;

const PATHS = [
  "/v1/findings?limit=5&severityMin=4&type=Recon:EC2/Portscan",
  "/v1/findings/0123456789abcdef0123456789abcdef",
  "/v1/findings/archive",
  "/v1/findings/unarchive",
  "/v1/notices?state=failed",
  "/v1/sources",
  "/v1/sources/x/objects?state=done&cursor=a",
  "/v1/feeds",
  "/v1/feeds/maltrail",
  "/v1/lists",
  "/v1/lists/x/activate",
  "/health",
  "/v1/findings?cursor=WzEsImEiXQ",
] as const;
const SOURCE = {
  bucket: "trail-logs",
  region: "us-east-1",
  prefix: "",
  kind: "cloudtrail",
  roleArn: "arn:aws:iam::123456789012:role/reader",
  externalId: "0123456789abcdef",
  since: "2026-01-01T00:00:00Z",
};
const LIST = {
  name: "own",
  kind: "threat",
  entities: "ip",
  location: "https://lists.example.org/a.txt",
  activate: true,
};
const IDS = { ids: ["0123456789abcdef0123456789abcdef"], findingIds: ["0123456789abcdef0123456789abcdef"] };

export const api: Target = {
  name: "api",
  weight: 2,
  run: async (random) => {
    madeApi ??= makeApi();
    const url = `https://watchpost.example/${mutatedText(random, random.pick(PATHS), PATHS).replace(/^\/*/, "")}`;
    if (!URL.canParse(url)) return null;
    const method = random.pick(["GET", "POST", "DELETE", "PUT", "PATCH", "HEAD"]);
    const body = random.pick([
      () => changedObject(random, SOURCE),
      () => changedObject(random, LIST),
      () => changedObject(random, IDS),
      () => jsonText(random),
      () => random.word(9),
    ])();
    const headers = {
      authorization: random.chance(0.95) ? "Bearer token" : "Bearer",
      "content-type": "application/json",
    };
    const init = { method, headers, ...(method === "GET" || method === "HEAD" ? {} : { body }) };
    const response = await madeApi.fetch(new Request(url, init));
    if (response.status >= 500) throw new Error(`${method} ${url} ${body.slice(0, 300)}: ${response.status}`);
    if (response.status < 400 || method === "HEAD") return null;
    const answer = (await response.json()) as { error?: { message?: string } };
    return answer.error?.message ? null : `${response.status} without a reason`;
  },
};

const HEADERS = {
  authorization: `AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20261124/us-east-1/guardduty/aws4_request, SignedHeaders=host;x-amz-date, Signature=${"0".repeat(64)}`,
  "x-amz-date": "20261124T120000Z",
  "x-amz-content-sha256": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
} as const;

const EXPECTED = {
  service: "guardduty",
  regions: ["us-east-1"],
  nowMs: Date.UTC(2026, 10, 24, 12),
  credentials: async (id: string) =>
    id === "AKIAIOSFODNN7EXAMPLE" ? { secret: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY" } : null,
};

export const sigv4: Target = {
  name: "sigv4",
  weight: 2,
  run: async (random) => {
    const headers = new Headers();
    for (const [name, value] of Object.entries(HEADERS)) {
      // What no header can carry never arrives.
      const text = mutatedText(random, value, [value])
        .replace(/[^\t\u0020-\u007e\u0080-\u00ff]/g, "")
        .slice(0, 20_000);
      if (!random.chance(0.05)) headers.set(name, text);
    }
    const url = `https://api.example/${mutatedText(random, "detector/x?a=1&b=%20", ["?&%2F"])}`;
    if (!URL.canParse(url)) return null;
    const verified = await verifySigV4(new Request(url, { headers }), EXPECTED);
    return verified.ok ? "a signature of zeros holds" : null;
  },
};

const HOSTILE = [
  "<!channel>",
  "<@U123>",
  "<https://evil.example|click>",
  "*bold*",
  "`code`",
  "&amp;<",
  "https://evil.example",
  "\u202egnp.exe",
  "@everyone",
  "mailto:a@b",
] as const;

export const slack: Target = {
  name: "slack-text",
  weight: 12,
  run: (random) => {
    const max = random.pick([2, 10, 150, 1_500]);
    const text = slackText(mutatedText(random, random.pick(HOSTILE), HOSTILE), max);
    if (text.length > max) return `${text.length} of at most ${max} characters`;
    if (/[<>`]|&(?!(?:amp|lt|gt);)|:\/\/|[@＠](?=channel|here|everyone)/i.test(text))
      return `what Slack acts on is left in ${JSON.stringify(text.slice(0, 200))}`;
    return text.isWellFormed() ? null : "a lone surrogate leaves for Slack";
  },
};
