import { resourceCredentialsInsideAws } from "../../../../../src/core/detect/detectors/cloudtrail/unauthorized-access-iamuser-resource-credential-exfiltration-inside-aws.ts";
import { detectorTests } from "../../detector-tests.ts";
import { history, resourceCall } from "../../history-samples.ts";

const endpoint = { sourceIp: "172.31.4.5", vpcEndpointId: "vpce-0b7c31a1650518519" };

export default detectorTests(
  resourceCredentialsInsideAws,
  [
    [
      "an endpoint that the account never used",
      resourceCall("ecs", endpoint),
      { severity: 8 },
      {},
      history("UNSEEN", "UNSEEN"),
    ],
  ],
  [
    ["an endpoint of the account", resourceCall("ecs", endpoint), {}, history("UNSEEN", "RARE")],
    [
      "the first call of a role that is still learned",
      resourceCall("ecs", endpoint),
      {},
      history("UNSEEN", "UNSEEN", []),
    ],
    ["an instance's", resourceCall("ec2", endpoint), {}, history("UNSEEN", "UNSEEN")],
    [
      "a function's, which GuardDuty tells outside AWS alone",
      resourceCall("lambda", endpoint),
      {},
      history("UNSEEN", "UNSEEN"),
    ],
  ],
);
