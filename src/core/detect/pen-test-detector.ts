/** Makes the detectors for penetration-testing distributions: one question, three names. */

import { cleanText } from "../findings/clean-text.ts";
import type { FindingType } from "../finding-types.ts";
import { USER_AGENT_CHARS_MAX } from "../limits.ts";
import type { CallDetector } from "./detector.ts";
import { runsOn } from "./linux-distribution.ts";
import { from, quoted, sentence, where, who } from "./wording.ts";

/** `word`: how kernels and `os-release` of the distribution name it, in lower case. */
export function penTestDetector(type: FindingType, distribution: string, word: string): CallDetector {
  return {
    type,
    watches: "principal",
    apis: "any",
    summary: `A call came from a client that says it runs on ${distribution}, a distribution made for penetration testing.`,
    misses:
      "A client that hides its user agent, or whose SDK names neither kernel nor distribution (Go, Ruby, JavaScript 2). " +
      "A name in the application's own part of the user agent does not count.",
    falsePositives: `Your own testers, and staff who use ${distribution} as a desktop: suppress by principal and for the time of the test.`,
    attack: ["T1078.004"],
    needs: ["cloudtrail"],
    detect(call) {
      if (call.userAgent === null || !runsOn(call.userAgent, word)) return null;
      return {
        subject: [],
        title: `${sentence(who(call))} called AWS from a host that runs ${distribution}.`,
        description:
          `${sentence(who(call))} called ${quoted(call.api)} of ${quoted(call.service)} ${from(call)} ${where(call)}. ` +
          `The client's user agent names ${distribution}, which is made for penetration testing. ` +
          "Outside an agreed test, it suggests that the credentials are in an attacker's hands.",
        additionalInfo: {
          userAgent: {
            fullUserAgent: cleanText(call.userAgent, USER_AGENT_CHARS_MAX),
            userAgentCategory: distribution,
          },
        },
      };
    },
  };
}
