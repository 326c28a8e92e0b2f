/** Policy:IAMUser/ShortTermRootCredentialUsage: a session from sts:AssumeRoot was used on a member account. */

import type { CallDetector } from "../../detector.ts";
import { from, quoted, where } from "../../wording.ts";

export const shortTermRootCredentialUsage: CallDetector = {
  type: "Policy:IAMUser/ShortTermRootCredentialUsage",
  watches: "principal",
  apis: "any",
  summary: "A short-lived root session, made for a member account with sts:AssumeRoot, was used.",
  misses:
    "The sts:AssumeRoot call itself, which is logged in the management account, and records older than the flag assumedRoot.",
  falsePositives:
    "Central root access at work, for example unlocking a bucket policy: match the time with the call to sts:AssumeRoot " +
    "in the management account.",
  attack: ["T1078.004", "T1548"],
  needs: ["cloudtrail"],
  detect(call) {
    const { identity } = call;
    if (!identity.assumedRoot || identity.invokedBy !== null || call.eventType === "AwsServiceEvent") return null;
    return {
      subject: [],
      title: `${quoted(call.api)} was called with short-term root credentials.`,
      description:
        `A session from sts:AssumeRoot called ${quoted(call.api)} of ${quoted(call.service)} ${from(call)} ${where(call)}. ` +
        "Such sessions act as root of a member account, within one task policy: make sure that somebody asked for it.",
    };
  },
};
