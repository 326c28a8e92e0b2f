import { resourceCredentialsOutsideAws } from "../../../../../src/core/detect/detectors/cloudtrail/unauthorized-access-iamuser-resource-credential-exfiltration-outside-aws.ts";
import { callerFacts } from "../../../behaviour/habits.ts";
import { detectorTests } from "../../detector-tests.ts";
import { history, resourceCall } from "../../history-samples.ts";

const caller = callerFacts(64666, "DE");

export default detectorTests(
  resourceCredentialsOutsideAws,
  [
    [
      "a function's from outside AWS",
      resourceCall("lambda", { caller }),
      { severity: 8 },
      {},
      history("UNSEEN", "UNSEEN"),
    ],
    ["a task's from outside AWS", resourceCall("ecs", { caller }), {}, {}, history("RARE", "UNSEEN")],
  ],
  [
    ["own premises, learned", resourceCall("ecs", { caller }), {}, history("FREQUENT", "RARE")],
    ["an instance's", resourceCall("ec2", { caller }), {}, history("UNSEEN", "UNSEEN")],
  ],
);
