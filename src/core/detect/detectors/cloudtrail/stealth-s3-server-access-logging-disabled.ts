/** Stealth:S3/ServerAccessLoggingDisabled: a bucket's access log was switched off. */

import type { ApiCall } from "../../../event.ts";
import { objectField, stringField } from "../../../json.ts";
import type { CallDetector } from "../../detector.ts";
import { bucketOf, bucketParts } from "../../s3-bucket.ts";
import { from, quoted, sentence, where, who } from "../../wording.ts";

/** A status without LoggingEnabled switches logging off. Source: S3 API Reference, PutBucketLogging. */
function disablesLogging(call: ApiCall): boolean {
  if (call.error !== null) return false;
  const enabled = objectField(objectField(call.request, "BucketLoggingStatus"), "LoggingEnabled");
  return stringField(enabled, "TargetBucket") === null;
}

export const serverAccessLoggingDisabled: CallDetector = {
  type: "Stealth:S3/ServerAccessLoggingDisabled",
  watches: "principal",
  apis: ["s3:PutBucketLogging"],
  summary: "Server access logging of a bucket was switched off.",
  misses: "A log sent to another bucket, or deleted where it is kept, and CloudTrail data events switched off.",
  falsePositives:
    "A bucket that moves to CloudTrail data events, or is being retired. A bucket that had no log looks the same.",
  attack: ["T1562.008"],
  needs: ["cloudtrail"],
  detect(call) {
    const bucket = bucketOf(call);
    if (bucket === null || !disablesLogging(call)) return null;
    return {
      subject: [bucket],
      title: `${sentence(who(call))} switched off the access log of bucket ${quoted(bucket)}.`,
      description:
        `${sentence(who(call))} switched off server access logging of bucket ${quoted(bucket)} ${from(call)} ${where(call)}. ` +
        "Who reads or deletes its objects may go unrecorded from then on. Attackers do this before they take data.",
      ...bucketParts(call, bucket),
    };
  },
};
