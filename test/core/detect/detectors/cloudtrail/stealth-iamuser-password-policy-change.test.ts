import { passwordPolicyChange } from "../../../../../src/core/detect/detectors/cloudtrail/stealth-iamuser-password-policy-change.ts";
import type { ApiCall } from "../../../../../src/core/event.ts";
import type { JsonObject } from "../../../../../src/core/json.ts";
import { apiCall } from "../../api-call.ts";
import { detectorTests } from "../../detector-tests.ts";

const STRONG = {
  minimumPasswordLength: 14,
  requireSymbols: true,
  requireNumbers: true,
  requireUppercaseCharacters: true,
  requireLowercaseCharacters: true,
  maxPasswordAge: 90,
  passwordReusePrevention: 24,
  hardExpiry: true,
  allowUsersToChangePassword: true,
};
const update = (request: JsonObject | null, error: string | null = null): ApiCall =>
  apiCall({ service: "iam.amazonaws.com", api: "UpdateAccountPasswordPolicy", region: "us-east-1", request, error });
const remove = (error: string | null = null): ApiCall =>
  apiCall({ service: "iam.amazonaws.com", api: "DeleteAccountPasswordPolicy", region: "us-east-1", error });
const strong = { passwordPolicy: STRONG };

export default detectorTests(
  passwordPolicyChange,
  [
    [
      "one character less: Low, with both policies in GuardDuty's words",
      update({ ...STRONG, minimumPasswordLength: 13 }),
      {
        severity: 2,
        title: 'IAM user "alice" weakened the password policy of account "111122223333".',
        additionalInfo: {
          oldPolicy: {
            minimumPasswordLength: "14",
            requireSymbols: "true",
            requireNumbers: "true",
            requireUppercaseCharacters: "true",
            requireLowercaseCharacters: "true",
            maxPasswordAge: "90",
            passwordReusePrevention: "24",
            hardExpiry: "true",
            allowUsersToChangePassword: "true",
          },
          newPolicy: { minimumPasswordLength: "13", requireSymbols: "true", maxPasswordAge: "90" },
        },
      },
      strong,
    ],
    ["longer expiry", update({ ...STRONG, maxPasswordAge: 365 }), { severity: 2 }, strong],
    ["no expiry", update({ ...STRONG, maxPasswordAge: 0 }), { severity: 2 }, strong],
    ["fewer old passwords remembered", update({ ...STRONG, passwordReusePrevention: 5 }), { severity: 2 }, strong],
    [
      "length and a class of characters: Medium",
      update({ ...STRONG, minimumPasswordLength: 8, requireSymbols: false }),
      { severity: 5 },
      strong,
    ],
    ["booleans in text", update({ ...STRONG, requireSymbols: "false" }), { severity: 2 }, strong],
    ["everything at its least: High", update({ minimumPasswordLength: 6 }), { severity: 8 }, strong],
    ["parameters left out, which return to the API's defaults", update({}), { severity: 8 }, strong],
    [
      "the AWS default weakened, where no policy was ever seen",
      update({ minimumPasswordLength: 6 }),
      { severity: 5, additionalInfo: { oldPolicy: { minimumPasswordLength: "8" } } },
    ],
    [
      "the AWS default weakened, after a deletion",
      update({
        minimumPasswordLength: 6,
        requireNumbers: true,
        requireSymbols: true,
        requireLowercaseCharacters: true,
      }),
      { severity: 2 },
      { passwordPolicy: null },
    ],
    [
      "a gain that hides a loss",
      update({ ...STRONG, maxPasswordAge: 30, minimumPasswordLength: 6 }),
      { severity: 5 },
      strong,
    ],
    [
      "a deletion: High after a strong policy",
      remove(),
      { severity: 8, title: 'IAM user "alice" deleted the password policy of account "111122223333".' },
      strong,
    ],
    ["a deletion of a policy never seen", remove(), { severity: 2 }],
    [
      "a deletion that was refused",
      remove("AccessDenied"),
      { severity: 2, title: 'IAM user "alice" tried to delete the password policy of account "111122223333".' },
      strong,
    ],
    ["an update that was refused", update({ minimumPasswordLength: 6 }, "AccessDenied"), { severity: 2 }, strong],
    ["an update that was refused and whose parameters were not logged", update(null, "AccessDenied"), { severity: 2 }],
  ],
  [
    ["the same policy again", update(STRONG), strong],
    ["a stronger policy", update({ ...STRONG, minimumPasswordLength: 16 }), strong],
    ["a first policy stronger than the AWS default", update(STRONG)],
    [
      "expiry where there was none",
      update({ ...STRONG, maxPasswordAge: 90 }),
      { passwordPolicy: { ...STRONG, maxPasswordAge: 0 } },
    ],
    ["users who may change their passwords no more", update({ ...STRONG, allowUsersToChangePassword: false }), strong],
    [
      "a refused attempt at a stronger policy",
      update({ ...STRONG, minimumPasswordLength: 20 }, "AccessDenied"),
      strong,
    ],
  ],
);
