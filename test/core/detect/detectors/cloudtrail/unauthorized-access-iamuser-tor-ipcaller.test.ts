import { unauthorizedTorIpCaller } from "../../../../../src/core/detect/detectors/cloudtrail/unauthorized-access-iamuser-tor-ipcaller.ts";
import { apiCall } from "../../api-call.ts";
import { detectorTests } from "../../detector-tests.ts";
import { callerOn, match } from "../../listed.ts";

const CALL = { readOnly: false, api: "CreateUser", service: "iam.amazonaws.com" } as const;
const LISTED = callerOn(["tor-exit"]);
const TOLD = { additionalInfo: { threatListName: "tor-exit.txt" } };

export default detectorTests(
  unauthorizedTorIpCaller,
  [
    [
      "a call from a listed address",
      apiCall({ ...CALL, caller: LISTED }),
      {
        subject: [],
        additionalInfo: {
          threatListName: "tor-exit.txt",
          listMatches: [{ threatListName: "tor-exit.txt", category: "tor-exit", entry: "198.51.100.7" }],
        },
      },
    ],
    ["a call that was refused", apiCall({ ...CALL, caller: LISTED, error: "AccessDenied" })],
    ["a record that does not say whether it reads", apiCall({ api: "RunInstances", readOnly: null, caller: LISTED })],
    [
      "an exit that scanners' lists hold as well",
      apiCall({ ...CALL, caller: callerOn(["scanner", "tor-exit"]) }),
      TOLD,
    ],
  ],
  [
    [
      "the other kind of call",
      apiCall({ readOnly: true, api: "ListUsers", service: "iam.amazonaws.com", caller: LISTED }),
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
    ["a relay that is no exit", apiCall({ ...CALL, caller: callerOn(["tor-relay"]) })],
    ["another anonymizer", apiCall({ ...CALL, caller: callerOn(["anonymizer"]) })],
  ],
);
