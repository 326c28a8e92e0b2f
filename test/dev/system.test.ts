/** Goal: what the Worker finds in S3 is what `scan` finds in the same files. Method: the whole local system, the demo's logs. */

import { expect, test, vi } from "vitest";
import { scanLogs } from "../../cli/scan-logs.ts";
import { loadDemo } from "../../dev/demo/load-demo.ts";
import { startSystem } from "../../dev/system.ts";
import { toGuardDuty } from "../../src/core/findings/formats/guardduty.ts";
import type { JsonObject } from "../../src/core/json.ts";
import { freePort } from "./free-port.ts";

const ROLE = { arn: "arn:aws:iam::111122223333:role/reader", externalId: "0123456789abcdef0123456789abcdef" };
const KEYS = { accessKeyId: "AKIAIOSFODNN7EXAMPLE", secretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY" };
const BUCKET = "demo-cloudtrail-logs";
const TOKEN = "a-token-for-tests";

/** When a finding was stored is the one thing in which the two may differ. */
function comparable(finding: JsonObject): JsonObject {
  return { ...finding, createdAt: null, updatedAt: null };
}

test("the same objects in S3 and on disk give the same findings, and each is told once", async () => {
  const awsPort = await freePort();
  const endpoint = `http://127.0.0.1:${awsPort}`;
  const system = await startSystem({
    port: 0,
    awsPort,
    aws: {
      accountId: "111122223333",
      region: "us-east-1",
      users: [{ name: "watchpost", ...KEYS }],
      roles: [{ ...ROLE, allow: [{ bucket: BUCKET }] }],
      buckets: [{ name: BUCKET, region: "us-east-1" }],
    },
    bindings: {
      LOCAL: "1",
      API_TOKEN: TOKEN,
      AWS_ACCESS_KEY_ID: KEYS.accessKeyId,
      AWS_SECRET_ACCESS_KEY: KEYS.secretAccessKey,
      AWS_ENDPOINT_URL: endpoint,
      SLACK_WEBHOOK_URL: `${endpoint}/_watchpost/receivers/slack`,
      POLL_IDLE_MINUTES_MAX: "0",
      DISCOVERY_MINUTES: "0",
    },
  });
  try {
    const target = { api: system.url, token: TOKEN, s3: { endpoint, bucket: BUCKET, ...KEYS }, role: ROLE };
    const objects = await loadDemo(target);
    expect(objects).toBeGreaterThanOrEqual(35);
    const { findings } = await scanLogs(
      {
        paths: [`${import.meta.dirname}/../../dev/demo/stratus-red-team`],
        learn: [],
        lists: [],
        regions: null,
        format: "guardduty",
        feeds: true,
        explain: false,
      },
      () => {},
    );
    const expected = findings.map((finding) => comparable(toGuardDuty(finding)));
    expect(expected).toHaveLength(3);
    expect(await system.tick()).toBe(true);
    const get = async (url: string): Promise<unknown> =>
      await (await fetch(url, { headers: { authorization: `Bearer ${TOKEN}` } })).json();
    await vi.waitFor(
      async () => {
        const answer = (await get(`${system.url}/v1/findings`)) as { findings: JsonObject[] };
        const byId = (one: JsonObject, other: JsonObject): number => (String(one["id"]) < String(other["id"]) ? -1 : 1);
        expect(answer.findings.map(comparable).sort(byId)).toEqual(expected.toSorted(byId));
        expect(await get(`${endpoint}/_watchpost/receivers/slack/received`)).toHaveLength(3);
      },
      { timeout: 50_000, interval: 500 },
    );
  } finally {
    await system.dispose();
  }
}, 90_000);
