/** AttackSequence:IAM/CompromisedCredentials: steps of one identity within a day that together are an attack. */

import { callSequence } from "../../../behaviour/call-sequence.ts";
import type { CallDetector } from "../../detector.ts";
import { quoted, sentence, where, who } from "../../wording.ts";

export const compromisedCredentialsSequence: CallDetector = {
  type: "AttackSequence:IAM/CompromisedCredentials",
  watches: "principal",
  apis: "sequence",
  summary:
    "Within 24 hours one identity came from a new place, or was found to be in other hands, and made sensitive calls of several tactics.",
  misses:
    "Attacks from the identity's usual place that no other detector tells, attacks spread over days or over many identities, and anything while the account is learned.",
  falsePositives:
    "An administrator at unusual work in a new place. Archive it: the parts of the sequence say what was done.",
  attack: ["T1078.004", "T1098", "T1562.008"],
  needs: ["cloudtrail", "profile"],
  detect(call, { sequence }) {
    if (sequence === null) return null;
    const { steps, tactics } = sequence;
    const apis = [...new Set(steps.map(({ api }) => api))];
    const description =
      `${sentence(who(call))} made ${steps.length} suspicious calls of ${tactics.length} tactics (${tactics.join(", ")}) ` +
      `within 24 hours ${where(call)}: ${apis.slice(0, 8).map(quoted).join(", ")}. ` +
      "Take the credentials out of use and look at what they did.";
    return {
      subject: call.identity.accessKeyId?.startsWith("AKIA") ? [call.identity.accessKeyId] : [],
      title: `${sentence(who(call))} shows an attack sequence of compromised credentials.`,
      description,
      detection: callSequence(call, sequence, description),
    };
  },
};
