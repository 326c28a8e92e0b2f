import { instanceCredentialsOutsideAws } from "../../../../../src/core/detect/detectors/cloudtrail/unauthorized-access-iamuser-instance-credential-exfiltration-outside-aws.ts";
import { callerFacts } from "../../../behaviour/habits.ts";
import { detectorTests } from "../../detector-tests.ts";
import { history, resourceCall } from "../../history-samples.ts";

const outside = callerFacts(64666, "DE");
const aws = { ...outside, cloud: { provider: "aws", service: "EC2", region: "eu-west-1" } };

export default detectorTests(
  instanceCredentialsOutsideAws,
  [
    [
      "an address outside AWS",
      resourceCall("ec2", { caller: outside }),
      { severity: 8 },
      {},
      history("UNSEEN", "UNSEEN"),
    ],
    ["the first call ever seen", resourceCall("ec2", { caller: outside }), {}, {}, history("UNSEEN", null, [])],
    [
      "a network of others in the account",
      resourceCall("ec2", { caller: outside }),
      { severity: 5 },
      {},
      history("UNSEEN", "FREQUENT"),
    ],
    [
      "a second network where no table is loaded",
      resourceCall("ec2"),
      { severity: 5 },
      {},
      history("UNSEEN", "UNSEEN"),
    ],
  ],
  [
    ["own premises, learned", resourceCall("ec2", { caller: outside }), {}, history("INFREQUENT", "RARE")],
    ["an address of AWS", resourceCall("ec2", { caller: aws }), {}, history("UNSEEN", "UNSEEN")],
    [
      "Amazon's own network",
      resourceCall("ec2", { caller: callerFacts(16509, "US") }),
      {},
      history("UNSEEN", "UNSEEN"),
    ],
    ["a private address", resourceCall("ec2", { sourceIp: "10.0.0.7" }), {}, history("UNSEEN", "UNSEEN")],
    [
      "a trusted address",
      resourceCall("ec2", {
        caller: { ...outside, trustedBy: [{ category: "trusted", list: "l", entry: "e", family: null } as never] },
      }),
      {},
      history("UNSEEN", "UNSEEN"),
    ],
    ["a person's session", resourceCall(null, { caller: outside }), {}, history("UNSEEN", "UNSEEN")],
    ["a function's", resourceCall("lambda", { caller: outside }), {}, history("UNSEEN", "UNSEEN")],
    ["no table and no other address", resourceCall("ec2"), {}, history("UNSEEN", "UNSEEN", [])],
    ["no history", resourceCall("ec2", { caller: outside })],
  ],
);
