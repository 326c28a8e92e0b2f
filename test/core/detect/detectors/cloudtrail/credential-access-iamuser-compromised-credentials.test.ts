import { compromisedCredentials } from "../../../../../src/core/detect/detectors/cloudtrail/credential-access-iamuser-compromised-credentials.ts";
import { apiCall } from "../../api-call.ts";
import { detectorTests } from "../../detector-tests.ts";
import { callerOn } from "../../listed.ts";

const LEAKED = callerOn([], ["leaked-credential"]);

export default detectorTests(
  compromisedCredentials,
  [
    [
      "a key on a list of leaked keys",
      apiCall({ caller: LEAKED }),
      {
        subject: ["AKIAIOSFODNN7EXAMPLE"],
        title: 'IAM user "alice" called "DescribeInstances" with an access key that leaked.',
        additionalInfo: {
          threatListName: "leaked-credential.txt",
          listMatches: [
            {
              threatListName: "leaked-credential.txt",
              category: "leaked-credential",
              entry: "AKIAIOSFODNN7EXAMPLE",
            },
          ],
        },
      },
    ],
    ["a leaked key whose call was refused", apiCall({ caller: LEAKED, error: "AccessDenied" })],
    ["a leaked key used from a listed address", apiCall({ caller: callerOn(["malicious"], ["leaked-credential"]) })],
  ],
  [
    ["a key on no list, from a listed address", apiCall({ caller: callerOn(["malicious"]) })],
    ["an address in a list of leaked keys", apiCall({ caller: callerOn(["leaked-credential"]) })],
    ["a key on a list of another category", apiCall({ caller: callerOn([], ["custom-threat"]) })],
    [
      "a call that an AWS service makes",
      apiCall({ caller: LEAKED, sourceIp: null, sourceDomain: "athena.amazonaws.com" }),
    ],
    ["a caller that nothing is known of", apiCall()],
  ],
);
