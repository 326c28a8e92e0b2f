/** A detector that fires on every call it sees, of which a test sets what it is about. */

import type { CallDetector } from "../../../src/core/detect/detector.ts";

export function fakeDetector(override: Partial<CallDetector> = {}): CallDetector {
  return {
    type: "Stealth:IAMUser/CloudTrailLoggingDisabled",
    watches: "principal",
    apis: ["ec2:DescribeInstances"],
    summary: "Fires.",
    misses: "Nothing.",
    falsePositives: "Everything.",
    attack: ["T1562.008"],
    needs: ["cloudtrail"],
    detect: (call) => ({ subject: [call.api], title: "fired", description: "It fired." }),
    ...override,
  };
}
