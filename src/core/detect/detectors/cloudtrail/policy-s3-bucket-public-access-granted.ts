/** Policy:S3/BucketPublicAccessGranted: a bucket was opened to everyone who has an AWS account. */

import type { CallDetector } from "../../detector.ts";
import { bucketParts } from "../../s3-bucket.ts";
import { bucketGrantOf, denyNote, GRANTING_APIS, publicAccessOf, verbsOf } from "../../s3-policy/bucket-grant.ts";
import { from, quoted, sentence, where, who } from "../../wording.ts";

export const bucketPublicAccessGranted: CallDetector = {
  type: "Policy:S3/BucketPublicAccessGranted",
  watches: "principal",
  apis: GRANTING_APIS,
  summary: "A bucket policy or ACL was set that lets every authenticated AWS principal, of any account, read or write.",
  misses:
    "ACLs of single objects and policies of access points. What anonymous callers may do as well is told by " +
    "Policy:S3/BucketAnonymousAccessGranted alone.",
  falsePositives:
    "Data shared with every AWS customer on purpose, and buckets that Block Public Access keeps closed all the same: " +
    "it is not taken into account. A Deny beside the grant may narrow it: the finding then says UNKNOWN.",
  attack: ["T1530", "T1098"],
  needs: ["cloudtrail"],
  detect(call) {
    const grant = bucketGrantOf(call);
    if (grant === null) return null;
    const { anonymous, authenticated } = grant.exposure;
    const added = { read: authenticated.read && !anonymous.read, write: authenticated.write && !anonymous.write };
    if (!added.read && !added.write) return null;
    return {
      subject: [grant.bucket],
      title: `${sentence(who(call))} opened bucket ${quoted(grant.bucket)} to every AWS account.`,
      description:
        `${sentence(who(call))} set the ${grant.by} of bucket ${quoted(grant.bucket)} ${from(call)} ${where(call)}. ` +
        `It lets anyone who has an AWS account ${verbsOf(added)}, unless Block Public Access forbids it.` +
        denyNote(grant),
      ...bucketParts(call, grant.bucket, publicAccessOf(grant)),
    };
  },
};
