/** Stealth:IAMUser/PasswordPolicyChange: the account's password policy was weakened or deleted, or somebody tried. */

import type { ApiCall } from "../../../event.ts";
import { SEVERITY, type Severity } from "../../../finding.ts";
import type { RegionFacts } from "../../../profile/region-facts.ts";
import type { CallDetector } from "../../detector.ts";
import { AWS_DEFAULT_POLICY, type PasswordPolicy, policyFrom, weakening } from "../../password-policy.ts";
import { from, quoted, sentence, where, who } from "../../wording.ts";

/** Points of `weakening` from which it is Medium, and High. Deleting a CIS-style policy is worth 5. */
const MEDIUM_POINTS = 3;
const HIGH_POINTS = 5;

function severityOf(call: ApiCall, points: number): Severity {
  // A refused call weakened nothing; it is told because somebody tried.
  if (call.error !== null || points < MEDIUM_POINTS) return SEVERITY.low;
  return points < HIGH_POINTS ? SEVERITY.medium : SEVERITY.high;
}

/** Where the policy was never seen, AWS's own is the best guess. */
function policyBefore(facts: RegionFacts): PasswordPolicy {
  return facts.passwordPolicy ? policyFrom(facts.passwordPolicy) : AWS_DEFAULT_POLICY;
}

export const passwordPolicyChange: CallDetector = {
  type: "Stealth:IAMUser/PasswordPolicyChange",
  watches: "region",
  apis: ["iam:UpdateAccountPasswordPolicy", "iam:DeleteAccountPasswordPolicy"],
  summary:
    "The password policy of the account was weakened or deleted, or somebody tried to. " +
    "Low, Medium or High by how much weaker it is; a refused attempt is Low.",
  misses:
    "A weakening of a policy that was set before its first record was read: it is compared with AWS's default policy. " +
    "A policy weakened in steps is told once for each step, each for its own size.",
  falsePositives: "Administrators who follow newer advice, such as passwords that never expire. Suppress by principal.",
  attack: ["T1556"],
  needs: ["cloudtrail"],
  detect(call, { facts }) {
    const deletes = call.api === "DeleteAccountPasswordPolicy";
    const before = policyBefore(facts);
    const after = deletes ? AWS_DEFAULT_POLICY : policyFrom(call.request);
    const points = weakening(before, after);
    if (points === 0 && !deletes) return null;
    const did = `${call.error === null ? (deletes ? "deleted" : "weakened") : `tried to ${deletes ? "delete" : "weaken"}`} the password policy`;
    const refused = call.error === null ? "" : ` AWS refused it with ${quoted(call.error)}.`;
    return {
      subject: [],
      severity: severityOf(call, points),
      title: `${sentence(who(call))} ${did} of account ${quoted(call.accountId)}.`,
      description:
        `${sentence(who(call))} ${did} ${from(call)} ${where(call)}.${refused} ` +
        "Weaker passwords are easier to guess and to keep using: check who asked for the change.",
      additionalInfo: { oldPolicy: before.wire, newPolicy: after.wire },
    };
  },
};
