/** Policy:S3/BucketBlockPublicAccessDisabled: a bucket is no longer kept from being made public. */

import type { CallDetector } from "../../detector.ts";
import { blockLowered, namesOff } from "../../public-access-block.ts";
import { bucketOf, bucketParts } from "../../s3-bucket.ts";
import { from, quoted, sentence, where, who } from "../../wording.ts";

export const bucketBlockPublicAccessDisabled: CallDetector = {
  type: "Policy:S3/BucketBlockPublicAccessDisabled",
  watches: "principal",
  apis: [
    "s3:PutBucketPublicAccessBlock",
    "s3:DeleteBucketPublicAccessBlock",
    "s3:PutPublicAccessBlock",
    "s3:DeletePublicAccessBlock",
  ],
  summary: "S3 Block Public Access was switched off for one bucket, in whole or in part.",
  misses: "The block of an access point, and a bucket whose block was never on.",
  falsePositives:
    "Buckets that serve a public site on purpose, infrastructure code that removes and sets the block again, " +
    "and a change that leaves one of the four settings off as it was before.",
  attack: ["T1562.001", "T1530"],
  needs: ["cloudtrail"],
  detect(call) {
    const bucket = bucketOf(call);
    const block = bucket === null ? null : blockLowered(call);
    if (bucket === null || block === null) return null;
    return {
      subject: [bucket],
      title: `${sentence(who(call))} switched off Block Public Access of bucket ${quoted(bucket)}.`,
      description:
        `${sentence(who(call))} switched off S3 Block Public Access of bucket ${quoted(bucket)} ${from(call)} ${where(call)}. ` +
        `Off are now ${namesOff(block)}: unless the account blocks it, the bucket can be opened to the internet.`,
      ...bucketParts(call, bucket, {
        permissionConfiguration: { bucketLevelPermissions: { blockPublicAccess: block } },
      }),
    };
  },
};
