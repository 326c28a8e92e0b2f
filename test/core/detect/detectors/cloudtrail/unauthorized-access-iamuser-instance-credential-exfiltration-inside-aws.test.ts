import { expect } from "vitest";
import { instanceCredentialsInsideAws } from "../../../../../src/core/detect/detectors/cloudtrail/unauthorized-access-iamuser-instance-credential-exfiltration-inside-aws.ts";
import { callerFacts } from "../../../behaviour/habits.ts";
import { detectorTests } from "../../detector-tests.ts";
import { history, resourceCall } from "../../history-samples.ts";

const amazon = callerFacts(16509, "IE", "AMAZON-02");
const ranges = { provider: "aws", service: "EC2", region: "eu-west-3" };
const endpoint = { sourceIp: "172.31.4.5", vpcEndpointId: "vpce-0b7c31a1650518519" };

export default detectorTests(
  instanceCredentialsInsideAws,
  [
    [
      "an endpoint that the account never used",
      resourceCall("ec2", endpoint),
      { severity: 8 },
      {},
      history("UNSEEN", "UNSEEN"),
    ],
    ["another address of Amazon's", resourceCall("ec2", { caller: amazon }), {}, {}, history("UNSEEN", "UNSEEN")],
    [
      "an address of Amazon's own ranges that no network announces",
      resourceCall("ec2", { caller: { ...amazon, asn: null, cloud: ranges } }),
      {
        description: expect.stringContaining("a network of Amazon's (EC2, eu-west-3) that the account has never used"),
      },
      {},
      history("UNSEEN", "UNSEEN"),
    ],
  ],
  [
    ["an endpoint of the account", resourceCall("ec2", endpoint), {}, history("UNSEEN", "FREQUENT")],
    ["an account that is still learned", resourceCall("ec2", endpoint), {}, history("UNSEEN", null)],
    [
      "a new instance in the account's network",
      resourceCall("ec2", { caller: amazon }),
      {},
      history("UNSEEN", "FREQUENT"),
    ],
    ["the only address of its session", resourceCall("ec2", { caller: amazon }), {}, history("UNSEEN", "UNSEEN", [])],
    ["a task's", resourceCall("ecs", endpoint), {}, history("UNSEEN", "UNSEEN")],
  ],
);
