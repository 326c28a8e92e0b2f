/** The bucket that an S3 control-plane call is about, in the shapes that GuardDuty's findings use. */

import type { ApiCall } from "../event.ts";
import { cleanText } from "../findings/clean-text.ts";
import { type JsonObject, stringField } from "../json.ts";
import type { Match } from "./detector.ts";

/** Bucket names have at most 63 characters, old ones in us-east-1 255. */
const BUCKET_CHARS_MAX = 255;

/** Null where the record names none. */
export function bucketOf(call: ApiCall): string | null {
  const name = stringField(call.request, "bucketName");
  return name !== null && name.length <= BUCKET_CHARS_MAX ? name : null;
}

/**
 * `s3BucketDetails` and `affectedResources` of a bucket. `publicAccess` says only what the call shows:
 * a log of changes does not know the settings that were not changed.
 */
export function bucketParts(
  call: ApiCall,
  bucket: string,
  publicAccess?: JsonObject,
): Pick<Match, "s3BucketDetails" | "affectedResources"> {
  const name = cleanText(bucket);
  return {
    s3BucketDetails: [
      {
        arn: `arn:${partitionOf(call.region)}:s3:::${name}`,
        name,
        type: "Destination",
        ...(publicAccess ? { publicAccess } : {}),
      },
    ],
    affectedResources: { "AWS::S3::Bucket": name },
  };
}

function partitionOf(region: string): string {
  if (region.startsWith("cn-")) return "aws-cn";
  return region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
}
