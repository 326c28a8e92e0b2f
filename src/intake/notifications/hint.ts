/** One record of a notification → the object it names. */

import { bucketProblem } from "../../aws/s3-url.ts";
import { arrayField, type Json, type JsonObject, numberField, objectField, stringField } from "../../core/json.ts";
import { S3_KEY_BYTES_MAX } from "../../core/limits.ts";
import { msFromIso } from "../../core/net/time.ts";
import { err, ok, type Result } from "../../core/result.ts";

export type Hint = {
  readonly bucket: string;
  /** As it is, not encoded. */
  readonly key: string;
  /** Without quotes. */
  readonly etag: string | null;
  /** Bytes. */
  readonly size: number | null;
  readonly eventTimeMs: number | null;
};

/** A record of S3's own shape, version 2.x; null for events that bring no object. Its keys are form-encoded. */
export function s3Hint(record: JsonObject): Result<Hint | null> {
  const version = stringField(record, "eventVersion") ?? "";
  if (!version.startsWith("2.")) return err(`S3 event version "${version.slice(0, 20)}" is not known`);
  if (!/^(?:s3:)?ObjectCreated:/.test(stringField(record, "eventName") ?? "")) return ok(null);
  const s3 = objectField(record, "s3");
  const object = objectField(s3, "object");
  const key = formDecoded(stringField(object, "key") ?? "");
  if (key === null) return err("the key is not form-encoded");
  return hintOf({
    bucket: stringField(objectField(s3, "bucket"), "name"),
    key,
    etag: stringField(object, "eTag"),
    size: numberField(object, "size"),
    time: stringField(record, "eventTime"),
  });
}

/** An EventBridge event of source "aws.s3", version 1.x. Its keys are as they are: "+" is a plus. */
export function eventBridgeHint(event: JsonObject): Result<Hint | null> {
  const detail = objectField(event, "detail");
  const version = stringField(detail, "event-version") ?? "1.0";
  if (!version.startsWith("1.")) return err(`S3 event version "${version.slice(0, 20)}" in EventBridge is not known`);
  if (stringField(event, "detail-type") !== "Object Created") return ok(null);
  const object = objectField(detail, "object");
  return hintOf({
    bucket: stringField(objectField(detail, "bucket"), "name"),
    key: stringField(object, "key"),
    etag: stringField(object, "etag"),
    size: numberField(object, "size"),
    time: stringField(event, "time"),
  });
}

/** CloudTrail's own notification: one bucket, some keys, digests among them. */
export function cloudTrailHints(message: JsonObject): readonly Result<Hint | null>[] {
  const bucket = stringField(message, "s3Bucket");
  const keys: readonly Json[] = arrayField(message, "s3ObjectKey");
  if (keys.length === 0) return [err("s3ObjectKey is not a list of keys")];
  return keys.map((key) =>
    hintOf({ bucket, key: typeof key === "string" ? key : null, etag: null, size: null, time: null }),
  );
}

type Named = {
  readonly bucket: string | null;
  readonly key: string | null;
  readonly etag: string | null;
  readonly size: number | null;
  readonly time: string | null;
};

function hintOf({ bucket, key, etag, size, time }: Named): Result<Hint> {
  if (bucket === null || bucketProblem({ bucket, region: "us-east-1" }) !== null) return err("no bucket name");
  if (key === null || key === "" || !key.isWellFormed()) return err("no key");
  if (new TextEncoder().encode(key).length > S3_KEY_BYTES_MAX) return err("the key is longer than 1,024 bytes");
  return ok({
    bucket,
    key,
    etag: etag !== null && /^"?[0-9A-Za-z-]{1,128}"?$/.test(etag) ? etag.replaceAll('"', "") : null,
    size: size !== null && Number.isSafeInteger(size) && size >= 0 ? size : null,
    eventTimeMs: time === null ? null : msFromIso(time),
  });
}

/** S3 encodes keys as a form would: "+" for a blank, "%2B" for a plus. Null for a broken encoding. */
function formDecoded(text: string): string | null {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    return null;
  }
}
