/** Buckets: the configured ones, and those that were created since. */

import { z } from "zod";
import { bucketName } from "../config.ts";
import type { Context } from "../env.ts";
import { S3_CREATED_BUCKETS_MAX } from "../limits.ts";
import { BUCKET_RECORDS, bucketRecordKey } from "../storage.ts";
import { element, xmlDocument } from "../xml.ts";
import { S3_NAMESPACE, s3Empty, s3Error, s3Xml } from "./answer.ts";

export interface Bucket {
  readonly name: string;
  readonly region: string;
  readonly createdMs: number;
}

const record = z.strictObject({ region: z.string() });

export async function findBucket(context: Context, name: string): Promise<Bucket | null> {
  const configured = context.config.buckets.find((bucket) => bucket.name === name);
  if (configured) return { ...configured, createdMs: 0 };
  if (!bucketName.safeParse(name).success) return null;
  const stored = await context.objects.get(bucketRecordKey(name));
  if (stored === null) return null;
  return { name, region: record.parse(await stored.json()).region, createdMs: stored.uploaded.getTime() };
}

export async function listBuckets(context: Context): Promise<Response> {
  const created = await context.objects.list({ prefix: BUCKET_RECORDS, limit: S3_CREATED_BUCKETS_MAX });
  const buckets = [
    ...context.config.buckets.map(({ name }) => ({ name, createdMs: 0 })),
    ...created.objects.map((object) => ({
      name: object.key.slice(BUCKET_RECORDS.length),
      createdMs: object.uploaded.getTime(),
    })),
  ].sort((a, b) => (a.name < b.name ? -1 : 1));
  const owner = element("Owner", [element("ID", context.config.accountId), element("DisplayName", "local")]);
  const entries = buckets.map(({ name, createdMs }) =>
    element("Bucket", [element("Name", name), element("CreationDate", new Date(createdMs).toISOString())]),
  );
  return s3Xml(context, element("ListAllMyBucketsResult", [owner, element("Buckets", entries)], S3_NAMESPACE));
}

/** The Region is the body's LocationConstraint, else the one that the request is signed for. */
export async function createBucket(context: Context, name: string, body: Uint8Array): Promise<Response> {
  if (!bucketName.safeParse(name).success) {
    return s3Error(context, "InvalidBucketName", { fields: { BucketName: name } });
  }
  if ((await findBucket(context, name)) !== null) {
    return s3Error(context, "BucketAlreadyOwnedByYou", { fields: { BucketName: name } });
  }
  const text = new TextDecoder().decode(body);
  const region = /<LocationConstraint>\s*([a-z0-9-]+)\s*<\/LocationConstraint>/.exec(text)?.[1];
  await context.objects.put(bucketRecordKey(name), JSON.stringify({ region: region ?? context.config.region }));
  return s3Empty(context, 200, { location: `/${name}` });
}

export async function deleteBucket(context: Context, bucket: Bucket): Promise<Response> {
  const { objects } = await context.objects.list({ prefix: `${bucket.name}/`, limit: 1 });
  if (objects.length > 0) return s3Error(context, "BucketNotEmpty", { fields: { BucketName: bucket.name } });
  if (context.config.buckets.some(({ name }) => name === bucket.name)) {
    return s3Error(context, "MethodNotAllowed", { message: "A configured bucket stays." });
  }
  await context.objects.delete(bucketRecordKey(bucket.name));
  return s3Empty(context, 204);
}

/** us-east-1 has no name here: its buckets are older than Regions. */
export function bucketLocation(context: Context, bucket: Bucket): Response {
  const region = bucket.region === "us-east-1" ? "" : bucket.region;
  return new Response(xmlDocument(element("LocationConstraint", region, S3_NAMESPACE)), {
    headers: { "content-type": "application/xml", "x-amz-request-id": context.requestId },
  });
}
