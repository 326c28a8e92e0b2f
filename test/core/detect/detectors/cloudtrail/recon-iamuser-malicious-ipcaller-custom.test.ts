import { reconMaliciousIpCallerCustom } from "../../../../../src/core/detect/detectors/cloudtrail/recon-iamuser-malicious-ipcaller-custom.ts";
import { apiCall } from "../../api-call.ts";
import { detectorTests } from "../../detector-tests.ts";
import { callerOn, match } from "../../listed.ts";

const CALL = { readOnly: true, api: "ListUsers", service: "iam.amazonaws.com" } as const;
const LISTED = callerOn(["custom-threat"]);
const TOLD = { additionalInfo: { threatListName: "custom-threat.txt" } };

export default detectorTests(
  reconMaliciousIpCallerCustom,
  [
    [
      "a call from a listed address",
      apiCall({ ...CALL, caller: LISTED }),
      {
        subject: [],
        additionalInfo: {
          threatListName: "custom-threat.txt",
          listMatches: [{ threatListName: "custom-threat.txt", category: "custom-threat", entry: "198.51.100.7" }],
        },
      },
    ],
    ["a call that was refused", apiCall({ ...CALL, caller: LISTED, error: "AccessDenied" })],
    [
      "a record that does not say whether it reads",
      apiCall({ api: "DescribeInstances", readOnly: null, caller: LISTED }),
    ],
    [
      "a caller that other lists hold as well",
      apiCall({ ...CALL, caller: callerOn(["tor-exit", "custom-threat"]) }),
      TOLD,
    ],
  ],
  [
    [
      "the other kind of call",
      apiCall({ readOnly: false, api: "CreateUser", service: "iam.amazonaws.com", caller: LISTED }),
    ],
    ["a caller on no list", apiCall({ ...CALL, caller: callerOn([]) })],
    ["a caller that nothing is known of", apiCall(CALL)],
    [
      "a trusted caller",
      apiCall({ ...CALL, caller: { ...callerOn([]), trustedBy: [match("trusted", "198.51.100.0/24")] } }),
    ],
    [
      "an AWS service",
      apiCall({ ...CALL, sourceIp: null, sourceDomain: "cloudformation.amazonaws.com", caller: LISTED }),
    ],
    ["a caller on other lists alone", apiCall({ ...CALL, caller: callerOn(["malicious", "tor-exit"]) })],
  ],
);
