import { expect } from "vitest";
import { instanceCredentialsInsideAws } from "../../../../../src/core/detect/detectors/cloudtrail/unauthorized-access-iamuser-instance-credential-exfiltration-inside-aws.ts";
import { callerFacts } from "../../../behaviour/habits.ts";
import { detectorTests } from "../../detector-tests.ts";
import { history, resourceCall } from "../../history-samples.ts";

const amazon = callerFacts(16509, "IE", "AMAZON-02");
const ranges = { provider: "aws", service: "EC2", region: "eu-west-3" };
const endpoint = { sourceIp: "172.31.4.5", vpcEndpointId: "vpce-0b7c31a1650518519" };
const others = { ...endpoint, vpcEndpointAccountId: "123456789012" };
const own = { ...endpoint, vpcEndpointAccountId: "111122223333" };

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
    [
      "the first call of a session, through an endpoint of another account",
      resourceCall("ec2", others),
      {
        severity: 8,
        remoteAccount: { accountId: "123456789012", affiliated: false },
        description: expect.stringContaining("through a VPC endpoint of the account 123456789012."),
      },
      {},
      history("UNSEEN", "UNSEEN", []),
    ],
    [
      "an endpoint of an account that belongs with this one, on the day after",
      resourceCall("ec2", others),
      { severity: 5, remoteAccount: { accountId: "123456789012", affiliated: true } },
      {},
      history("RARE", "RARE", [], true),
    ],
  ],
  [
    ["an endpoint of its own account that nobody used", resourceCall("ec2", own), {}, history("UNSEEN", "UNSEEN")],
    [
      "another account's endpoint that the role used on two days",
      resourceCall("ec2", others),
      {},
      history("INFREQUENT", "RARE"),
    ],
    [
      "another account's endpoint that the account uses",
      resourceCall("ec2", others),
      {},
      history("UNSEEN", "INFREQUENT"),
    ],
    [
      "another account's endpoint while the account is learned",
      resourceCall("ec2", others),
      {},
      history("UNSEEN", null),
    ],
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
