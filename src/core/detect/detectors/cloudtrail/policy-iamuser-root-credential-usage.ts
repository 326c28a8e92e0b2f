/** Policy:IAMUser/RootCredentialUsage: somebody used the account's root user. */

import type { ApiCall } from "../../../event.ts";
import { stringField } from "../../../json.ts";
import type { CallDetector } from "../../detector.ts";
import { from, quoted, where } from "../../wording.ts";

/**
 * A denied call counts: the credentials were used. A failed sign-in does not: nobody proved to have them.
 * Source of the exclusions: CIS AWS Foundations Benchmark, "usage of the root account".
 */
function usesRoot(call: ApiCall): boolean {
  const { identity } = call;
  if (identity.type !== "Root" || identity.assumedRoot || identity.invokedBy !== null) return false;
  if (call.eventType === "AwsServiceEvent") return false;
  return !isUnprovenSignIn(call);
}

/** Steps of a sign-in that anyone can take who knows the e-mail address. */
const WITHOUT_PROOF: ReadonlySet<string> = new Set(["CheckMfa", "PasswordRecoveryRequested"]);

function isUnprovenSignIn(call: ApiCall): boolean {
  if (call.eventType !== "AwsConsoleSignIn") return false;
  return WITHOUT_PROOF.has(call.api) || call.error !== null || stringField(call.response, call.api) === "Failure";
}

export const rootCredentialUsage: CallDetector = {
  type: "Policy:IAMUser/RootCredentialUsage",
  watches: "principal",
  apis: "any",
  summary: "The root user of the account was used, in the console or with an access key.",
  misses:
    "What an AWS service does on behalf of the root user, and calls that CloudTrail does not log as management events.",
  falsePositives:
    "The few tasks that need the root user, such as closing the account or restoring a locked bucket. " +
    "Keep root's access keys deleted, and each finding is worth a look.",
  attack: ["T1078.004"],
  needs: ["cloudtrail"],
  detect(call) {
    if (!usesRoot(call)) return null;
    return {
      subject: [],
      title: `${quoted(call.api)} was called with root credentials.`,
      description:
        `The root user called ${quoted(call.api)} of ${quoted(call.service)} ${from(call)} ${where(call)}. ` +
        "Root can do everything in the account and no policy of the account limits it: use it only for the tasks that need it.",
    };
  },
};
