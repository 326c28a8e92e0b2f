/** Puts the recorded attacks into the local S3, as CloudTrail would have delivered them, and registers the bucket. */

import { readdirSync, readFileSync } from "node:fs";
import { gunzipSync, gzipSync } from "node:zlib";
import { AwsClient } from "aws4fetch";
import { hashId } from "../../src/core/hash.ts";

export type DemoTarget = {
  readonly api: string;
  readonly token: string;
  readonly s3: { readonly endpoint: string; readonly bucket: string; readonly accessKeyId: string; readonly secretAccessKey: string };
  readonly role: { readonly arn: string; readonly externalId: string };
};

type Recorded = { readonly recipientAccountId: string; readonly awsRegion: string; readonly eventTime: string };

const FOLDER = `${import.meta.dirname}/stratus-red-team`;

/** Returns how many objects were put. Loading twice changes nothing: same keys, same bytes. */
export async function loadDemo(target: DemoTarget): Promise<number> {
  const { endpoint, bucket, accessKeyId, secretAccessKey } = target.s3;
  const client = new AwsClient({ accessKeyId, secretAccessKey, service: "s3", region: "us-east-1", retries: 0 });
  let objects = 0;
  for (const name of readdirSync(FOLDER).filter((file) => file.endsWith(".json.gz"))) {
    const { Records } = JSON.parse(gunzipSync(readFileSync(`${FOLDER}/${name}`)).toString()) as { Records: Recorded[] };
    const places = Map.groupBy(Records, ({ recipientAccountId, awsRegion }) => `${recipientAccountId}/${awsRegion}`);
    for (const records of places.values()) {
      const body = gzipSync(JSON.stringify({ Records: records }));
      const url = `${endpoint}/${bucket}/${keyOf(records, name)}`;
      const headers = { "content-encoding": "gzip", "content-type": "application/json" };
      const response = await client.fetch(url, { method: "PUT", body, headers });
      if (!response.ok) throw new Error(`PUT ${url}: ${response.status} ${await response.text()}`);
      objects++;
    }
  }
  await registerSource(target);
  return objects;
}

/** CloudTrail's layout; delivery five minutes after the last event. */
function keyOf(records: readonly Recorded[], name: string): string {
  const [{ recipientAccountId: account, awsRegion: region } = { recipientAccountId: "", awsRegion: "" }] = records;
  const last = Math.max(...records.map(({ eventTime }) => Date.parse(eventTime)));
  const minute = new Date(last + 5 * 60_000).toISOString().slice(0, 16);
  const day = minute.slice(0, 10).replaceAll("-", "/");
  const file = `${account}_CloudTrail_${region}_${minute.replace(/[-:]/g, "")}Z_${hashId(name, region).slice(0, 16)}.json.gz`;
  return `AWSLogs/${account}/CloudTrail/${region}/${day}/${file}`;
}

async function registerSource({ api, token, s3, role }: DemoTarget): Promise<void> {
  const source = { bucket: s3.bucket, region: "us-east-1", kind: "cloudtrail", since: "2015-01-01T00:00:00Z" };
  const response = await fetch(`${api}/v1/sources`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: JSON.stringify({ ...source, roleArn: role.arn, externalId: role.externalId }),
  });
  // 409: registered by an earlier start.
  if (!response.ok && response.status !== 409) throw new Error(`POST /v1/sources: ${await response.text()}`);
}
