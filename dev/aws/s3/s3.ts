/** The Simple Storage Service, path-style: who asks, about which bucket, to do what. */

import { authenticate, type Authenticated } from "../caller.ts";
import type { Context } from "../env.ts";
import { S3_OBJECT_BYTES_MAX } from "../limits.ts";
import { denied, type S3Action } from "./access.ts";
import { s3Empty, s3Error, s3Refusal } from "./answer.ts";
import { type Bucket, bucketLocation, createBucket, deleteBucket, findBucket, listBuckets } from "./buckets.ts";
import { listObjects } from "./list-objects.ts";
import { readObject } from "./read-object.ts";
import { s3Target, type S3Target } from "./target.ts";
import { deleteObject, putObject } from "./write-object.ts";

export async function handleS3(request: Request, context: Context): Promise<Response> {
  const target = s3Target(request.url);
  if (target === null) return s3Error(context, "InvalidURI");
  const bucket = target.bucket === "" ? null : await findBucket(context, target.bucket);
  const answer = await answerFor(request, context, target, bucket);
  // Where a bucket lives is told even to those who may not see it: so do clients find its Region.
  if (bucket !== null && target.key === "") answer.headers.set("x-amz-bucket-region", bucket.region);
  return request.method === "HEAD" && answer.body !== null ? new Response(null, answer) : answer;
}

async function answerFor(
  request: Request,
  context: Context,
  target: S3Target,
  bucket: Bucket | null,
): Promise<Response> {
  if (request.headers.has("authorization") && !request.headers.has("x-amz-content-sha256")) {
    return s3Error(context, "InvalidRequest", {
      message: "Missing required header for this request: x-amz-content-sha256",
    });
  }
  const authenticated = await authenticate(request, context, {
    service: "s3",
    regions: [bucket?.region ?? context.config.region],
    pathEncoding: "once",
    unsignedPayload: true,
    bodyBytesMax: S3_OBJECT_BYTES_MAX,
  });
  if (!authenticated.ok) return s3Refusal(context, authenticated.error);
  if (target.bucket === "") return onService(request, context, authenticated.value);
  if (bucket === null) return onNoBucket(request, context, target, authenticated.value);
  return target.key === ""
    ? onBucket(request, context, target, bucket, authenticated.value)
    : onObject(request, context, target, authenticated.value);
}

async function onService(request: Request, context: Context, { caller }: Authenticated): Promise<Response> {
  if (request.method !== "GET") return s3Error(context, "MethodNotAllowed");
  return denied(context, caller, { action: "s3:ListAllMyBuckets" }) ?? listBuckets(context);
}

async function onNoBucket(
  request: Request,
  context: Context,
  { bucket, key }: S3Target,
  { caller, body }: Authenticated,
): Promise<Response> {
  if (request.method === "PUT" && key === "") {
    return denied(context, caller, { action: "s3:CreateBucket", bucket }) ?? createBucket(context, bucket, body);
  }
  return s3Error(context, "NoSuchBucket", { fields: { BucketName: bucket } });
}

async function onBucket(
  request: Request,
  context: Context,
  { query }: S3Target,
  bucket: Bucket,
  { caller, body }: Authenticated,
): Promise<Response> {
  const refused = (action: S3Action, key?: string) =>
    denied(context, caller, { action, bucket: bucket.name, ...(key === undefined ? {} : { key }) });
  switch (request.method) {
    case "HEAD":
      return refused("s3:ListBucket") ?? s3Empty(context, 200);
    case "GET":
      if (query.has("location")) return refused("s3:GetBucketLocation") ?? bucketLocation(context, bucket);
      // ListObjects of version 1, and subresources such as ?acl.
      if (query.get("list-type") !== "2") return s3Error(context, "NotImplemented");
      return refused("s3:ListBucket", query.get("prefix") ?? "") ?? listObjects(context, bucket.name, query);
    case "PUT":
      if (query.size > 0) return s3Error(context, "NotImplemented");
      return refused("s3:CreateBucket") ?? createBucket(context, bucket.name, body);
    case "DELETE":
      if (query.size > 0) return s3Error(context, "NotImplemented");
      return refused("s3:DeleteBucket") ?? deleteBucket(context, bucket);
    case "POST":
      return s3Error(context, "NotImplemented");
    default:
      return s3Error(context, "MethodNotAllowed");
  }
}

/** Queries that make another operation of it: multipart uploads, subresources. `x-id` only names the operation. */
const SUBRESOURCES = ["acl", "attributes", "legal-hold", "partNumber", "restore", "retention", "select", "tagging"];
const OTHER_OPERATIONS = new Set([...SUBRESOURCES, "torrent", "uploadId", "uploads", "versionId"]);

async function onObject(
  request: Request,
  context: Context,
  target: S3Target,
  { caller, body }: Authenticated,
): Promise<Response> {
  const { bucket, key, query } = target;
  if ([...query.keys()].some((name) => OTHER_OPERATIONS.has(name))) return s3Error(context, "NotImplemented");
  switch (request.method) {
    case "GET":
    case "HEAD":
      return (
        denied(context, caller, { action: "s3:GetObject", bucket, key }) ?? readObject(context, request, bucket, key)
      );
    case "PUT":
      return (
        denied(context, caller, { action: "s3:PutObject", bucket, key }) ?? putObject(context, request, target, body)
      );
    case "DELETE":
      return denied(context, caller, { action: "s3:DeleteObject", bucket, key }) ?? deleteObject(context, bucket, key);
    default:
      return s3Error(context, "MethodNotAllowed");
  }
}
