/** CredentialAccess:IAMUser/CompromisedCredentials: an access key that a list of leaked keys holds was used. */

import { leakedCredential } from "../../../intel/caller-matches.ts";
import type { CallDetector } from "../../detector.ts";
import { listEvidence, listWords } from "../../list-evidence.ts";
import { from, quoted, sentence, where, who } from "../../wording.ts";

export const compromisedCredentials: CallDetector = {
  type: "CredentialAccess:IAMUser/CompromisedCredentials",
  watches: "principal",
  apis: "any",
  summary: "An access key that is on a list of leaked keys was used, with success or without.",
  misses: "Keys that leaked where no list looks, keys used from a trusted address, and calls that AWS services make.",
  falsePositives:
    "The owner's own use of a key that is known to have leaked: there is nothing to suppress, replace the key.",
  attack: ["T1078.004", "T1552.001"],
  needs: ["cloudtrail", "list:leaked-credential"],
  detect(call) {
    if (call.caller === null || call.sourceIp === null) return null;
    const matches = leakedCredential(call.caller);
    if (matches.length === 0) return null;
    const key = call.identity.accessKeyId ?? "";
    return {
      subject: [key],
      title: `${sentence(who(call))} called ${quoted(call.api)} with an access key that leaked.`,
      description:
        `${sentence(who(call))} called ${quoted(call.api)} of ${quoted(call.service)} ${from(call)} ${where(call)} with the access key ` +
        `${quoted(key)}, which is known to have leaked: ${listWords(matches)}. ` +
        "Whoever found it can use it: deactivate the key, and look at what it did since it leaked.",
      additionalInfo: listEvidence([...matches, ...call.caller.matches]),
    };
  },
};
