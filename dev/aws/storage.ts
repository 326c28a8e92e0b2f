/** Where things lie in the one R2 bucket. Names with "_" can't be those of S3 buckets. */

const RESERVED = "_watchpost";

export const BUCKET_RECORDS = `${RESERVED}/buckets/`;

export function objectKey(bucket: string, key: string): string {
  return `${bucket}/${key}`;
}

export function bucketRecordKey(bucket: string): string {
  return `${BUCKET_RECORDS}${bucket}`;
}

export function sessionKey(accessKeyId: string): string {
  return `${RESERVED}/sessions/${accessKeyId}`;
}
