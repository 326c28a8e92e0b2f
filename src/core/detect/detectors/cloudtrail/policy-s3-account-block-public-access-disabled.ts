/** Policy:S3/AccountBlockPublicAccessDisabled: the account no longer keeps its buckets from being made public. */

import type { CallDetector } from "../../detector.ts";
import { blockLowered, namesOff } from "../../public-access-block.ts";
import { bucketOf } from "../../s3-bucket.ts";
import { from, quoted, sentence, where, who } from "../../wording.ts";

/** Calls whose name does not say whether the account or a bucket is meant: the account, where no bucket is named. */
const EITHER: ReadonlySet<string> = new Set(["PutPublicAccessBlock", "DeletePublicAccessBlock"]);

export const accountBlockPublicAccessDisabled: CallDetector = {
  type: "Policy:S3/AccountBlockPublicAccessDisabled",
  watches: "principal",
  apis: [
    "s3:PutAccountPublicAccessBlock",
    "s3:DeleteAccountPublicAccessBlock",
    "s3:PutPublicAccessBlock",
    "s3:DeletePublicAccessBlock",
  ],
  summary: "S3 Block Public Access was switched off for the whole account, in whole or in part.",
  misses: "A change made by an S3 policy of AWS Organizations, which the member account does not log.",
  falsePositives:
    "Accounts that serve public buckets on purpose, and a change that leaves one of the four settings off as it was before.",
  attack: ["T1562.001", "T1530"],
  needs: ["cloudtrail"],
  detect(call) {
    if (EITHER.has(call.api) && bucketOf(call) !== null) return null;
    const block = blockLowered(call);
    if (block === null) return null;
    const publicAccess = { permissionConfiguration: { accountLevelPermissions: { blockPublicAccess: block } } };
    return {
      subject: [],
      title: `${sentence(who(call))} switched off S3 Block Public Access of account ${quoted(call.accountId)}.`,
      description:
        `${sentence(who(call))} switched off S3 Block Public Access of the account ${from(call)} ${where(call)}. ` +
        `Off are now ${namesOff(block)}: buckets that set no block of their own can be opened to the internet.`,
      s3BucketDetails: [{ type: "Destination", publicAccess }],
    };
  },
};
