/** Policy:S3/BucketAnonymousAccessGranted: a bucket was opened to everyone on the internet. */

import type { CallDetector } from "../../detector.ts";
import { bucketParts } from "../../s3-bucket.ts";
import { bucketGrantOf, denyNote, GRANTING_APIS, publicAccessOf, verbsOf } from "../../s3-policy/bucket-grant.ts";
import { from, quoted, sentence, where, who } from "../../wording.ts";

export const bucketAnonymousAccessGranted: CallDetector = {
  type: "Policy:S3/BucketAnonymousAccessGranted",
  watches: "principal",
  apis: GRANTING_APIS,
  summary: "A bucket policy or ACL was set that lets anyone on the internet read or write, without credentials.",
  misses:
    "ACLs of single objects and policies of access points, and a bucket whose policy became effective only because " +
    "Block Public Access was switched off later (told by its own types).",
  falsePositives:
    "Public sites, and buckets that Block Public Access keeps closed all the same: it is not taken into account. " +
    "A Deny beside the grant may narrow it: the finding then says UNKNOWN.",
  attack: ["T1530", "T1098"],
  needs: ["cloudtrail"],
  detect(call) {
    const grant = bucketGrantOf(call);
    if (grant === null) return null;
    const { anonymous } = grant.exposure;
    if (!anonymous.read && !anonymous.write) return null;
    return {
      subject: [grant.bucket],
      title: `${sentence(who(call))} opened bucket ${quoted(grant.bucket)} to everyone on the internet.`,
      description:
        `${sentence(who(call))} set the ${grant.by} of bucket ${quoted(grant.bucket)} ${from(call)} ${where(call)}. ` +
        `It lets anyone on the internet ${verbsOf(anonymous)}, without credentials, unless Block Public Access forbids it.` +
        denyNote(grant),
      ...bucketParts(call, grant.bucket, publicAccessOf(grant)),
    };
  },
};
