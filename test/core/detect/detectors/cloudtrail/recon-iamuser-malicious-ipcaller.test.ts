import { reconMaliciousIpCaller } from "../../../../../src/core/detect/detectors/cloudtrail/recon-iamuser-malicious-ipcaller.ts";
import { apiCall } from "../../api-call.ts";
import { detectorTests } from "../../detector-tests.ts";
import { callerOn, match } from "../../listed.ts";

const CALL = { readOnly: true, api: "ListUsers", service: "iam.amazonaws.com" } as const;
const LISTED = callerOn(["malicious"]);

export default detectorTests(
  reconMaliciousIpCaller,
  [
    [
      "a call from a listed address",
      apiCall({ ...CALL, caller: LISTED }),
      {
        subject: [],
        additionalInfo: {
          threatListName: "malicious.txt",
          listMatches: [{ threatListName: "malicious.txt", category: "malicious", entry: "198.51.100.7" }],
        },
      },
    ],
    ["a call that was refused", apiCall({ ...CALL, caller: LISTED, error: "AccessDenied" })],
    [
      "a record that does not say whether it reads",
      apiCall({ api: "DescribeInstances", readOnly: null, caller: LISTED }),
    ],
    ["a caller listed as scanner", apiCall({ ...CALL, caller: callerOn(["scanner"]) })],
    ["a caller listed as command-and-control", apiCall({ ...CALL, caller: callerOn(["command-and-control"]) })],
    ["a caller listed as phishing", apiCall({ ...CALL, caller: callerOn(["phishing"]) })],
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
    ["a Tor exit that scanners' lists hold as well", apiCall({ ...CALL, caller: callerOn(["scanner", "tor-exit"]) })],
    ["a caller on a list of the user's own", apiCall({ ...CALL, caller: callerOn(["custom-threat"]) })],
    [
      "a sinkhole, a resolver and a relay",
      apiCall({ ...CALL, caller: callerOn(["blackhole", "public-resolver", "tor-relay"]) }),
    ],
  ],
);
